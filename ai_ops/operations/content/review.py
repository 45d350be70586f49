"""From a draft to a layout: read, mended, checked on the current data; what may not stand is said or left out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from ai_ops.base import Json, Review
from ai_ops.layouts import baseline, checking, mending
from ai_ops.layouts.mending import Mending
from ai_ops.layouts.model import Layout, Placement
from ai_ops.layouts.problems import Problem, Rules
from ai_ops.operations.content import aliases, preparing, reading, results, words
from ai_ops.operations.content.draft import ContentDraft
from ai_ops.operations.content.preparing import Prepared
from ai_ops.operations.content.reading import Read
from ai_ops.operations.content.task import Task

MOST_PROBLEMS: Final = 24
"""Sentences that are told; a draft with more is wrong as a whole."""


def review(draft: ContentDraft, task: Task) -> Review:
    """Return the layout that a draft makes. Raises NothingToAskError where the data is gone."""
    return reviewed(draft, task, preparing.prepare(task.sources))


def reviewed(draft: ContentDraft, task: Task, prepared: Prepared) -> Review:
    """Return the layout that a draft makes of prepared data.

    Where something may not stand, the result is what holds without it, if that is most of the layout.
    """
    grounds = words.grounds_of(prepared, task.inputs, note=task.note)
    if task.before is not None and task.redone is not None:
        return _one_anew(draft, task, prepared, read=reading.read_one(draft, prepared, grounds, place=task.redone))
    read = reading.read(draft, prepared, grounds, canvas=task.canvas)
    found = _mended(read.layout, task, prepared)
    problems = _merged(read.problems, found.problems)
    if not problems:
        return Review(result=_result(found.layout, task, prepared), mends=(*read.mends, *found.mends))
    without = _without(read, task, prepared, problems=problems)
    result = _result(without.layout, task, prepared) if without else None
    mends = (*read.mends, *(without or found).mends)
    return Review(result=result, mends=mends, problems=_told(problems, prepared))


def _mended(layout: Layout, task: Task, prepared: Prepared) -> Mending:
    rules = Rules(frozenset(task.inputs.allowed), task.inputs.max_components)
    return mending.mend(layout, prepared.data, task.look, rules=rules)


def _merged(own: Iterable[Problem], others: Iterable[Problem]) -> list[Problem]:
    """Return the problems of both kinds, those of the layout only where the same is not said of a binding already."""
    found = list(own)
    said = {(each.placement, each.code) for each in found}
    return [*found, *(each for each in others if (each.placement, each.code) not in said)]


def _without(read: Read, task: Task, prepared: Prepared, *, problems: Sequence[Problem]) -> Mending | None:
    """Return the layout without the placements that have problems, or None where too little of it is left."""
    faulty = {each.placement for each in problems}
    kept = tuple(each for each in read.layout.placements if each.id not in faulty)
    if any(each.code in OF_ALL for each in problems) or 2 * len(kept) < len(read.layout.placements):
        return None
    found = _mended(replace(read.layout, placements=kept), task, prepared)
    return None if found.problems else found


OF_ALL: Final = frozenset({"layout_title", "no_title"})
"""Problems that no placement can be left out for."""


def _one_anew(draft: ContentDraft, task: Task, prepared: Prepared, *, read: Read) -> Review:
    """Return the former layout with one placement in the place of another; all others stay as they are."""
    before, redone = task.before, task.redone
    if before is None or redone is None:
        raise ValueError("There is no former layout.")
    new = read.layout.placements[0]
    others = [each for each in before.placements if each.id != new.id]
    rules = Rules(frozenset(task.inputs.allowed))
    found = checking.problems(replace(before, placements=(*others, new)), prepared.data, task.look, rules=rules)
    problems = _merged(read.problems, (each for each in found if each.placement == new.id))
    if problems:
        return Review(result=None, mends=tuple(read.mends), problems=_told(problems, prepared))
    layout = replace(before, placements=_in_place(before.placements, new))
    return Review(result=_result(layout, task, prepared), mends=tuple(read.mends))


def _in_place(placements: Iterable[Placement], new: Placement) -> tuple[Placement, ...]:
    return tuple(new if each.id == new.id else each for each in placements)


def _told(problems: Sequence[Problem], prepared: Prepared) -> tuple[str, ...]:
    """Return the sentences, with fields as the model knows them."""
    sentences = dict.fromkeys(aliases.with_aliases(each.sentence, prepared) for each in problems)
    return tuple(sentences)[:MOST_PROBLEMS]


def _result(layout: Layout, task: Task, prepared: Prepared) -> Json:
    plain = baseline.layout(prepared.data, layout.canvas, task.look, limit=task.inputs.max_components)
    return results.result_of(layout, task.origin, baseline=plain)
