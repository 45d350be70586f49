"""The forms of asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from credits.models import Answer


class AskForm(forms.Form):
    """What one may add to an ask."""

    ask_note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        help_text=_("Optional: what it is for, and by when."),
    )


class AnswerForm(forms.Form):
    """An admin's answer. `most` is the limit that they saw on the button, in credits a month."""

    answer = forms.ChoiceField(choices=Answer)
    most = forms.IntegerField(required=False, min_value=0)
