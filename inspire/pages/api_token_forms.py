"""The form of an API token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.models import Scope

NEVER = "0"
LIFETIMES = (("30", _("30 days")), ("90", _("90 days")), ("365", _("a year")), (NEVER, _("until it is revoked")))


class TokenForm(forms.Form):
    """What a token is for, what it may do, and how long."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("The program that will use it, such as “Till in the harbour café”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=Scope,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that the token may do.")},
    )
    lifetime = forms.ChoiceField(label=_("It works for"), choices=LIFETIMES, initial="90")

    @property
    def days(self) -> int | None:
        """Return how many days it works, or None for always."""
        return int(self.cleaned_data["lifetime"]) or None
