"""A pytest plugin, loaded before Django's settings: starts PostgreSQL and Valkey for the tests.

With DATABASE_URL and REDIS_URL in the environment those servers are used instead. Workers of
pytest-xdist get the addresses from the first process, each with a Valkey database of its own.
What a killed run left behind is stopped and removed by the next one.
"""

import atexit
import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path

from inspire.embedded.holding import hold
from inspire.embedded.postgres import Postgres
from inspire.embedded.valkey import Valkey
from vault.keyset import create_keyset

FOLDERS = Path(tempfile.gettempdir()) / f"inspire-tests-{os.getuid()}"
GRACE_SECONDS = 60  # a younger folder may be somebody's who has not locked it yet
OPTIONS = {  # nothing in it outlives the tests
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "400",
    "shared_buffers": "256MB",
}


def make_servers(folder: Path) -> dict[str, Postgres | Valkey]:
    """Return the throw-away servers of a folder, by the setting that names each."""
    postgres = Postgres(folder / "postgres", options=OPTIONS, say=lambda _sentence: None)
    return {"DATABASE_URL": postgres, "REDIS_URL": Valkey(folder / "valkey", databases=64)}


def start_servers() -> None:
    """Start what the environment does not name, and stop and remove it at the end."""
    missing = [name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)]
    if not missing:
        return
    FOLDERS.mkdir(mode=0o711, exist_ok=True)
    remove_leftovers()
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=FOLDERS))
    folder.chmod(0o711)  # root's PostgreSQL runs as another user
    servers = make_servers(folder)
    stack = contextlib.ExitStack()
    atexit.register(stack.close)
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    addresses = stack.enter_context(hold(folder, [servers[name] for name in missing]))
    os.environ.update(zip(missing, addresses, strict=True))


def remove_leftovers() -> None:
    """Stop the servers of runs that were killed, and remove their folders."""
    for lock in FOLDERS.glob("run-*/holders.lock"):
        with contextlib.suppress(OSError), lock.open("a") as holders:  # held, or gone meanwhile
            if time.time() - lock.stat().st_mtime < GRACE_SECONDS:
                continue
            fcntl.flock(holders, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for server in make_servers(lock.parent).values():
                server.stop()
            shutil.rmtree(lock.parent, ignore_errors=True)


def set_environment() -> None:
    """Set the addresses of servers for the tests alone, and a throw-away keyset."""
    os.environ.setdefault("VAULT_KEYSET", create_keyset())
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker:
        start_servers()
        os.environ["TEST_REDIS_URL"] = os.environ["REDIS_URL"].removesuffix("/0").rstrip("/")
    number = int(worker.removeprefix("gw")) if worker else 15
    os.environ["REDIS_URL"] = f"{os.environ['TEST_REDIS_URL']}/{number}"


set_environment()
