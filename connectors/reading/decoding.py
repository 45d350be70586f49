"""From bytes to text: UTF-8 and UTF-16 with or without a mark, else Windows-1252."""

import codecs
import re

from connectors.errors import NotATableError, UnknownEncodingError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LOOKED_AT = 4096
UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f]")
UNPRINTABLE_BYTES = re.compile(UNPRINTABLE.pattern.encode())
MOST_UNPRINTABLE = 0.001


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text, and sentences about how it was read. Raises UnknownEncodingError, NotATableError."""
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), None) or guess_wide(data)
    if encoding is not None:
        return check(strictly(data, encoding)), ()
    if len(UNPRINTABLE_BYTES.findall(data[:LOOKED_AT])) > MOST_UNPRINTABLE * LOOKED_AT:
        raise NotATableError("not a text")
    try:
        return check(data.decode("utf-8")), ()
    except UnicodeDecodeError:
        text = check(strictly(data, "cp1252"))
        return text, ("The file is not UTF-8; its letters were read as Windows-1252 (Western European).",)


def strictly(data: bytes, encoding: str) -> str:
    """Return the text of bytes. Raises UnknownEncodingError."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UnknownEncodingError from None


def guess_wide(data: bytes) -> str | None:
    """Return utf-16-le or utf-16-be for bytes of which every second one is mostly zero, else None."""
    start = data[:LOOKED_AT]
    if not start:
        return None
    odd, even = start[1::2].count(0), start[::2].count(0)
    enough = len(start) * 0.3
    if odd > enough and not even:
        return "utf-16-le"
    return "utf-16-be" if even > enough and not odd else None


def check(text: str) -> str:
    """Return text that a person could read. Raises NotATableError for binary junk."""
    start = text[: LOOKED_AT * 16]
    if len(UNPRINTABLE.findall(start)) > len(start) * MOST_UNPRINTABLE:
        raise NotATableError("not a text")
    return text
