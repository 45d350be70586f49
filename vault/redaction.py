"""Cut secrets out of texts by their value: while a secret is in use, no text shows it.

A net under the rule that secrets are not passed to logs and messages in the first place.
"""

import base64
import html
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Final
from urllib.parse import quote, quote_plus

REMOVED: Final = "[removed]"
SHORTEST: Final = 8  # shorter values stand in ordinary words


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a secret, and how many letters beside it hold a part of it."""

    text: str
    before: int = 0
    after: int = 0


_lock = Lock()
_hidden: dict[str, tuple[int, frozenset[_Form]]] = {}  # replaced, never changed, so that readers need no lock


@contextmanager
def hiding(secret: str) -> Iterator[None]:
    """Let `redact` cut this secret out of every text of this process, until the end of the block.

    A value of fewer than 8 characters is let be.
    """
    if len(secret) < SHORTEST:
        yield
        return
    _count(secret, step=1)
    try:
        yield
    finally:
        _count(secret, step=-1)


def _count(secret: str, *, step: int) -> None:
    """Add to the uses of a secret, and forget it with the last one."""
    global _hidden  # noqa: PLW0603 -- one table for the process, as there is one set of logs
    with _lock:
        uses, forms = _hidden.get(secret) or (0, _forms_of(secret))
        others = {each: value for each, value in _hidden.items() if each != secret}
        _hidden = {**others, secret: (uses + step, forms)} if uses + step else others


def redact(text: str) -> str:
    """Return the text without the secrets that are in use.

    Found are the value itself, and what percent-encoding, base64 (wherever it stands in what was
    encoded), JSON, HTML and Python make of it.
    """
    pieces, end = [], 0
    for start, stop in _spans(text):
        if start >= end:
            pieces += [text[end:start], REMOVED]
        end = max(end, stop)
    return "".join([*pieces, text[end:]])


def _spans(text: str) -> list[tuple[int, int]]:
    found = [span for _uses, forms in _hidden.values() for form in forms for span in _spans_of(form, text)]
    return sorted(found)


def _spans_of(form: _Form, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(form.text)
    while start >= 0:
        stop = start + len(form.text)
        yield max(0, start - form.before), min(len(text), stop + form.after)
        start = text.find(form.text, start + 1)


def _forms_of(secret: str) -> frozenset[_Form]:
    raw = secret.encode(errors="surrogatepass")
    plain = {secret, html.escape(secret), *_percent_encoded(raw), *_escaped(secret), repr(raw)[2:-1]}
    return frozenset({*map(_Form, plain), *_base64_forms(raw)})


def _percent_encoded(raw: bytes) -> set[str]:
    forms = {quote(raw), quote(raw, safe=""), quote_plus(raw), "".join(f"%{byte:02X}" for byte in raw)}
    return forms | {_with_small_digits(form) for form in forms}


def _with_small_digits(form: str) -> str:
    first, *others = form.split("%")
    return "%".join([first, *(each[:2].lower() + each[2:] for each in others)])


def _escaped(secret: str) -> set[str]:
    once = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1]}
    once |= {form.replace("/", "\\/") for form in once}
    return once | {json.dumps(form)[1:-1] for form in once}  # JSON within JSON


def _base64_forms(raw: bytes) -> Iterator[_Form]:
    """Yield the letters of base64 that depend on the secret alone, for each place that it may begin at."""
    for shift in range(3):
        whole = base64.b64encode(bytes(shift) + raw).decode().rstrip("=")
        before, after = int(shift > 0), int((shift + len(raw)) % 3 > 0)
        core = whole[(0, 2, 3)[shift] : len(whole) - after]
        for form in {core, core.replace("+", "-").replace("/", "_"), quote(core, safe="")}:
            yield _Form(form, before, after)
