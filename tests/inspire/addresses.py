"""Where a process that a test starts finds the test's own database."""

from urllib.parse import quote

from django.db import connection


def database_url() -> str:
    """Return the address of the test database."""
    values = connection.settings_dict
    user, password, port = (quote(str(values[name]), safe="") for name in ("USER", "PASSWORD", "PORT"))
    host = values["HOST"] or values["OPTIONS"].get("host", "")
    return f"postgres://{user}:{password}@/{values['NAME']}?host={quote(host, safe='')}&port={port or 5432}"
