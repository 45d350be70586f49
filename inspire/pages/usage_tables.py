"""The breakdowns of a month as rows of tables: by operation and by person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ai_ops import registry
from credits.models import NOBODY
from credits.queries import PersonLine, UsageLine

AT_A_GLANCE: Final = 10
MOST: Final = 100
"""People with a row of their own; more would make a page that nobody reads. The statement has them all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One operation's row. `price` is today's, in credits a run; None where it is not told."""

    label: str | Promise
    price: int | None
    usage: UsageLine


@dataclass(frozen=True, slots=True)
class Person:
    """One person's row. `member` is the id to look their runs up by, or empty where a row has none.

    `about` says what the name does not: that somebody left, or what ran without anybody.
    """

    name: str
    member: str
    about: str
    usage: PersonLine


def breakdown(usage: Sequence[UsageLine], *, prices: dict[str, int]) -> list[Line]:
    """Return a line for every operation, those without runs too, then those no longer built in."""
    used = {each.operation: each for each in usage}
    lines = [
        Line(each.label, prices.get(each.slug), used.pop(each.slug, _nothing(each.slug)))
        for each in registry.all_operations()
    ]
    return lines + [Line(slug, None, each) for slug, each in sorted(used.items())]


def _nothing(operation: str) -> UsageLine:
    return UsageLine(operation=operation, runs=0, used=0, held=0, own_key_runs=0)


def total(lines: Sequence[Line]) -> UsageLine:
    """Return the sum of all lines."""
    rows = [line.usage for line in lines]
    return UsageLine(
        operation="",
        runs=sum(row.runs for row in rows),
        used=sum(row.used for row in rows),
        held=sum(row.held for row in rows),
        own_key_runs=sum(row.own_key_runs for row in rows),
    )


def people(usage: Sequence[PersonLine]) -> tuple[list[Person], list[Person]]:
    """Return who used the month, most credits first: those seen at a glance, and the rest.

    Those after the first hundred share one row.
    """
    rows = [_person(each) for each in usage[:MOST]]
    if others := usage[MOST:]:
        rows.append(_together(others))
    return rows[:AT_A_GLANCE], rows[AT_A_GLANCE:]


def _person(line: PersonLine) -> Person:
    if line.member == NOBODY:
        return Person(_("Without a person"), "", _("started by a program"), line)
    has_left = line.name and not line.is_member
    return Person(line.name or _("Former member"), str(line.member), _("Former member") if has_left else "", line)


def _together(lines: Sequence[PersonLine]) -> Person:
    name = ngettext("%(count)d other", "%(count)d others", len(lines)) % {"count": len(lines)}
    line = PersonLine(
        member=NOBODY,
        name=name,
        is_member=False,
        runs=sum(each.runs for each in lines),
        used=sum(each.used for each in lines),
        held=sum(each.held for each in lines),
        own_key_runs=sum(each.own_key_runs for each in lines),
    )
    return Person(name, "", "", line)
