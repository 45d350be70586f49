"""Settings > Audit: who changed what in the tenant."""

import json
from collections.abc import Iterator
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_safe

from tenants import audit, downloads, trail, trail_sentences, trail_words
from tenants.access import TenantRequest, role_required
from tenants.downloads import Row
from tenants.models import Role, Tenant
from tenants.ranges import RangeForm
from tenants.trail import Wanted

HEADER: Final = ("id", "time", "action", "what", "who", "person_id", "target", "address", "detail")
"""The CSV file's columns: programs read them, so they stay."""


class AuditForm(RangeForm):
    """Which events to show: an action, a person, an address, days."""

    action = forms.ChoiceField(
        label=_("What"),
        required=False,
        error_messages={"invalid_choice": _("No action is called “%(value)s”. Choose one of the list.")},
    )
    person = forms.ChoiceField(
        label=_("Who"),
        required=False,
        error_messages={"invalid_choice": _("This person was never here. Choose one of the list.")},
    )
    address = forms.GenericIPAddressField(
        label=_("IP address"),
        required=False,
        error_messages={"invalid": _("This is not an IP address. Enter a whole one, such as 203.0.113.7.")},
    )
    field_order = ("action", "person", "from", "to", "address")

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(tenant.time_zone)
        who = [(trail.STAFF, trail_words.BY_STAFF), (trail.NOBODY, trail_words.BY_NOBODY)]
        self.fields["action"].choices = [("", _("Everything")), *trail_sentences.choices()]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("Everybody")), *trail.members_of(tenant), *who]  # type: ignore[attr-defined]
        self.order_fields(self.field_order)

    @property
    def wanted(self) -> Wanted:
        """Return what was asked for."""
        since, until = self.days.instants(self.zone)
        found = self.cleaned_data
        return Wanted(found["action"], found["person"], found["address"], since, until)


@role_required(Role.ADMIN)
@require_safe
def audit_trail(request: TenantRequest) -> HttpResponse:
    """Show the tenant's events, filtered by the address, newest first."""
    form = AuditForm(request.GET, tenant=request.tenant)
    context: dict[str, Any] = {"form": form, "wanted": Wanted(), "tellings": [], "page": None}
    if not form.is_valid():
        return render(request, "tenants/audit.html", context, status=422)
    wanted = form.wanted
    page = trail.page_of(request.tenant, wanted, before=request.GET.get("before", ""))
    context |= {"wanted": wanted, "page": page, "tellings": trail_words.tell(request.tenant, page.events)}
    return render(request, "tenants/audit.html", context)


@role_required(Role.ADMIN)
@require_GET
def audit_csv(request: TenantRequest) -> HttpResponseBase:
    """Download the same events as a CSV file, and record that."""
    form = AuditForm(request.GET, tenant=request.tenant)
    if not form.is_valid():
        return audit_trail(request)
    name = f"audit-{request.tenant.slug}-{form.days.slug}.csv"
    detail = {field: value for field, value in request.GET.items() if field in form.fields and value}
    audit.record("audit.exported", request=request, detail=detail)
    return downloads.csv_response(name, HEADER, _pieces(request.tenant, form.wanted, zone=form.zone))


def _pieces(tenant: Tenant, wanted: Wanted, *, zone: ZoneInfo) -> Iterator[list[Row]]:
    for events in trail.read_in_pieces(tenant, wanted):
        yield [_row(each, zone) for each in trail_words.tell(tenant, events)]


def _row(telling: trail_words.Telling, zone: ZoneInfo) -> Row:
    event = telling.event
    return (
        event.pk,
        event.created_at.astimezone(zone).isoformat(),
        event.action,
        telling.what,
        telling.who,
        str(event.person_uuid) if event.person_uuid and not telling.is_staff else "",
        event.target,
        telling.address,
        json.dumps(dict(telling.detail), ensure_ascii=False),
    )
