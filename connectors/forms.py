"""Forms about sources."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from connectors.models import MOST_DAYS, MOST_SNAPSHOTS
from connectors.naming import LONGEST_NAME
from connectors.showing import KINDS

ACCEPTED = ".csv,.tsv,.txt,.json,.jsonl,.xlsx,.xls,.xlsb,.ods"
NO_FILE = _("Choose a file, or drop one here.")
TOO_LARGE = _("The file has more than 10 MB. Choose a shorter period or fewer columns, and export it again.")


class FileForm(forms.Form):
    """The file that a source is refreshed with."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Choose it or drop it here: CSV, Excel or JSON, up to 10 MB, 100,000 rows and 200 columns."),
        allow_empty_file=True,  # the reader's sentence says more
        error_messages={"required": NO_FILE, "missing": NO_FILE, "invalid": NO_FILE},
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large

    def clean(self) -> None:
        """Say that a file was skipped for its size rather than that there is none."""
        if self.is_too_large:
            self.errors.pop("file", None)
            self.add_error("file", ValidationError(TOO_LARGE))


class UploadForm(FileForm):
    """A file that makes a source."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Without one, the file’s own name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("file", "name")


class PushForm(forms.Form):
    """A source that other programs send rows to."""

    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class FieldForm(forms.Form):
    """The kind of a field; nothing stands for the detected one."""

    field = forms.CharField()
    kind = forms.ChoiceField(
        choices=[("", _("As detected")), *((each.value, label) for each, label in KINDS.items())], required=False
    )


class KeepForm(forms.Form):
    """How many snapshots stay, and how long."""

    snapshots = forms.IntegerField(label=_("Snapshots"), min_value=1, max_value=MOST_SNAPSHOTS)
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=MOST_DAYS)
