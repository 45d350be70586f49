"""The filters of the statement, as they stand in its address."""

from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from credits.models import NOBODY, Funding
from credits.statement import WORDS, Selection
from tenants.models import Tenant
from tenants.ranges import RangeForm

WITHOUT_A_PERSON: Final = "nobody"
EVERY_ENTRY: Final = "entries"
NOT_LISTED: Final = {"invalid_choice": _("“%(value)s” is not one of the choices. Choose one of the list.")}


class StatementForm(RangeForm):
    """What a statement shows: of which kind, operation, member and funding, from when to when, and how."""

    kind = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[("", _("All")), *((kind.value, word) for kind, word in WORDS.items())],
        error_messages=NOT_LISTED,
    )
    operation = forms.CharField(label=_("Operation"), required=False, max_length=50)
    member = forms.CharField(label=_("Member"), required=False, max_length=36)
    funding = forms.ChoiceField(
        label=_("Paid with"),
        required=False,
        choices=[("", _("All")), *((value, label.capitalize()) for value, label in Funding.choices)],
        error_messages=NOT_LISTED,
    )
    view = forms.ChoiceField(
        label=_("View"),
        required=False,
        choices=[("", _("One line a run")), (EVERY_ENTRY, _("Every entry"))],
        error_messages=NOT_LISTED,
    )

    def clean_member(self) -> UUID | None:
        """Return the person's id; NOBODY for runs without a person."""
        text = self.cleaned_data["member"]
        if text in ("", WITHOUT_A_PERSON):
            return NOBODY if text else None
        try:
            return UUID(text)
        except ValueError:
            raise forms.ValidationError(_("This is nobody's id. Choose a member of the list.")) from None

    @property
    def is_by_run(self) -> bool:
        """Return whether a run is one line."""
        return self.cleaned_data.get("view") != EVERY_ENTRY

    def selection(self, tenant: Tenant, *, is_by_run: bool) -> Selection:
        """Return what was asked for, of one tenant's account."""
        since, until = self.days.instants(ZoneInfo(tenant.time_zone))
        asked: dict[str, Any] = {name: self.cleaned_data[name] for name in ("kind", "operation", "funding", "member")}
        return Selection(account=tenant.pk, since=since, until=until, is_by_run=is_by_run, **asked)
