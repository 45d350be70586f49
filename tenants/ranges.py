"""Ranges of days in a tenant's zone, as pages filter by them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days from `first` to `last`, both counted; None is open."""

    first: date | None = None
    last: date | None = None

    def instants(self, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        """Return when the first day begins, and when the day after the last one does."""
        since = day_start(self.first, zone) if self.first else None
        until = day_start(self.last + timedelta(days=1), zone) if self.last else None
        return since, until

    @property
    def slug(self) -> str:
        """Return the range for a file name: 2026-11-01-to-2026-11-30, from-2026-11-01, all."""
        if self.first and self.last:
            return f"{self.first}-to-{self.last}"
        if self.first:
            return f"from-{self.first}"
        return f"to-{self.last}" if self.last else "all"


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant of a local day.

    Where the clocks skip midnight that is the change itself, and where midnight comes twice the
    first one: PEP 495's fold=0 says both.
    """
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


class RangeForm(forms.Form):
    """Filters with a range of days: `from` and `to` in the address, both counted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = _day_field(_("From"))
        self.fields["to"] = _day_field(_("To"))

    def clean(self) -> dict[str, Any]:
        """Refuse a range that ends before it begins."""
        cleaned = super().clean() or {}
        days = self.days
        if days.first and days.last and days.last < days.first:
            self.add_error(
                "to", _("The range ends before it begins. Choose a last day that is the first one or later.")
            )
        return cleaned

    @property
    def days(self) -> DayRange:
        """Return the range that was asked for."""
        return DayRange(self.cleaned_data.get("from"), self.cleaned_data.get("to"))


class DayField(forms.DateField):
    """A day as browsers send it: 2026-11-24."""

    default_error_messages = {
        "invalid": _("“%(value)s” is not a day of the calendar. Write it as year-month-day, such as 2026-11-24."),
        "range": _("This day is out of reach. Choose one between the years 2000 and 2999."),
    }

    def to_python(self, value: Any) -> date | None:
        """Return the day, or say what was read instead of one."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid", {"value": value}) from None

    def validate(self, value: date | None) -> None:
        """Refuse days so far off that no zone can place them."""
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise forms.ValidationError(self.error_messages["range"], code="range")


def _day_field(label: Any) -> DayField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return DayField(label=label, required=False, input_formats=["%Y-%m-%d"], widget=widget)
