"""Change a layout: of a run's result, or a saved one. Each change is checked and shown; nothing is kept until saved."""

import json
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ai_ops import forms, layout_edits, library, library_trail, queries, registry, runner, screens
from ai_ops.base import InvalidFileError, Json
from ai_ops.errors import AiOpsError, InvalidInputError, NameTakenError
from ai_ops.following import Follows
from ai_ops.layout_edits import Edit
from ai_ops.layouts import documents
from ai_ops.layouts.model import Layout
from ai_ops.models import Run, SavedItem, State
from ai_ops.screens import Setting
from ai_ops.templatetags.content import MODES
from ai_ops.views.library import find_item
from ai_ops.views.operations import status_of
from ai_ops.views.parts import parts_of, preview_url
from tenants.access import TenantRequest, role_required
from tenants.models import Role

KIND = "content"


@dataclass(frozen=True, slots=True)
class Subject:
    """The layout that is changed: the result of a run, or the content of a saved item."""

    row: Run | SavedItem
    result: Json

    @property
    def name(self) -> str:
        """Return what the addresses of its pages begin with."""
        return "run" if isinstance(self.row, Run) else "saved"

    @property
    def run(self) -> Run | None:
        """Return the run, where it is a run's result."""
        return self.row if isinstance(self.row, Run) else None

    @property
    def item(self) -> SavedItem | None:
        """Return the saved item, where it is one."""
        return self.row if isinstance(self.row, SavedItem) else None

    @property
    def url(self) -> str:
        """Return where it is changed."""
        return reverse(f"{self.name}_layout", args=[self.row.pk])

    @property
    def save_url(self) -> str:
        """Return where changes are saved."""
        return reverse(f"{self.name}_layout_save", args=[self.row.pk])

    @property
    def back_url(self) -> str:
        """Return its own page."""
        return reverse("run" if self.run else "saved_item", args=[self.row.pk])

    @property
    def preview_url(self) -> str:
        """Return where it is drawn as it is kept."""
        return preview_url(KIND, "run_preview" if self.run else "saved_item_preview", self.row.pk)


def _of_run(request: TenantRequest, run_id: UUID) -> Subject:
    run = get_object_or_404(queries.runs_of(request.tenant), pk=run_id, operation=KIND, state=State.SUCCEEDED)
    if run.result is None:
        raise Http404
    return Subject(run, run.result)


def _of_item(request: TenantRequest, item_id: UUID) -> Subject:
    item = find_item(request, item_id)
    if item.kind != KIND:
        raise Http404
    return Subject(item, item.content)


@role_required(Role.DESIGNER)
@require_http_methods(["GET", "HEAD", "POST"])
def run_layout(request: TenantRequest, run_id: UUID) -> HttpResponse:
    """Show the form in which a run's layout is changed, with the changes that were sent."""
    return _editor(request, _of_run(request, run_id))


@role_required(Role.DESIGNER)
@require_http_methods(["GET", "HEAD", "POST"])
def saved_layout(request: TenantRequest, item_id: UUID) -> HttpResponse:
    """Show the form in which a saved layout is changed, with the changes that were sent."""
    return _editor(request, _of_item(request, item_id))


def _editor(request: TenantRequest, subject: Subject, *, status: int = 200, **extra: Any) -> HttpResponse:
    setting = screens.setting_of(request.tenant, subject.result)
    try:
        edit = _edit(request, subject, setting)
    except InvalidFileError as error:
        edit, status = layout_edits.begun(documents.layout_of(subject.result), setting), 422
        extra["unreadable"] = str(error)
    context = {**_context(request, subject, edit, setting=setting), **extra}
    template = "ai_ops/operations/content_editor.html" if request.htmx else "ai_ops/layout.html"
    return render(request, template, context, status=status)


def _edit(request: TenantRequest, subject: Subject, setting: Setting) -> Edit:
    """Return the layout with the changes that a form holds. Raises InvalidFileError."""
    layout = documents.layout_of(subject.result)
    if request.method != "POST":
        return layout_edits.begun(layout, setting)
    placements = documents.read_placements(request.POST.get("layout", ""))
    kept = request.POST.getlist("keep")
    return layout_edits.changed(replace(layout, placements=placements), request.POST, kept=kept, setting=setting)


def _context(request: TenantRequest, subject: Subject, edit: Edit, *, setting: Setting) -> dict[str, Any]:
    run = subject.run
    return {
        "editor": subject,
        "edit": edit,
        "text": json.dumps(documents.placements_as_json(edit.whole.placements)),
        "rows": layout_edits.rows(edit, setting.data),
        "documents": _documents(request, edit.layout, setting) if edit.is_changed else {},
        "modes": [(mode, MODES[mode]) for mode in setting.modes],
        "result": subject.result,
        "run": run,
        "item": subject.item,
        "parts": parts_of(KIND),
        "preview_url": subject.preview_url,
        "again_key": forms.new_key(),
        "quote": _quote(request) if run else None,
        "save_name": request.POST.get("name") or subject.result["name"],
    }


def _quote(request: TenantRequest) -> runner.Quote:
    return runner.quote(registry.get(KIND), request.tenant, at=timezone.now(), member=request.user.pk)


def _documents(request: TenantRequest, layout: Layout, setting: Setting) -> dict[str, str]:
    """Return a layout that is stored nowhere as documents for frames, by mode."""
    zone = request.tenant.time_zone
    drawn = {mode: screens.drawn(layout, setting, mode=mode, zone=zone) for mode in setting.modes}
    return {mode: render_to_string("ai_ops/operations/content_document.html", each) for mode, each in drawn.items()}


@role_required(Role.DESIGNER)
@require_POST
def run_layout_save(request: TenantRequest, run_id: UUID) -> HttpResponseBase:
    """Save a run's layout with the changes that were sent, under a name."""
    subject = _of_run(request, run_id)
    content, refusal = _saved_content(request, subject)
    if refusal:
        return refusal
    item = SavedItem(
        tenant=request.tenant,
        kind=KIND,
        name=request.POST.get("name", ""),
        content=content,
        run=subject.run,
        author=request.user.pk,
        is_edited=True,
    )
    try:
        library.add(item, at=timezone.now(), note="edited")
    except (InvalidInputError, NameTakenError) as error:
        return _editor(request, subject, status=422, save_error=str(error))
    messages.success(request, _("Saved to the library as “%(name)s”.") % {"name": item.name})
    return redirect("saved_item", item_id=item.pk)


@role_required(Role.DESIGNER)
@require_POST
def saved_layout_save(request: TenantRequest, item_id: UUID) -> HttpResponseBase:
    """Save a saved layout with the changes that were sent, as its new version."""
    subject = _of_item(request, item_id)
    content, refusal = _saved_content(request, subject)
    if refusal or subject.item is None:
        return refusal or redirect("saved_item", item_id=item_id)
    author, at = request.user.pk, timezone.now()
    try:
        item = library.change(subject.item, content, author=author, note="edited", is_ai_made=False, at=at)
    except AiOpsError as error:
        messages.error(request, str(error))
        return redirect("library")
    library_trail.record("item.changed", item, request=request, version=item.version)
    messages.success(request, _("Saved as version %(version)d.") % {"version": item.version})
    return redirect("saved_item", item_id=item_id)


def _saved_content(request: TenantRequest, subject: Subject) -> tuple[Json, HttpResponse | None]:
    """Return the content with the changes that were sent, or the page that says why it cannot be saved."""
    setting = screens.setting_of(request.tenant, subject.result)
    try:
        edit = _edit(request, subject, setting)
    except InvalidFileError:
        return {}, _editor(request, subject)
    if edit.problems:
        return {}, _editor(request, subject, status=422)
    return layout_edits.content(subject.result, edit), None


@role_required(Role.DESIGNER)
@require_POST
def run_layout_again(request: TenantRequest, run_id: UUID) -> HttpResponseBase:
    """Start a run that follows this one and makes one of its placements anew; the others stay."""
    subject = _of_run(request, run_id)
    inputs = {**subject.run.inputs, "redo": request.POST.get("redo", "")} if subject.run else {}
    try:
        started = runner.start(
            request.tenant,
            registry.get(KIND),
            member=request.user.pk,
            role=request.membership.role,
            inputs=inputs,
            submission_key=request.POST.get("submission_key", ""),
            at=timezone.now(),
            follows=Follows(former=run_id),
        )
    except AiOpsError as error:
        return _editor(request, subject, status=status_of(error), refusal=str(error))
    return redirect("run", run_id=started.pk)
