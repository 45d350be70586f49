"""What the benchmarks share: a database of their own, rows at any scale, callers that measure, and verdicts.

Importing it sets Django up, so a benchmark imports it before anything of the project.
"""

import os
import sys
from pathlib import Path

import django

# `python bench/ledger.py` looks for modules beside the script; the project is one folder up.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "inspire.settings",
    "INSPIRE_MODE": "local",
    "INSPIRE_DOTENV": os.devnull,  # a developer's own settings stay out
    "SECRET_KEY": "for-benchmarks-only",
    "LOG_LEVEL": "WARNING",
}
os.environ.update(SETTINGS)
django.setup()
