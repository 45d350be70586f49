"""Mend spelling, doubled words, spaces and the capital at the start; change nothing else."""

import re
from collections.abc import Iterator

from sandbox.answers.texts import openers
from sandbox.answers.texts.english import CONTRACTIONS, MISSPELLINGS
from sandbox.answers.texts.wish import Wish, raised, swap

LETTER = r"[^\W\d_]"


def candidates(wish: Wish) -> Iterator[str]:
    """Yield the mended text, then the same with contractions, with an ampersand, and with a full stop."""
    mended = mend(wish.source, is_english=openers.is_english(wish.language))
    yield mended
    yield swap(mended, CONTRACTIONS)
    yield swap(mended, {short: long for long, short in CONTRACTIONS.items()})
    yield re.sub(r"(?<=\s)and(?=\s)", "&", mended)
    yield mended.replace(" & ", " and ")
    yield mended if mended.endswith((".", "!", "?", ":")) else f"{mended}."
    if openers.is_english(wish.language):
        yield raised(swap(mended, {"at the moment": "now", "currently": "now", "today": "this day", "until": "till"}))


def mend(text: str, *, is_english: bool) -> str:
    """Return a text with its usual mistakes mended."""
    text = swap(text, MISSPELLINGS) if is_english else text
    text = re.sub(rf"\b({LETTER}{{2,}})((?:[ \t]+\1)+)\b", r"\1", text, flags=re.IGNORECASE)
    text = re.sub(r"[ \t]{2,}", " ", text)
    text = re.sub(r" +([.,;!?])(?=\s|$)", r"\1", text)
    text = re.sub(rf"(?<={LETTER}{{2}})([,;!?])(?={LETTER})", r"\1 ", text)
    text = re.sub(r"([!?])\1+", r"\1", text)
    return raised(text.strip())
