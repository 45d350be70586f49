"""Settings > Own-key spend: what runs on own keys cost by estimate, on what and for whom, and the limits on it."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from byok import spend_limits
from byok.models import SpendLimit
from inspire.pages import own_spend_csv as csv
from inspire.pages import own_spend_rows as rows
from inspire.pages.own_spend_forms import SpendLimitForm
from tenants import audit
from tenants.access import TenantRequest, role_required
from tenants.downloads import csv_response
from tenants.models import Role

LIMITS: Final = "#limits"


@role_required(Role.ADMIN)
@require_safe
def own_spend(request: TenantRequest) -> HttpResponse:
    """Show this month's spend, or an earlier month's (`?month=2026-10`), and the limits."""
    return _page(request)


@role_required(Role.ADMIN)
@require_GET
def own_spend_csv(request: TenantRequest) -> HttpResponseBase:
    """Download a month's spend, a row for each member and model."""
    choice = rows.choose(request.tenant, request.GET.get("month", ""), at=timezone.now())
    month = f"{choice.shown:%Y-%m}"
    audit.record("spend.exported", request=request, target=month)
    name = f"own-key-spend-{request.tenant.slug}-{month}.csv"
    return csv_response(name, csv.HEADER, csv.pieces_of(request.tenant, choice.shown))


@require_POST
@role_required(Role.ADMIN)
def spend_limit_set(request: TenantRequest) -> HttpResponse:
    """Set a limit, new or not."""
    form = SpendLimitForm(request.POST, members=rows.members_of(request.tenant))
    if not form.is_valid():
        return _page(request, form=form)
    member = form.cleaned_data["member"]
    limit = spend_limits.put(
        request.tenant,
        member=UUID(member) if member else None,
        alert_cents=form.cents("alert"),
        stop_cents=form.cents("stop"),
        request=request,
    )
    messages.success(request, _("The limit is set: %(limit)s.") % {"limit": rows.describe(limit)})
    return redirect(reverse("own_spend") + LIMITS)


@require_POST
@role_required(Role.ADMIN)
def spend_limit_remove(request: TenantRequest, limit_id: UUID) -> HttpResponse:
    """Remove a limit."""
    limit = get_object_or_404(SpendLimit.objects.select_related("tenant"), tenant=request.tenant, pk=limit_id)
    spend_limits.remove(limit, request=request)
    messages.success(request, _("The limit is removed: %(limit)s.") % {"limit": rows.describe(limit)})
    return redirect(reverse("own_spend") + LIMITS)


def _page(request: TenantRequest, *, form: SpendLimitForm | None = None) -> HttpResponse:
    at = timezone.now()
    choice = rows.choose(request.tenant, request.GET.get("month", ""), at=at)
    context = rows.context_of(request.tenant, choice, at=at)
    context["form"] = form or SpendLimitForm(members=context["members"])
    return render(request, "settings/own_spend.html", context, status=422 if form else 200)
