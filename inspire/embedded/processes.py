"""Find and end a server by its pid file, which may be older than the machine's last start."""

import contextlib
import signal
from pathlib import Path

import psutil


def find(pid_file: Path, folder: Path) -> psutil.Process | None:
    """Return the process that the file names, if it lives and works in `folder`.

    Both servers make their data folder their working folder, so a pid that now belongs to
    another program is told apart.
    """
    try:
        process = psutil.Process(int(pid_file.read_text().split("\n", 1)[0]))
        is_ours = Path(process.cwd()) == folder.resolve() and process.status() != psutil.STATUS_ZOMBIE
    except (OSError, ValueError, psutil.Error):
        return None
    return process if is_ours else None


def end_orphans(name: str, folder: Path) -> None:
    """Kill the processes of that name that work in `folder`: what a killed server left behind."""
    orphans = [each for each in psutil.process_iter() if _is_orphan(each, name, folder.resolve())]
    for each in orphans:
        with contextlib.suppress(psutil.NoSuchProcess):
            each.kill()
    psutil.wait_procs(orphans, timeout=20)


def _is_orphan(process: psutil.Process, name: str, folder: Path) -> bool:
    try:
        return process.name() == name and Path(process.cwd()) == folder
    except (OSError, psutil.Error):
        return False


def end(process: psutil.Process, by: signal.Signals, *, patience: float = 20) -> None:
    """Ask the process to end, wait up to `patience` seconds, then kill it."""
    try:
        process.send_signal(by)
        process.wait(patience)
    except psutil.NoSuchProcess:
        return
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(patience)
