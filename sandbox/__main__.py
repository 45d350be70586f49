"""Run the sandbox by itself: `python -m sandbox --port 8001`."""

import argparse
import signal
import sys
import threading

from sandbox.server import SandboxRefusedError, SandboxServer


def main() -> int:
    """Serve until SIGINT or SIGTERM; return the exit code."""
    options = _options()
    try:
        server = SandboxServer(options.port, host=options.host, pace=options.pace, is_talkative=not options.quiet)
    except SandboxRefusedError as problem:
        return _refuse(str(problem))
    except OSError as problem:
        return _refuse(f"The sandbox cannot listen on port {options.port}: {problem.strerror}. Choose another --port.")
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with server:
        print(f"The sandbox answers on {server.url} (demo answers, this machine only).", flush=True)
        ended.wait()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8001, help="0 takes a free port")
    parser.add_argument("--host", default="127.0.0.1", help="loopback only")
    parser.add_argument("--pace", type=float, default=0.02, help="seconds between pieces of a streamed answer")
    parser.add_argument("--quiet", action="store_true", help="no line for each request")
    return parser.parse_args()


def _refuse(problem: str) -> int:
    print(problem, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
