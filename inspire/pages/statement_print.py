"""The statement on paper: a range's opening and closing, what it adds up to, and its lines."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.shortcuts import get_object_or_404

from credits import statement
from credits.models import Account, Period
from credits.statement import Selection
from credits.statement_forms import StatementForm
from credits.statement_people import people_of
from credits.statement_totals import months_of, totals_of
from inspire.pages import statement_filters as filters
from inspire.pages import statement_rows as rows
from tenants.models import Tenant
from tenants.ranges import DayRange

MOST_LINES: Final = 2_000
"""Lines on paper: about forty pages. The CSV has them all."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that narrows the statement, in words."""

    label: str
    value: str


def context_of(tenant: Tenant, form: StatementForm, *, at: datetime) -> dict[str, Any]:
    """Return what the printed statement shows, oldest line first. Without a range it is the month of `at`."""
    days, selection = _range(form, form.selection(tenant, is_by_run=form.is_by_run), at)
    people = people_of(tenant)
    found = statement.read(selection, None, size=MOST_LINES + 1)
    kept = found[:MOST_LINES]
    shown = rows.rows_of(selection, kept, people)[::-1]
    return {
        "account": get_object_or_404(Account.objects.select_related("plan", "tenant"), pk=tenant.pk),
        "days": days,
        "at": at,
        "chosen": _chosen(form, filters.choices_of(form, people)),
        "sums": months_of(selection),
        "totals": totals_of(selection),
        "months": rows.months_of(shown, statement.periods_of(tenant.pk, kept, latest=0)),
        "is_by_run": form.is_by_run,
        "is_cut": len(found) > MOST_LINES,
        "most": MOST_LINES,
    }


def _range(form: StatementForm, selection: Selection, at: datetime) -> tuple[DayRange, Selection]:
    if selection.since or selection.until:
        return form.days, selection
    periods = Period.objects.filter(account=selection.account, starts_at__lte=at, ends_at__gt=at)
    month = periods.first()
    if month is None:
        return form.days, selection
    days = DayRange(month.first_day, month.last_day)
    return days, replace(selection, since=month.starts_at, until=month.ends_at)


def _chosen(form: StatementForm, choices: dict[str, filters.Choices]) -> list[Chosen]:
    return [
        Chosen(str(form.fields[name].label), str(dict(choices[name]).get(str(form[name].value()), form[name].value())))
        for name in choices
        if form[name].value()
    ]
