"""Mends of everything but places: ids, unseen characters, reasons, the background, and too many components."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from ai_ops.layouts import arranging, words
from ai_ops.layouts.model import Binding, Layout, Placement
from ai_ops.layouts.problems import Rules, named
from ai_ops.prose.cleaning import cleaned

PLAIN: Final = "background"


@dataclass(frozen=True, slots=True)
class Mended:
    """A layout, and what was adjusted in it, one sentence each."""

    layout: Layout
    mends: tuple[str, ...] = ()


def tidy(layout: Layout, rules: Rules) -> Mended:
    """Return a layout whose ids differ, whose texts hold nothing unseen, and that has not too many components."""
    mends: list[str] = []
    placements = tuple(_clean(each, mends) for each in _distinct(layout.placements, mends))
    kept = _lightest_dropped(placements, rules.most, mends)
    title, background = cleaned(layout.title), layout.background
    if title != layout.title:
        mends.append("Characters that nobody sees were removed from the layout’s title.")
    if background not in words.BACKGROUNDS:
        background = PLAIN
        mends.append("The background is the theme’s own, for the one asked for does not exist.")
    return Mended(replace(layout, title=title, background=background, placements=kept), tuple(mends))


def _distinct(placements: Sequence[Placement], mends: list[str]) -> list[Placement]:
    taken = {each.id for each in placements}
    seen: set[str] = set()
    found: list[Placement] = []
    for each in placements:
        if not each.id or each.id in seen:
            free = next(f"p{at}" for at in count(1) if f"p{at}" not in taken)
            mends.append(f"{named(each)} got an id of its own.")
            each = replace(each, id=free)  # noqa: PLW2901 - the same placement under another id
            taken.add(free)
        seen.add(each.id)
        found.append(each)
    return found


def _clean(placement: Placement, mends: list[str]) -> Placement:
    title, bindings = cleaned(placement.title), tuple(map(_clean_binding, placement.bindings))
    if (title, bindings) != (placement.title, placement.bindings):
        mends.append(f"Characters that nobody sees were removed from the texts of {named(placement)}.")
    return replace(placement, title=title, bindings=bindings, rationale=_rationale(placement, mends))


def _clean_binding(binding: Binding) -> Binding:
    return replace(binding, value=cleaned(binding.value)) if binding.source == "literal" else binding


def _rationale(placement: Placement, mends: list[str]) -> str:
    found = cleaned(placement.rationale)
    fault = words.fault(found)
    if fault is None and len(found) <= words.LONGEST_RATIONALE:
        if found != placement.rationale:
            mends.append(f"Characters that nobody sees were removed from the rationale of {named(placement)}.")
        return found
    why = f"it contained {fault[1]}" if fault else "it was too long"
    mends.append(f"The rationale of {named(placement)} was left out: {why}.")
    return ""


def _lightest_dropped(placements: Sequence[Placement], most: int, mends: list[str]) -> tuple[Placement, ...]:
    kept = list(placements)
    while len(kept) > max(1, most):
        least = min(reversed(kept), key=lambda each: (arranging.limits_of(each).weight, each.w * each.h))
        kept.remove(least)
        mends.append(f"{named(least)} was left out: {most} components are the most.")
    return tuple(kept)
