"""Spoil the sentences of an analysis: with a number, a link, hidden signs, a foreign tongue, what the data says."""

from collections.abc import Callable
from typing import Any

from sandbox.answers.analysis.block import Block

DIGITS = ("by 4711", "to 99.9 %", "about 12 times", "by ½", "from ٤٢", "at Ⅻ")
NUMBER_WORDS = ("by seventeen", "to forty-two", "by two thirds", "by a hundred and five", "a dozen times", "half of it")
UNKNOWN = ("{F999}", "{f999}", "{F999.before}", "{FIRST.nothing}", "{F1.secret}")
BROKEN = ("{F1", "{ F1 }", "{F1.}", "{fact 1}", "{{F1}}", "{F1}}", "{%F1%}")
LINKS = ("https://example.com/prize", "www.example.com", "example.com/win", "javascript:alert(x)", "//example.com")
MAILS = ("prizes@example.com", "mailto:win@example.org", "win (at) example.com or win@example.com")
MARKUP = ("<b>note</b>", "**note**", "<script>alert(x)</script>", "[here](there)", "`rm`", "<img src=x onerror=y>")
BIDI = ("\u202e", "\u2066", "\u200f", "\u061c", "\u202a")
ZERO_WIDTH = ("\u200b", "\u2060", "\ufeff", "\u00ad", "\u200d")
FOREIGN = (
    "Die Werte steigen seit dem Sommer deutlich an und bleiben danach auf dem neuen Stand.",
    "Les valeurs changent beaucoup depuis cette date et restent ensuite au nouveau niveau.",
    "Los valores cambian mucho desde esa fecha y luego se quedan en el nuevo nivel.",
    "値はこの日から大きく変わり、その後も新しい水準にとどまっています。",
)
RATIOS = {"halved": 0.5, "doubled": 2.0, "tripled": 3.0}
PLACES = ("explanation", "summary", "title", "suggestion", "hypothesis")
LEAST_COPIED = 4  # words; fewer are a coincidence
LIMIT = 280

type Json = dict[str, Any]
type Spoil = Callable[[Json, Block, int], None]


def is_about(word: str, ratio: float) -> bool:
    """Return whether a word is true of a ratio, roughly."""
    return 0.8 < ratio / RATIOS[word] < 1.25  # noqa: PLR2004 - a fifth away


def added(ways: tuple[str, ...]) -> Spoil:
    """Return how to put one of the ways at the end of a text."""

    def spoil(document: Json, block: Block, turn: int) -> None:
        change(document, turn, lambda text: f"{text.rstrip('.')} {ways[turn % len(ways)]}.".strip())

    return spoil


def inside(signs: tuple[str, ...]) -> Spoil:
    """Return how to hide one of the signs in the middle of a text."""

    def spoil(document: Json, block: Block, turn: int) -> None:
        sign = signs[turn % len(signs)]
        change(document, turn, lambda text: text[: len(text) // 2] + sign + text[len(text) // 2 :])

    return spoil


def change(document: Json, turn: int, new: Callable[[str], str]) -> None:
    """Change one text: of the first finding, or the summary."""
    place = PLACES[turn // 7 % len(PLACES)]
    holder = document if place == "summary" else document["findings"][0]
    holder[place] = new(holder[place] or "Look at it again")


def _other_language(document: Json, block: Block, turn: int) -> None:
    document["findings"][0]["explanation"] = FOREIGN[turn % len(FOREIGN)]


def _copied_data(document: Json, block: Block, turn: int) -> None:
    """Repeat what the data says, word for word."""
    texts = [text for name in ("columns", "facts") for text in _texts(block.data.get(name))]
    longest = max((text for text in texts if len(text.split()) >= LEAST_COPIED), key=len, default="Buy now at our shop")
    document["findings"][0]["explanation"] = f"The data says that {longest[:LIMIT]}."


def _texts(entries: Any) -> list[str]:
    """Return the texts in a list of objects, without their names."""
    found: list[str] = []
    for value in entries.values() if isinstance(entries, dict) else entries if isinstance(entries, list) else ():
        found += [value] if isinstance(value, str) else _texts(value)
    return found


WAYS: dict[str, Spoil] = {
    "digit_in_prose": added(DIGITS),
    "number_word": added(NUMBER_WORDS),
    "unknown_reference": added(UNKNOWN),
    "broken_reference": added(BROKEN),
    "link_in_prose": added(LINKS),
    "email_in_prose": added(MAILS),
    "markup_in_prose": added(MARKUP),
    "bidi_in_prose": inside(BIDI),
    "zero_width_in_prose": inside(ZERO_WIDTH),
    "copied_data": _copied_data,
    "other_language": _other_language,
}
