"""The ledger's SQL, one file for each part. Migrations install them.

A file always holds the current text, as CREATE OR REPLACE, and speaks of the current tables. So
one migration alone installs it, the latest: whoever changes a file adds a migration with
`Install` as its last operation, and takes `Install` out of the one that had it.
"""

from pathlib import Path

from django.db.migrations import RunSQL

INSTALL_ORDER = ("calendar", "opening", "reserve", "close", "adjust", "plans", "entries", "append_only", "storage")

# What any version installed. Signatures may have changed, so the functions go by their names.
UNINSTALL = """
DROP TRIGGER IF EXISTS credits_entry_append_only ON credits_entry;
DROP TRIGGER IF EXISTS credits_period_stays ON credits_period;
ALTER TABLE credits_entry DROP CONSTRAINT IF EXISTS credits_entry_period_fk;
DO $$
DECLARE
    v_function regprocedure;
BEGIN
    FOR v_function IN
        SELECT oid::regprocedure FROM pg_proc
        WHERE proname LIKE 'credits\\_%' AND pronamespace = current_schema()::regnamespace
    LOOP
        EXECUTE 'DROP FUNCTION IF EXISTS ' || v_function || ' CASCADE';
    END LOOP;
END
$$;
DROP TYPE IF EXISTS credits_outcome;
"""


class Install(RunSQL):
    """Install the current SQL over whatever is there."""

    def __init__(self) -> None:
        super().__init__("\n".join(read(name) for name in INSTALL_ORDER), UNINSTALL)


def read(name: str) -> str:
    """Return the text of a SQL file of this folder."""
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
