"""The ledger's SQL, one file for each function or trigger. Migrations install them.

A file always holds the current text, as CREATE OR REPLACE. Whoever changes one adds a
migration that installs it again.
"""

from pathlib import Path

INSTALL_ORDER = ("calendar", "opening", "reserve", "close", "adjust", "append_only", "storage")


def read(name: str) -> str:
    """Return the text of a SQL file of this folder."""
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
