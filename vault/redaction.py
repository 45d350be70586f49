"""Cut secrets out of texts by their value: while a secret is in use, no text shows it.

A net under the rule that secrets are not passed to logs and messages in the first place.
"""

import base64
import html
import json
from collections import Counter
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
_uses: Counter[str] = Counter()
# By their last letters, so that one walk along a text finds all, however many keys are in use. Only
# whoever holds the lock writes; readers take one value at a time, and need none.
_by_ending: dict[str, tuple[_Form, ...]] = {}


@contextmanager
def hiding(secret: str) -> Iterator[None]:
    """Let `redact` cut this secret out of every text of this process, until the end of the block.

    A value of fewer than 8 characters is let be.
    """
    if len(secret) < SHORTEST:
        yield
        return
    _begin(secret)
    try:
        yield
    finally:
        _end(secret)


def _begin(secret: str) -> None:
    with _lock:
        _uses[secret] += 1
        if _uses[secret] > 1:
            return
        for form in _forms_of(secret):
            ending = form.text[-SHORTEST:]
            _by_ending[ending] = (*_by_ending.get(ending, ()), form)


def _end(secret: str) -> None:
    with _lock:
        _uses[secret] -= 1
        if _uses[secret]:
            return
        del _uses[secret]
        for form in _forms_of(secret):
            _drop(form)


def _drop(form: _Form) -> None:
    """Forget a form once: another secret may be written the same way."""
    ending = form.text[-SHORTEST:]
    left = list(_by_ending[ending])
    left.remove(form)
    if left:
        _by_ending[ending] = tuple(left)
    else:
        del _by_ending[ending]


def redact(text: str) -> str:
    """Return the text without the secrets that are in use.

    Found are the value itself, and what percent-encoding, base64 (wherever it stands in what was
    encoded), JSON, HTML and Python make of it.
    """
    if not _by_ending:
        return text
    pieces, end = [], 0
    for start, stop in sorted(_spans(text)):
        if start >= end:
            pieces += [text[end:start], REMOVED]
        end = max(end, stop)
    return "".join([*pieces, text[end:]])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for stop in range(SHORTEST, len(text) + 1):
        for form in _by_ending.get(text[stop - SHORTEST : stop], ()):
            if text.endswith(form.text, 0, stop):
                yield max(0, stop - len(form.text) - form.before), min(len(text), stop + form.after)


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
