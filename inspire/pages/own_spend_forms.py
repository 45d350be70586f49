"""The form of a limit on what own keys spend."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST: Final = Decimal(1_000_000)
A_CENT: Final = Decimal("0.01")


def _dollars(**words: Any) -> forms.DecimalField:
    return forms.DecimalField(
        required=False,
        min_value=A_CENT,
        max_value=MOST,
        decimal_places=2,
        error_messages={
            "invalid": _("Enter an amount in dollars, such as 20 or 12.50."),
            "min_value": _("Enter more than 0, or leave it empty for none. To use no own key at all, pause it."),
            "max_value": _("Enter $1,000,000 or less."),
            "max_decimal_places": _("Enter dollars with two decimal places at most, such as 12.50."),
        },
        widget=forms.NumberInput(attrs={"step": "0.01", "min": "0.01", "inputmode": "decimal"}),
        **words,
    )


class SpendLimitForm(forms.Form):
    """A limit in dollars a month: for whom, when admins are told, when runs stop."""

    member = forms.ChoiceField(
        label=_("For whom"),
        required=False,
        error_messages={"invalid_choice": _("This person is not a member of this tenant. Choose one of the list.")},
    )
    alert = _dollars(label=_("Tell admins at, in $"))
    stop = _dollars(label=_("Stop at, in $"))

    def __init__(self, *args: Any, members: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", _("Everybody together")), *members]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Refuse a limit that says nothing, and an alert that the stop would forestall."""
        if self.errors:
            return
        alert, stop = self.cleaned_data["alert"], self.cleaned_data["stop"]
        if alert is None and stop is None:
            raise ValidationError(_("Say when admins are told, when runs stop, or both. To have no limit, remove it."))
        if alert is not None and stop is not None and alert > stop:
            self.add_error("alert", _("Runs would stop before admins are told. Enter the stop's amount or less."))

    def cents(self, field: str) -> int | None:
        """Return an amount of the valid form in cents, or None where it was left empty."""
        amount: Decimal | None = self.cleaned_data[field]
        return None if amount is None else int(amount * 100)
