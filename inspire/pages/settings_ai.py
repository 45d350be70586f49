"""Settings > AI: what is used and what remains this month, on what it went, and what it is still enough for."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ai_ops import choices, offers
from ai_ops.funding import Means
from byok.models import ProviderKey
from credits import forecast, queries
from credits.models import Day, Funding, Period
from credits.queries import History, Meter, Usage
from inspire import context_processors
from inspire.pages import day_chart, key_cards, model_rows, months, outlook, usage_tables
from tenants.access import TenantRequest, role_required
from tenants.models import Role

NO_USE = Usage([], [])


@role_required(Role.ADMIN)
@require_safe
def settings_ai(request: TenantRequest) -> HttpResponse:
    """Show this month's credits with what they are still enough for, or an earlier month's (`?month=2026-10`)."""
    at = timezone.now()
    try:
        history = queries.history(request.tenant, at=at)
    except Period.DoesNotExist:
        return render(request, "settings/no_account.html", {"operator_contact": settings.OPERATOR_CONTACT})
    history.account.tenant = request.tenant  # the same one, read already
    own_keys = key_cards.read_keys(request.tenant)
    context_processors.hand_meter(request, queries.meter_of(history.current))
    context_processors.hand_keys(request, own_keys)
    choice = months.choose(history, request.GET.get("month", ""))
    return render(request, "settings/settings_ai.html", page_of(history, choice, own_keys=own_keys, at=at))


def page_of(
    history: History, choice: months.Choice, *, own_keys: dict[str, ProviderKey], at: datetime
) -> dict[str, Any]:
    """Return what the page shows of a month; of the current one, what it is still enough for, keys and models, too.

    Eight queries at most, whatever the data. A month that was opened only now has no use to read.
    """
    is_new = history.is_new and choice.is_current
    meter = queries.meter_of(choice.shown)
    days = [] if is_new else queries.days(recent(history, choice, at=at))
    usage = NO_USE if is_new else queries.usage(choice.shown)
    ahead = outlook_of(history, meter, days, own_keys=own_keys, at=at) if choice.is_current else {"offers": []}
    return {
        "choice": choice,
        "meter": meter,
        "operator_contact": settings.OPERATOR_CONTACT,
        **ahead,
        **_tables(usage, {each.operation.slug: each.credits_price for each in ahead["offers"]}),
        **_day_by_day(choice.shown, days, at=at),
    }


def recent(history: History, choice: months.Choice, *, at: datetime) -> list[Period]:
    """Return the months whose days are needed: the one shown, and those in which the forecast's days lie."""
    if not choice.is_current:
        return [choice.shown]
    first = history.current.day_of(at) - forecast.WINDOW
    return [each for each in history.periods if each == choice.shown or each.last_day >= first]


def outlook_of(
    history: History, meter: Meter, days: Sequence[Day], *, own_keys: dict[str, ProviderKey], at: datetime
) -> dict[str, Any]:
    """Return what is ahead: how long the credits last, what they are enough for, keys, models and plans."""
    current, account = history.current, history.account
    means = Means(own_keys, choices.all_of(account.tenant))
    on_offer = offers.all_offers(account.tenant, means=means)
    return {
        "cards": key_cards.cards(account.tenant, own_keys, at=at),
        **model_rows.summary(means, at=at),
        "offers": on_offer,
        "forecast": forecast.forecast(
            used_by_day(days),
            since=current.day_of(account.created_at),
            today=current.day_of(at),
            remaining=meter.remaining,
            last_day=current.last_day,
        ),
        "enough_for": outlook.enough_for(meter.remaining, on_offer),
        "plans": outlook.plan_lines(queries.plans(account), on_offer, account=account),
        "plan": account.plan,
        "next_plan": account.next_plan,
    }


def used_by_day(days: Sequence[Day]) -> Counter[date]:
    """Return the credits used on each day; one that lies in two months, where the zone changed, is added up."""
    used: Counter[date] = Counter()
    for each in days:
        if each.funding == Funding.CREDITS:
            used[each.day] += each.used
    return used


def _tables(usage: Usage, prices: dict[str, int]) -> dict[str, Any]:
    lines = usage_tables.breakdown(usage.by_operation, prices=prices)
    first, rest = usage_tables.people(usage.by_person)
    return {
        "lines": lines,
        "total": usage_tables.total(lines),
        "people": first,
        "more_people": rest,
        "more_people_count": len(usage.by_person) - len(first),
    }


def _day_by_day(shown: Period, days: Sequence[Day], *, at: datetime) -> dict[str, Any]:
    lines = day_chart.day_lines(shown, days, today=shown.day_of(at))
    return {
        "days": [line for line in lines if not line.is_future],
        "has_runs": any(line.runs or line.own_key_runs for line in lines),
        "credits_chart": day_chart.credits_chart(lines),
        "own_key_chart": day_chart.own_key_chart(lines),
        "labels": day_chart.labels(lines),
    }
