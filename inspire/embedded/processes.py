"""Find and end a server by its pid file, which may be older than the machine's last start."""

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
