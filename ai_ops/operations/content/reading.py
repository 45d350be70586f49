"""From a draft to a layout: bindings find their placements, aliases their fields, and words are judged."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from ai_ops.layouts.model import Binding, Canvas, Layout, Placement
from ai_ops.layouts.problems import Problem
from ai_ops.operations.content import aliases, bindings, words
from ai_ops.operations.content.draft import BindingDraft, ContentDraft, PlacementDraft
from ai_ops.operations.content.preparing import Prepared
from ai_ops.operations.content.words import Grounds
from ai_ops.prose.cleaning import cleaned


@dataclass
class Read:
    """A layout as far as the draft says one, what was changed in its words, and what may not stand."""

    layout: Layout
    mends: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(draft: ContentDraft, prepared: Prepared, grounds: Grounds, *, canvas: Canvas) -> Read:
    """Return the layout that a draft describes, with aliases turned into addresses."""
    found = Read(Layout(cleaned(draft.title), draft.background, canvas, ()))
    found.problems += [
        Problem("", "layout_title", f"The layout’s title: {each}") for each in words.faults(draft.title, grounds)
    ]
    drafts = _with_own_ids(draft, found)
    found.layout = replace(
        found.layout,
        placements=tuple(_placement(each, draft, prepared, grounds=grounds, found=found) for each in drafts),
    )
    ids = {each.id for each in drafts}
    lost = [each.placement for each in draft.bindings if each.placement not in ids]
    found.problems += [
        Problem(each, "unknown_placement", f"A binding names {each}, and there is no such placement.")
        for each in dict.fromkeys(lost)
    ]
    return found


def read_one(draft: ContentDraft, prepared: Prepared, grounds: Grounds, *, place: Placement) -> Read:
    """Return the one placement that a draft makes anew, in the place of another and under its id."""
    found = Read(Layout("", draft.background, Canvas(1, 1), ()))
    drawn = _placement(draft.placements[0], draft, prepared, grounds=grounds, found=found)
    there = {name: getattr(place, name) for name in ("id", "x", "y", "w", "h")}
    found.layout = replace(found.layout, placements=(replace(drawn, **there),))
    found.problems = [replace(each, placement=place.id) for each in found.problems]
    return found


def _with_own_ids(draft: ContentDraft, found: Read) -> list[PlacementDraft]:
    """Return the placements, each under an id of its own; bindings go to the first of an id."""
    placements: list[PlacementDraft] = []
    for each in draft.placements:
        taken = {placed.id for placed in placements}
        if each.id in taken:
            free = next(id_ for id_ in (f"p{place}" for place in range(1, 100)) if id_ not in taken)
            found.problems.append(Problem(free, "twin_ids", f"Two placements have the id {each.id}. Number them anew."))
            placements.append(each.model_copy(update={"id": free}))
        else:
            placements.append(each)
    return placements


def _placement(
    draft: PlacementDraft, whole: ContentDraft, prepared: Prepared, *, grounds: Grounds, found: Read
) -> Placement:
    name = f"{draft.id} ({draft.component.replace('_', ' ')})"
    own = [each for each in whole.bindings if each.placement == draft.id]
    if not any(problem.code == "twin_ids" and problem.placement == draft.id for problem in found.problems):
        found.problems += _wrong(draft, own, prepared, grounds=grounds, name=name)
    reason = words.rationale(draft.rationale, grounds)
    if cleaned(draft.rationale) and not reason:
        found.mends.append(f"The reason for {name} was left out: it held something that the data does not say.")
    return Placement(
        draft.id,
        draft.component,
        *(draft.x, draft.y, draft.w, draft.h),
        title=cleaned(draft.title),
        rationale=reason,
        bindings=tuple(_bound(each, prepared) for each in own),
    )


def _wrong(
    draft: PlacementDraft, own: list[BindingDraft], prepared: Prepared, *, grounds: Grounds, name: str
) -> Iterator[Problem]:
    if draft.title.strip():
        for each in words.faults(draft.title, grounds):
            yield Problem(draft.id, "title", f"{name}, title: {each}")
    for binding in own:
        for code, sentence in bindings.faults(binding, prepared, grounds):
            yield Problem(draft.id, code, f"{name}, {cleaned(binding.input)}: {sentence}")


def _bound(draft: BindingDraft, prepared: Prepared) -> Binding:
    """Return a binding with addresses; a field that there is not stays what it was, and is nothing."""
    value, aggregate, form = draft.value.strip(), draft.aggregate, cleaned(draft.format)
    if draft.source == "literal":
        value, aggregate, form = cleaned(value), "none", ""
    with suppress(aliases.UnknownAliasError):
        value = _address(draft.source, value, prepared)
    return Binding(cleaned(draft.input), draft.source, value, aggregate, form)


def _address(source: str, value: str, prepared: Prepared) -> str:
    if source == "field":
        return aliases.address(value, prepared)
    return aliases.with_addresses(value, prepared) if source == "formula" else value
