"""Empty the database after a test that commits: only the tables that hold something.

Django's flush truncates every table and makes all permissions and groups anew, which takes ten
times as long. It is still done where those were changed.
"""

from typing import Any

from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

MADE_AFTER_MIGRATIONS = ("django_content_type", "auth_permission", "auth_group", "auth_group_permissions")
KEPT = {"django_migrations", *MADE_AFTER_MIGRATIONS}

# Where a trigger holds that nothing turns off, rows are not deleted one by one; such a table can be truncated.
TABLES = """
SELECT relname, EXISTS (SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgenabled = 'A')
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
# A row that is new or changed has a new xmin; one that is gone is not counted.
STATE = " UNION ALL ".join(
    f"SELECT count(*), max(xmin::text::bigint) FROM {table}"  # noqa: S608 - names of ours
    for table in MADE_AFTER_MIGRATIONS
)


class Flush:
    """What empties the database, in place of Django's flush."""

    def __init__(self) -> None:
        self.state = fetch(STATE)

    def run(self) -> None:
        """Leave the tables as Django's flush would leave them."""
        if fetch(STATE) == self.state:
            try:
                empty()
            except IntegrityError:  # a worker wrote meanwhile; Django's flush waits for it
                pass
            else:
                return
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, allow_cascade=False)
        self.state = fetch(STATE)


def fetch(statement: str) -> list[Any]:
    """Return the rows that a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


@transaction.atomic
def empty() -> None:
    """Delete the rows of all tables but those that every migration fills. Foreign keys are checked at the end."""
    tables = {name: is_guarded for name, is_guarded in fetch(TABLES) if name not in KEPT}
    has_rows = ", ".join(f"EXISTS (SELECT FROM {table})" for table in tables)
    (row,) = fetch(f"SELECT {has_rows}")
    filled = [table for table, has_row in zip(tables, row, strict=True) if has_row]
    with connection.cursor() as cursor:
        for table in sorted(filled, key=lambda name: not tables[name]):  # truncated first: nothing may wait for a check
            cursor.execute(f"TRUNCATE {table} CASCADE" if tables[table] else f"DELETE FROM {table}")  # noqa: S608
