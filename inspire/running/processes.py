"""Run the Procfile's processes, show their lines, and end all of them when one ends or when asked."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from honcho.colour import get_colours
from honcho.environ import parse_procfile
from honcho.printer import Message, Printer

from inspire.running import lock

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 8  # seconds that the processes have to end by themselves
Child = subprocess.Popen[bytes]


class Processes:
    """The processes of a Procfile, each in a session of its own, so that Ctrl-C reaches us alone."""

    def __init__(self, procfile: Path) -> None:
        self.folder = procfile.parent
        self.commands: dict[str, str] = dict(parse_procfile(procfile.read_text()).processes)
        self.children: dict[str, Child] = {}
        self.asked = threading.Event()
        self.printer = Printer(sys.stdout, width=max(map(len, self.commands)))

    def run(self, when_started: Callable[[], None]) -> str:
        """Run until asked to end; return "", or the name of a process that ended unasked."""
        before = {each: signal.signal(each, self._ask) for each in ENDINGS}
        try:
            self._start()
            threading.Thread(target=when_started, daemon=True).start()
            return self._watch()
        finally:
            self._stop()
            for each, handler in before.items():
                signal.signal(each, handler)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked.set()

    def _start(self) -> None:
        path = f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"
        colours = get_colours()
        for name, command in self.commands.items():
            child = subprocess.Popen(
                ["/bin/sh", "-c", command],
                cwd=self.folder,
                env={**os.environ, "PATH": path, "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            self.children[name] = child
            lock.add_process(child.pid)
            threading.Thread(target=self._relay, args=(name, child, next(colours)), daemon=True).start()

    def _relay(self, name: str, child: Child, colour: str) -> None:
        for line in child.stdout or ():
            self.printer.write(Message("line", line, datetime.now(tz=UTC).astimezone(), name, colour))

    def _watch(self) -> str:
        while not self.asked.wait(0.2):
            for name, child in self.children.items():
                if child.poll() is not None:
                    return name
        return ""

    def _stop(self) -> None:
        deadline = time.monotonic() + PATIENCE
        self._signal(signal.SIGTERM)
        while self._alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        self._signal(signal.SIGKILL)
        for child in self.children.values():
            child.wait()

    def _alive(self) -> list[Child]:
        return [child for child in self.children.values() if child.poll() is None]

    def _signal(self, number: signal.Signals) -> None:
        """Signal what lives of each process's group, also where its first process is gone."""
        for child in self.children.values():
            try:
                os.killpg(child.pid, number)
            except ProcessLookupError:
                continue
