"""Pages on which staff see what will happen, in words and numbers, before they confirm it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, cast

from django import forms
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import AdminForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise

from credits.errors import CreditsError
from credits.forms import ConfirmedForm

type Text = str | Promise


@dataclass(frozen=True, slots=True)
class Preview:
    """What a page promises: facts as label and value, notes, rows of a table, and the confirming button."""

    button: Text
    facts: Sequence[tuple[Text, Any]] = ()
    notes: Sequence[Text] = ()
    columns: Sequence[Text] = ()
    rows: Sequence[Sequence[Any]] = field(default_factory=list)
    is_possible: bool = True
    """Whether there is anything to confirm; if not, the notes say why."""
    promise: str = ""


class ConfirmedPage:
    """A form, a preview of what it asks for, and a button that does it: GET, POST, POST.

    Where `is_one_step`, the preview does not depend on the form and stands above it.
    """

    template = "admin/credits/confirmed_page.html"
    form_class: ClassVar[type[forms.Form]] = ConfirmedForm
    is_one_step: ClassVar[bool] = False
    title: Text = ""

    def __init__(self, request: HttpRequest, model_admin: "ModelAdmin[Any]", *, original: Any = None) -> None:
        self.request = request
        self.model_admin = model_admin
        self.original = original

    def preview(self, cleaned: dict[str, Any]) -> Preview:
        """Say what would happen. Raises CreditsError where it cannot."""
        raise NotImplementedError

    def act(self, form: Any) -> HttpResponse:
        """Do what the valid form asks for, tell it, and send on. Raises CreditsError for a refusal."""
        raise NotImplementedError

    def form_arguments(self) -> dict[str, Any]:
        """Return what the form's class needs beside the data."""
        return {}

    def carried(self) -> list[tuple[str, str]]:
        """Return hidden values that lead back to this page."""
        return []

    def intro(self) -> Text:
        """Return where things stand, for whoever fills the form in."""
        return ""

    def links(self) -> list[tuple[Text, str]]:
        """Return labels and addresses of what else may be done about the same thing."""
        return []

    def respond(self) -> HttpResponse:
        """Answer the request: the form, the form with a preview, or what came of it."""
        step = self.request.POST.get("step", "")
        form = self.form_class(self.request.POST if step else None, **self.form_arguments())
        if step == "confirm" and form.is_valid():
            return self._confirm(form)
        if step == "preview" and form.is_valid():
            return self._show_preview(form)
        return self._show_form(form)

    def _confirm(self, form: forms.Form) -> HttpResponse:
        try:
            return self.act(form)
        except CreditsError as error:
            form.add_error(None, str(error))
            return self._show_form(form)

    def _show_preview(self, form: forms.Form) -> HttpResponse:
        try:
            preview = self.preview(form.cleaned_data)
        except CreditsError as error:
            form.add_error(None, str(error))
            return self._show_form(form)
        return self._render(form, preview, is_settled=True)

    def _show_form(self, form: forms.Form) -> HttpResponse:
        return self._render(form, self.preview({}) if self.is_one_step else None, is_settled=False)

    def _render(self, form: forms.Form, preview: Preview | None, *, is_settled: bool) -> HttpResponse:
        is_over = is_settled or (preview is not None and not preview.is_possible)
        shown = [] if is_over else [bound.name for bound in form.visible_fields()]
        fieldsets: Any = [(None, {"fields": shown})] if shown else []
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": self.title,
            "opts": self.model_admin.opts,
            "original": self.original,
            "form": form,
            "adminform": AdminForm(cast("Any", form), fieldsets, {}),
            "preview": preview,
            "is_settled": is_settled,
            "is_confirming": is_settled or self.is_one_step,
            "carried": self.carried(),
            "links": self.links(),
            "intro": "" if preview else self.intro(),
        }
        return TemplateResponse(self.request, self.template, context)
