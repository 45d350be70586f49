"""Settings > AI: what is used and what remains this month, and on what it went."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from ai_ops import offers
from credits import queries
from credits.models import Plan
from credits.queries import UsageLine
from tenants.access import TenantRequest, role_required
from tenants.models import Role


@dataclass(frozen=True, slots=True)
class Line:
    """One operation's row in the breakdown."""

    label: str | Promise
    price: int | None
    usage: UsageLine


@role_required(Role.ADMIN)
@require_safe
def settings_ai(request: TenantRequest) -> HttpResponse:
    """Show the tenant's credits of this period and the breakdown by operation."""
    at = timezone.now()
    history = queries.history(request.tenant, at=at)
    lines = breakdown(queries.usage(history.current).by_operation)
    context = {
        "meter": queries.meter_of(history.current),
        "plan_credits": Plan.objects.values_list("credits", flat=True).get(accounts=request.tenant.pk),
        "lines": lines,
        "total": total(lines),
        "operator_contact": settings.OPERATOR_CONTACT,
    }
    return render(request, "settings/settings_ai.html", context)


def breakdown(usage: list[UsageLine]) -> list[Line]:
    """Return a line for every operation, those without runs too, then those no longer built in."""
    used = {each.operation: each for each in usage}
    lines = [
        Line(each.operation.label, each.price, used.pop(each.operation.slug, _nothing(each.operation.slug)))
        for each in offers.all_offers()
    ]
    return lines + [Line(slug, None, each) for slug, each in sorted(used.items())]


def _nothing(operation: str) -> UsageLine:
    return UsageLine(operation=operation, runs=0, used=0, held=0, own_key_runs=0)


def total(lines: list[Line]) -> UsageLine:
    """Return the sum of all lines."""
    rows = [line.usage for line in lines]
    return UsageLine(
        operation="",
        runs=sum(row.runs for row in rows),
        used=sum(row.used for row in rows),
        held=sum(row.held for row in rows),
        own_key_runs=sum(row.own_key_runs for row in rows),
    )
