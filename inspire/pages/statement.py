"""Settings > Statement: every credit, with the running balance; as a page, as CSV, and to print."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from credits import ledger
from credits import statement as queries
from credits.models import Account, Period
from credits.statement_forms import StatementForm
from credits.statement_people import Person, people_of
from inspire.pages import statement_csv as csv
from inspire.pages import statement_filters as filters
from inspire.pages import statement_print as printing
from inspire.pages import statement_rows as rows
from tenants import audit
from tenants.access import TenantRequest, role_required
from tenants.downloads import csv_response
from tenants.models import Role, Tenant

SHORTCUTS: Final = 4
"""Months that one click chooses."""


@role_required(Role.ADMIN)
@require_safe
def statement(request: TenantRequest) -> HttpResponse:
    """Show a page of the statement, a line a run or every entry, filtered by the address."""
    form = StatementForm(request.GET)
    people = people_of(request.tenant)
    context = {"form": form, "choices": filters.choices_of(form, people), "wanted": request.GET}
    if not form.is_valid():
        return render(request, "settings/statement.html", context, status=422)
    page = _page(request, form, people)
    if _opens_a_month(request.tenant, page["shortcuts"], at=timezone.now()):
        page = _page(request, form, people)
    return render(request, "settings/statement.html", context | page)


def _opens_a_month(tenant: Tenant, latest: list[Period], *, at: datetime) -> bool:
    """Open this month where its first use does it, so that its grant is on the page; say whether it did."""
    if latest and latest[0].ends_at > at:
        return False
    try:
        ledger.open_period(Account(pk=tenant.pk), at=at)
    except Period.DoesNotExist:  # a tenant without an account
        return False
    return True


def _page(request: TenantRequest, form: StatementForm, people: dict[UUID, Person]) -> dict[str, Any]:
    selection = form.selection(request.tenant, is_by_run=form.is_by_run)
    page = queries.page_of(selection, before=request.GET.get("before", ""))
    shown = rows.rows_of(selection, page.movements, people)
    periods = queries.periods_of(selection.account, page.movements, latest=SHORTCUTS)
    return {
        "page": page,
        "months": rows.months_of(shown, periods),
        "shortcuts": list(periods.values())[:SHORTCUTS],
        "is_by_run": form.is_by_run,
        "is_filtered": selection.is_narrowed or bool(form.days.first or form.days.last),
    }


@role_required(Role.ADMIN)
@require_GET
def statement_csv(request: TenantRequest) -> HttpResponseBase:
    """Download every entry that the address asks for; a wrong filter leads back to the page, which says so."""
    form = StatementForm(request.GET)
    if not form.is_valid():
        return _back(request)
    asked = {name: value for name, value in request.GET.items() if value and name in form.fields and name != "view"}
    audit.record("statement.exported", request=request, target=form.days.slug, detail=asked)
    selection = form.selection(request.tenant, is_by_run=False)
    name = f"statement-{request.tenant.slug}-{form.days.slug}.csv"
    return csv_response(name, csv.HEADER, csv.pieces_of(request.tenant, selection))


@role_required(Role.ADMIN)
@require_safe
def statement_print(request: TenantRequest) -> HttpResponse:
    """Show a statement for paper: what the address asks for, or this month."""
    form = StatementForm(request.GET)
    if not form.is_valid():
        return _back(request)
    context = printing.context_of(request.tenant, form, at=timezone.now())
    return render(request, "settings/statement_print.html", context)


def _back(request: TenantRequest) -> HttpResponse:
    return redirect(reverse("statement", query=request.GET))
