"""The tests, laid out as the apps are.

They take nothing from a developer's .env: tests/servers.py sets what they need.
"""

import os

os.environ["INSPIRE_DOTENV"] = os.devnull
