"""What the statement says of a line and of an entry: what, who, paid with what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ai_ops import registry
from credits.models import Funding, Kind, Period
from credits.statement import Movement, Selection
from credits.statement_lines import Line, lines_of
from credits.statement_people import Person

type Text = str | Promise

BY_STAFF: Final = _("Staff of the operator")
WITHOUT_A_PERSON: Final = _("Without a person")
FORMER_MEMBER: Final = _("Former member")
TONES: Final = {Kind.SETTLE: "success", Kind.RESERVE: "info"}
GIVEN: Final = (Kind.GRANT, Kind.ADJUST)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the statement: a line, or one entry.

    `change` is by how much the balance moved and `remaining` the balance after it, in credits.
    A run's line has its `entries`; a row that has to do with a run has `run_id`.
    """

    at: Movement
    what: Text
    who: Text
    word: str
    tone: str
    change: int
    remaining: int
    is_own_key: bool
    run_id: UUID | None
    entries: list[Movement]
    given_back: Movement | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month's heading, and the rows under it."""

    period: Period
    rows: list[Row]


def months_of(rows: Iterable[Row], periods: Mapping[int, Period]) -> list[Month]:
    """Return the rows under their months, in the order in which they come."""
    months: list[Month] = []
    for row in rows:
        if not months or months[-1].period.pk != row.at.period:
            months.append(Month(periods[row.at.period], []))
        months[-1].rows.append(row)
    return months


def rows_of(selection: Selection, movements: list[Movement], people: Mapping[UUID, Person]) -> list[Row]:
    """Return a row for each movement: a line a run, or an entry each, as was chosen."""
    if selection.is_by_run:
        return list(_line_rows(lines_of(selection.account, movements), people))
    return list(_entry_rows(movements, people))


def _line_rows(lines: Iterable[Line], people: Mapping[UUID, Person]) -> Iterator[Row]:
    for line in lines:
        yield Row(
            at=line.head,
            what=what_of(line.head, run=line.run),
            who=who_of(line.head, people),
            word=line.word,
            tone=TONES.get(line.kind, ""),
            change=line.change,
            remaining=line.remaining,
            is_own_key=line.is_own_key,
            run_id=line.head.reference if line.is_run or line.run else None,
            entries=line.entries if line.is_run else [],
            given_back=line.given_back,
        )


def _entry_rows(movements: Iterable[Movement], people: Mapping[UUID, Person]) -> Iterator[Row]:
    for each in movements:
        yield Row(
            at=each,
            what=what_of(each),
            who=who_of(each, people),
            word=each.word,
            tone=TONES.get(each.kind, ""),
            change=each.change,
            remaining=each.remaining,
            is_own_key=each.funding == Funding.OWN_KEY,
            run_id=None if each.kind in GIVEN else each.reference,
            entries=[],
        )


def what_of(movement: Movement, *, run: Movement | None = None) -> Text:
    """Return what an entry was for: an operation, a grant, or an adjustment (of a run's credits)."""
    if movement.kind == Kind.GRANT:
        return _granted(movement)
    if movement.kind == Kind.ADJUST:
        return _adjusted(movement, run)
    return operation_label(movement.operation)


def _granted(movement: Movement) -> Text:
    if movement.credits < 0:
        return _("Plan lowered")
    return _("Credits of the month") if movement.remaining == movement.credits else _("Plan raised")


def _adjusted(movement: Movement, run: Movement | None) -> Text:
    if run:
        return _("Credits of a run given back")
    return _("Credits taken") if movement.credits < 0 else _("Credits given")


def who_of(movement: Movement, people: Mapping[UUID, Person]) -> Text:
    """Return who did it. Staff are not named, and who was erased is a former member."""
    if movement.kind in GIVEN:
        return BY_STAFF if movement.kind == Kind.ADJUST else ""
    if movement.member is None:
        return WITHOUT_A_PERSON
    return people[movement.member].name if movement.member in people else FORMER_MEMBER


def operation_label(slug: str) -> Text:
    """Return an operation's label, or its slug where it is no longer built in."""
    try:
        return registry.get(slug).label
    except registry.UnknownOperationError:
        return slug
