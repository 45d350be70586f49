"""Spoil a text's variants as a hostile or careless model would: one way for each fault."""

import re
from collections.abc import Callable
from typing import Any

from sandbox.answers.prompt import Prompt
from sandbox.answers.texts.wish import Wish

MARK = re.compile(r"[⟦⟪⦃⧼](\d{1,3})[⟧⟫⦄⧽]")
TRANSLATED = ("{{valeur}}", "{{Wert}}", "{{gwerth}}", "{{valor}}")
LINKS = ("https://example.com/prize", "www.example.com", "call@example.com", "example.com/win", "javascript:alert")
MARKUP = (
    "<b>{}</b>",
    "**{}**",
    '<script>alert("x")</script>{}',
    "[{}](there)",
    "# {}",
    "{} &amp; more",
    "- {}",
    "`{}`",
)
BIDI = ("\u202e", "\u2066", "\u200f", "\u061c")
ZERO_WIDTH = ("\u200b", "\u2060", "\ufeff", "\u00ad", "\u200d")
PREAMBLES = ("Sure! Here is the text: {}", "Here's a shorter version: {}", "Translation: {}", "Voici le texte : {}")

type Spoil = Callable[[str, Wish, int], str]


def spoil(document: Any, prompt: Prompt, fault: str) -> Any:
    """Return the document with every variant spoilt; without a fault of this kind, as it is."""
    texts = [entry["text"] for entry in document.get("variants", [])] if isinstance(document, dict) else []
    if not texts or fault not in (*_WAYS, "twins"):
        return document
    if fault == "twins":
        return _variants([texts[0]] * max(2, len(texts)))
    wish = Wish.read(prompt)
    turn = prompt.number(fault, 60)
    return _variants([_WAYS[fault](text, wish, turn + place) for place, text in enumerate(texts)])


def _variants(texts: list[str]) -> Any:
    return {"variants": [{"text": text} for text in texts]}


def _drop_mark(text: str, wish: Wish, turn: int) -> str:
    return " ".join(MARK.sub("", text, count=1).split()) or "Nothing"


def _rename_mark(text: str, wish: Wish, turn: int) -> str:
    """Return the text with a mark that stands for nothing, or with its brackets changed."""
    new = ("⟦9⟧", "[1]", "⟦x⟧", "⟦⟧", "{{mark}}", "⟪1⟪")[turn % 6]
    return MARK.sub(new, text, count=1) if MARK.search(text) else f"{text} {new}"


def _double_mark(text: str, wish: Wish, turn: int) -> str:
    found = MARK.search(text)
    return f"{text} {found[0] if found else '⟦1⟧'}"


def _translate_mark(text: str, wish: Wish, turn: int) -> str:
    new = TRANSLATED[turn % len(TRANSLATED)]
    return MARK.sub(new, text, count=1) if MARK.search(text) else f"{text} {new}"


def _add_number(text: str, wish: Wish, turn: int) -> str:
    return f"{text} {('4711', '7,531', '٤٢٤٢', '½', '\uff19\uff19\uff18', 'Ⅻ')[turn % 6]}"


def _add_link(text: str, wish: Wish, turn: int) -> str:
    return f"{text} {LINKS[turn % len(LINKS)]}"


def _add_markup(text: str, wish: Wish, turn: int) -> str:
    return MARKUP[turn % len(MARKUP)].replace("{}", text)


def _inside(text: str, sign: str) -> str:
    middle = len(text) // 2
    return text[:middle] + sign + text[middle:]


def _add_bidi(text: str, wish: Wish, turn: int) -> str:
    return _inside(text, BIDI[turn % len(BIDI)])


def _zero_width(text: str, wish: Wish, turn: int) -> str:
    return _inside(text, ZERO_WIDTH[turn % len(ZERO_WIDTH)])


def _preamble(text: str, wish: Wish, turn: int) -> str:
    return PREAMBLES[turn % len(PREAMBLES)].replace("{}", text)


def _quotes(text: str, wish: Wish, turn: int) -> str:
    left, right = (('"', '"'), ("“", "”"), ("«", "»"), ("„", "“"), ("'", "'"))[turn % 5]
    return f"{left}{text}{right}"


def _too_long(text: str, wish: Wish, turn: int) -> str:
    return text + " and so on" * (wish.max_chars // 9 + 1)


def _line_break(text: str, wish: Wish, turn: int) -> str:
    return text.replace(" ", ("\n", "\r\n", "\u2028")[turn % 3], 1) if " " in text else f"{text}\nmore"


def _same_again(text: str, wish: Wish, turn: int) -> str:
    return wish.former[0] if wish.former else wish.source or text


_WAYS: dict[str, Spoil] = {
    "drop_mark": _drop_mark,
    "rename_mark": _rename_mark,
    "double_mark": _double_mark,
    "translate_mark": _translate_mark,
    "add_number": _add_number,
    "add_link": _add_link,
    "add_markup": _add_markup,
    "add_bidi": _add_bidi,
    "zero_width": _zero_width,
    "preamble": _preamble,
    "quotes": _quotes,
    "too_long": _too_long,
    "line_break": _line_break,
    "same_again": _same_again,
    "empty_text": lambda *_: "",
}
