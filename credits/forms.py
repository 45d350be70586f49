"""The form by which staff change an account."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from credits.models import Account, Plan

MOST = 1_000_000


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """An account's anchor day, and two things to do with it: change the plan, adjust credits."""

    change_plan_to = forms.ModelChoiceField(
        Plan.objects.filter(retired_at=None),
        required=False,
        label=_("change plan to"),
        help_text=_(
            "A plan with more credits takes effect at once, and use carries over. One with fewer "
            "waits for the next reset; choose the present plan to undo that."
        ),
    )
    adjust_by = forms.IntegerField(
        required=False,
        min_value=-MOST,
        max_value=MOST,
        label=_("adjust by"),
        help_text=_("Credits to give this month, or to take with a minus; never below zero remaining."),
    )
    reason = forms.CharField(
        required=False, max_length=300, label=_("reason"), help_text=_("Written down with the adjustment.")
    )
    # Sent back with the form, so that the same form sent twice adjusts once.
    reference = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    class Meta:
        model = Account
        fields = ("anchor_day",)

    def clean(self) -> dict[str, Any] | None:
        """Ask for the reason of an adjustment."""
        cleaned = super().clean()
        if self.cleaned_data.get("adjust_by") and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say why: the reason is written down with the adjustment."))
        return cleaned
