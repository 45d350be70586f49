"""Close every connection of this process, pools too."""

from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper


def close_all() -> None:
    """Close them: a stopped server would be complained of, and a forked child must not inherit one."""
    for connection in connections.all(initialized_only=True) if settings.configured else ():
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()
