"""Titles, texts and reasons of a layout are plain words: no link, no markup, nothing unseen."""

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from ai_ops.formula.errors import FormulaError
from ai_ops.formula.nodes import Text, walk
from ai_ops.layouts.computing import parsed
from ai_ops.layouts.model import Layout, Placement
from ai_ops.layouts.problems import Problem, listed, named
from ai_ops.prose.cleaning import cleaned
from ai_ops.prose.plainness import ADDRESS

LONGEST_TITLE: Final = 80
LONGEST_RATIONALE: Final = 300
MARKUP: Final = regex.compile(
    r"<\s*[\p{L}!/?]|\]\(|\*\*|``|`\S[^`]*`|(?<!\w)__\w|&(?:#|\w{1,31};)|\{\{|\{%|\$\{|^#{1,6}\s"
)
BACKGROUNDS: Final = ("background", "surface", "primary")


def fault(text: str) -> tuple[str, str] | None:
    """Return the code and the words for what a text holds beside plain words, or None."""
    if ADDRESS.search(text):
        return "link", "a link or an address"
    if MARKUP.search(text):
        return "markup", "markup"
    return None


def check(layout: Layout) -> Iterator[Problem]:
    """Yield what is wrong with the words of a layout."""
    yield from _title("", "The layout’s title", layout.title)
    if not cleaned(layout.title):
        yield Problem("", "no_title", "The layout has no title. Give it one.")
    for each in layout.placements:
        yield from _title(each.id, f"The title of {named(each)}", each.title)
        yield from _rationale(each)
        yield from _texts(each)
    yield from _twins(layout.placements)
    if layout.background not in BACKGROUNDS:
        yield Problem(
            "", "background", f"The background is none of {listed(BACKGROUNDS)}. Choose one of them.", is_mendable=True
        )


def _title(placement: str, name: str, text: str) -> Iterator[Problem]:
    if len(text) > LONGEST_TITLE:
        yield Problem(
            placement,
            "long_title",
            f"{name} has {len(text):,} characters, and {LONGEST_TITLE} is the most. Shorten it.",
        )
    yield from _plain(placement, name, text)


def _plain(placement: str, name: str, text: str) -> Iterator[Problem]:
    found = fault(cleaned(text))
    if found:
        yield Problem(placement, found[0], f"{name} contains {found[1]}. Write plain words.")
    if cleaned(text) != text:
        yield Problem(placement, "unseen", f"{name} has spaces or characters that nobody sees.", is_mendable=True)


def _rationale(placement: Placement) -> Iterator[Problem]:
    found = fault(cleaned(placement.rationale))
    is_long = len(placement.rationale) > LONGEST_RATIONALE
    if found or is_long or cleaned(placement.rationale) != placement.rationale:
        what = f"contains {found[1]}" if found else "is too long" if is_long else "has characters that nobody sees"
        yield Problem(placement.id, "rationale", f"The rationale of {named(placement)} {what}.", is_mendable=True)


def _texts(placement: Placement) -> Iterator[Problem]:
    for each in placement.bindings:
        name = f"The {each.source} of “{cleaned(each.input)[:40]}” in {named(placement)}"
        if each.source == "literal":
            yield from _plain(placement.id, name, each.value)
        elif each.source == "formula":
            found = next(filter(None, map(fault, texts_in(each.value))), None)
            if found and found[0] != "link":
                yield Problem(placement.id, found[0], f"{name} contains {found[1]}. Write plain words.")


def texts_in(formula: str) -> list[str]:
    """Return the texts that stand in a formula; none where it does not parse."""
    try:
        return [node.value for node in walk(parsed(formula).root) if isinstance(node, Text)]
    except FormulaError:
        return []


def _twins(placements: Sequence[Placement]) -> Iterator[Problem]:
    seen: dict[str, Placement] = {}
    for each in placements:
        key = folded(each.title)
        if key and key in seen:
            yield Problem(each.id, "twin_titles", f"Two components are called {named(each)}. Say what sets them apart.")
        seen.setdefault(key, each)


def folded(title: str) -> str:
    """Return a title's letters and digits alone: titles that differ in nothing else look the same."""
    return "".join(each for each in cleaned(title).casefold() if each.isalnum())
