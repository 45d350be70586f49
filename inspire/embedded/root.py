"""PostgreSQL refuses to run as root: run it as a system user, and let that user reach its files."""

import os
import pwd
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

from inspire.embedded.errors import EmbeddedError

SYSTEM_USER = "embedded_postgres"
REACH = stat.S_IXOTH
READ = stat.S_IROTH


def run_as(data: Path) -> dict[str, Any]:
    """Return the subprocess arguments under which PostgreSQL runs on `data`: none, unless we are root."""
    if os.geteuid() != 0:
        return {}
    owner = _owner(data)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _owner(data: Path) -> pwd.struct_passwd:
    """Return who owns the data, so that root adopts what a normal user made; else the system user."""
    if data.exists() and (uid := data.stat().st_uid) != 0:
        return pwd.getpwuid(uid)
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return _make_system_user()


def _make_system_user() -> pwd.struct_passwd:
    try:
        subprocess.run(["useradd", "--system", SYSTEM_USER], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise EmbeddedError(
            f"PostgreSQL does not run as root, and the system user {SYSTEM_USER} could not be made ({error}). "
            "Run this as a normal user, or set DATABASE_URL."
        ) from error
    say(f"Running as root: made the system user {SYSTEM_USER}, because PostgreSQL refuses to run as root.")
    return pwd.getpwnam(SYSTEM_USER)


def open_way_to(*paths: Path) -> None:
    """Let other users pass through the folders above each path, and say which were opened."""
    folders = {parent for path in paths for parent in path.resolve().parents}
    closed = sorted(folder for folder in folders if not folder.stat().st_mode & REACH)
    for folder in closed:
        folder.chmod(folder.stat().st_mode | REACH)
    if closed:
        names = ", ".join(str(folder) for folder in closed)
        say(f"Running as root: opened {names} to passage (o+x), so that {SYSTEM_USER} can reach the database.")


def open_package(folder: Path) -> None:
    """Let other users read and run the server's programs, also where the umask was strict."""
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        wanted = READ | (REACH if mode & stat.S_IXUSR else 0)
        if mode & wanted != wanted:
            path.chmod(mode | wanted)


def say(sentence: str) -> None:
    """Print a sentence where it does not mix with a command's output."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201
