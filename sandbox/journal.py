"""What was asked of the sandbox, for tests: method, path, body, and the key's mask and SHA-256."""

import threading
from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.replies import Json

KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One request that was answered, or is being answered."""

    number: int
    method: str
    path: str
    body: Any
    key: str
    key_sha256: str
    request_id: str
    fault: str


class Journal:
    """The latest requests, oldest first. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._count = 0

    def write(self, method: str, path: str, **content: Any) -> None:
        with self._lock:
            self._count += 1
            self._entries.append(Entry(self._count, method, path, **content))

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._count = 0

    def read(self) -> list[Json]:
        with self._lock:
            return [asdict(entry) for entry in self._entries]
