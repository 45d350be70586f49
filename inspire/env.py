"""Read the environment: two modes, secrets from `NAME` or `NAME_FILE`, sentences for what is missing."""

from pathlib import Path
from urllib.parse import quote

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.FileAwareEnv()  # type: ignore[no-untyped-call]
env.read_env(BASE_DIR / ".env")

IS_LOCAL = env.str("INSPIRE_MODE", default="production") == "local"

NEEDED = {
    "DATABASE_URL": "the PostgreSQL database, such as postgres://inspire:…@db.example.com/inspire",
    "REDIS_URL": "the Redis or Valkey server, such as redis://redis.example.com:6379/0",
    "SECRET_KEY": "a long random text that signs sessions and links",
    "VAULT_KEYSET": "the keyset that seals stored secrets; `python manage.py keyset create` makes one",
}


def secret(name: str, default: str = "") -> str:
    """Return the secret in `name`, or in the file that `<name>_FILE` names, without white space around it."""
    return str(env.str(name, default=default)).strip()


def refuse_missing() -> None:
    """Raise ImproperlyConfigured that names every setting that production needs and lacks."""
    if IS_LOCAL:
        return
    missing = [name for name in NEEDED if not secret(name)]
    if missing:
        lines = "\n".join(f"  {name} (or {name}_FILE): {NEEDED[name]}" for name in missing)
        raise ImproperlyConfigured(
            f"Inspire does not start in production mode, because these settings are missing:\n{lines}\n"
            "Set them in the environment, or run `make setup` for local mode (INSPIRE_MODE=local)."
        )


def local_database_url() -> str:
    """Return the address of the embedded PostgreSQL in local mode."""
    return f"postgres://postgres@/inspire?host={quote(str(VAR_DIR / 'postgres'), safe='')}"
