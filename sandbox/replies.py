"""What goes back over the wire, as data: what to say, how fast, and where to break off."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP response.

    `parts` is the body in the pieces that it is sent in; a stream goes out chunked, with `pace`
    seconds before each part. `delay` seconds pass before the first byte. A cut reply stops in the
    middle of its body and closes; `drip` seconds pass between single bytes; a hung one never comes.
    """

    status: int
    parts: tuple[bytes, ...]
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    is_stream: bool = False
    is_cut: bool = False
    is_hung: bool = False
    delay: float = 0.0
    pace: float = 0.0
    drip: float = 0.0

    @property
    def body(self) -> bytes:
        """Return the whole body."""
        return b"".join(self.parts)


def json_reply(status: int, content: Any, *, headers: Mapping[str, str] | None = None) -> Reply:
    """Return a reply whose body is `content` as JSON."""
    body = json.dumps(content, ensure_ascii=False).encode()
    return Reply(status=status, parts=(body,), headers=headers or {})
