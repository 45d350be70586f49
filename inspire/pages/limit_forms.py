"""Forms of the page of limits and alerts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from credits.models import AlertRule

MOST = 1_000_000


class LimitForm(forms.Form):
    """A limit in credits a month: for whom, for what, how much."""

    member = forms.ChoiceField(
        label=_("For whom"),
        required=False,
        error_messages={"invalid_choice": _("This person is not a member of this tenant. Choose one of the list.")},
    )
    operation = forms.ChoiceField(
        label=_("For what"),
        required=False,
        error_messages={"invalid_choice": _("There is no such operation. Choose one of the list.")},
    )
    credits = forms.IntegerField(
        label=_("Credits a month"),
        min_value=0,
        max_value=MOST,
        error_messages={
            "required": _("Enter a number of credits; 0 means none at all."),
            "invalid": _("Enter a whole number of credits; 0 means none at all."),
            "min_value": _("Enter 0 or more; 0 means none at all."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(
        self, *args: Any, members: Iterable[tuple[str, str]], operations: Iterable[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", _("Everybody together")), *members]  # type: ignore[attr-defined]
        self.fields["operation"].choices = [("", _("All operations")), *operations]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Refuse a limit for everybody on everything: that is the plan."""
        if self.errors:
            return
        if not self.cleaned_data["member"] and not self.cleaned_data["operation"]:
            raise ValidationError(
                _("The plan limits everybody's use of everything already. Choose a member, an operation or both.")
            )


class AlertRuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """When admins are told that credits run out."""

    is_warned = forms.BooleanField(required=False, label=_("Warn early"))
    warn_at = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(
            attrs={"inputmode": "numeric", "aria-label": _("Percentage of the month's credits that is used")}
        ),
        error_messages={
            "invalid": _("Enter a whole number from 1 to 99."),
            "min_value": _("Enter 1 or more; to have no early warning, untick it."),
            "max_value": _("Enter 99 or less; 100 has a line of its own below."),
        },
    )

    class Meta:
        model = AlertRule
        fields = ("warn_at", "is_at_limit", "is_mailed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_warned"].initial = self.instance.warn_at is not None

    def clean(self) -> dict[str, Any]:
        """Ask for the percentage of an early warning, and drop it where there is none."""
        cleaned = super().clean() or {}
        if not cleaned.get("is_warned"):
            cleaned["warn_at"] = None
        elif cleaned.get("warn_at") is None and "warn_at" not in self.errors:
            self.add_error("warn_at", _("Say at what percentage, from 1 to 99, or untick the early warning."))
        return cleaned
