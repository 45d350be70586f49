"""Settings > Limits and alerts: caps inside the tenant, when admins are told, and what people ask for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ai_ops.templatetags.runs import credits_of
from credits import alert_rules, caps, queries
from credits.models import Account, Cap
from inspire.pages import limit_queries
from inspire.pages.limit_forms import AlertRuleForm, LimitForm
from tenants.access import TenantRequest, role_required
from tenants.models import Role, Tenant


@role_required(Role.ADMIN)
@require_safe
def limits(request: TenantRequest) -> HttpResponse:
    """Show the limits with this month's use of each, the alerts, and the open asks."""
    return _page(request)


@require_POST
@role_required(Role.ADMIN)
def limit_set(request: TenantRequest) -> HttpResponse:
    """Set a limit, new or not."""
    form = limit_queries.limit_form(request.tenant, request.POST)
    if not form.is_valid():
        return _page(request, limit_form=form)
    member, credits = form.cleaned_data["member"], form.cleaned_data["credits"]
    account = Account.objects.select_related("tenant").get(pk=request.tenant.pk)
    before = caps.put(
        account,
        credits,
        member=UUID(member) if member else None,
        operation=form.cleaned_data["operation"],
        request=request,
    )
    messages.success(request, _said(request.tenant, credits, before=before, at=timezone.now()))
    return redirect("limits")


def _said(tenant: Tenant, credits: int, *, before: int | None, at: datetime) -> str:
    """Return what became of a limit, with a hint where it limits everything or nothing."""
    counts = {"before": before, "after": credits_of(credits)}
    if before is None:
        said = _("The limit of %(after)s a month is set.") % counts
    elif before == credits:
        said = _("The limit is %(after)s a month, as before.") % counts
    else:
        said = _("The limit is now %(after)s a month instead of %(before)s.") % counts
    if credits == 0:
        return f"{said} {_('0 means none at all: nothing that takes credits can start under it.')}"
    allowance = queries.meter(tenant, at=at).allowance
    if credits > allowance:
        hint = _("That is more than this month's %(allowance)s credits, which run out first.")
        return f"{said} {hint % {'allowance': allowance}}"
    return said


@require_POST
@role_required(Role.ADMIN)
def limit_remove(request: TenantRequest, cap_id: int) -> HttpResponse:
    """Remove a limit."""
    cap = get_object_or_404(Cap.objects.select_related("account__tenant"), account=request.tenant.pk, pk=cap_id)
    caps.remove(cap, request=request)
    messages.success(request, _("The limit of %(credits)s a month is removed.") % {"credits": credits_of(cap.credits)})
    return redirect("limits")


@require_POST
@role_required(Role.ADMIN)
def alerts_change(request: TenantRequest) -> HttpResponse:
    """Change when admins are told that credits run out."""
    account = _account(request.tenant)
    form = AlertRuleForm(request.POST, instance=alert_rules.rule_of(account))
    if not form.is_valid():
        return _page(request, alert_form=form)
    alert_rules.change(account, form.instance, request=request)
    messages.success(request, _("Saved: %(rule)s") % {"rule": limit_queries.describe(form.instance)})
    return redirect("limits")


def _account(tenant: Tenant) -> Account:
    return Account.objects.select_related("tenant", "alert_rule").get(pk=tenant.pk)


def _page(
    request: TenantRequest, *, limit_form: LimitForm | None = None, alert_form: AlertRuleForm | None = None
) -> HttpResponse:
    at, account = timezone.now(), _account(request.tenant)
    context: dict[str, Any] = {
        **limit_queries.context_of(account, at=at),
        "alert_form": alert_form or AlertRuleForm(instance=alert_rules.rule_of(account)),
    }
    context["limit_form"] = limit_form or LimitForm(members=context["members"], operations=limit_queries.operations())
    is_refused = limit_form is not None or alert_form is not None
    return render(request, "settings/limits.html", context, status=422 if is_refused else 200)
