"""The form on which an own key is entered."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from byok import shapes
from byok.errors import KeyShapeError

NEVER_KEPT = {
    "autocomplete": "off",
    "autocapitalize": "off",
    "autocorrect": "off",
    "spellcheck": "false",
    "data-1p-ignore": "",
    "data-lpignore": "true",
}
"""Asks the browser and password managers neither to keep a key, nor to send it to a spelling service."""


class KeyForm(forms.Form):
    """A key in plain. It is never shown again, not even beside an error."""

    key = forms.CharField(
        strip=False,
        required=False,  # its shape says so in better words
        widget=forms.PasswordInput(render_value=False, attrs={**NEVER_KEPT, "class": "mono"}),
    )
    may_be_unchecked = forms.BooleanField(
        required=False, label=_("Save it though it cannot be checked, in place of the key that is there")
    )

    def __init__(self, provider: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provider = provider
        shape = shapes.SHAPES[provider]
        self.fields["key"].label = _("%(provider)s key") % {"provider": shape.label}
        self.fields["key"].widget.attrs["placeholder"] = f"{shape.prefix}{shapes.HIDDEN}"

    @sensitive_variables("typed")
    def clean_key(self) -> str:
        """Return the key as it was typed. Nothing is sent to anybody for what cannot be a key."""
        typed = self.cleaned_data["key"]
        try:
            return shapes.check(self.provider, typed, is_local=settings.IS_LOCAL)
        except KeyShapeError as error:
            sentence = str(error)
        raise ValidationError(sentence)
