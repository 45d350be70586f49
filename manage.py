#!/usr/bin/env python
"""Run a management command. In local mode, the embedded servers that it needs are started first."""

import os
import sys


def main() -> None:
    """Run the command named on the command line; say in a sentence why it cannot be run."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspire.settings")
    try:
        from django.conf import settings
        from django.core.management import execute_from_command_line

        from inspire.embedded.errors import EmbeddedError
        from inspire.embedded.serving import servers_for
        from inspire.env import SettingsError
    except ImportError as error:
        sys.exit(f"{error}. Run `make setup`, then use .venv/bin/python manage.py.")
    if sys.argv[1:3] == ["keyset", "create"]:  # makes what the settings need, so it works without them
        settings.configure(INSTALLED_APPS=["vault"], VAULT_KEK_URI=os.environ.get("VAULT_KEK_URI", "").strip())
    try:
        with servers_for(sys.argv):
            execute_from_command_line(sys.argv)
    except (SettingsError, EmbeddedError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
