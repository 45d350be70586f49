"""Give a management command the embedded servers that it needs, in local mode."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from inspire import connections
from inspire.embedded.errors import NOT_INSTALLED, EmbeddedError
from inspire.embedded.holding import Server, hold
from inspire.embedded.preparing import prepare_database, sandbox_for
from inspire.env import IS_LOCAL, VAR_DIR, secret

try:
    from inspire.embedded.postgres import Postgres
    from inspire.embedded.valkey import Valkey
except ImportError:  # an installation for production, without the packages of the embedded servers
    Postgres = Valkey = None  # type: ignore[assignment,misc]

NEED_NO_SERVERS = {
    *("help", "version", "--help", "-h", "--version", "check", "collectstatic", "findstatic", "diffsettings"),
    *("makemessages", "compilemessages", "startapp", "profile_data"),
}
COUNTING = {"show", "retire"}  # these of `keyset` count what is stored


@contextmanager
def servers_for(argv: Sequence[str]) -> Iterator[None]:
    """Hold the servers that the command needs and the environment does not name, and name them there.

    Children inherit the addresses, so they neither start nor stop anything.
    """
    missing = [name for name in ("DATABASE_URL", "REDIS_URL") if not secret(name)]
    if not IS_LOCAL or not missing or not needs_servers(argv):
        yield
        return
    servers = _servers()
    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _leave)
    wanted = [servers.pop(name) for name in missing]
    with hold(VAR_DIR, wanted, others=list(servers.values())) as addresses:
        os.environ.update(zip(missing, addresses, strict=True))
        try:
            if "DATABASE_URL" in missing:
                prepare_database(os.environ["DATABASE_URL"], argv)
            with sandbox_for(argv):
                yield
        finally:
            connections.close_all()


def needs_servers(argv: Sequence[str]) -> bool:
    """Tell whether the command line may need the database or the broker; when in doubt it does."""
    words = argv[1:]
    if not words or "--help" in words or "-h" in words:
        return False
    if words[0] == "keyset":
        return not COUNTING.isdisjoint(words)
    return words[0] not in NEED_NO_SERVERS or "--database" in words


def _servers() -> dict[str, Server]:
    if Postgres is None:
        raise EmbeddedError(NOT_INSTALLED)
    return {"DATABASE_URL": Postgres(VAR_DIR / "postgres"), "REDIS_URL": Valkey(VAR_DIR / "valkey")}


def _leave(number: int, _frame: FrameType | None) -> None:
    """Leave by the front door, so that the servers are left as they were found."""
    sys.exit(128 + number)
