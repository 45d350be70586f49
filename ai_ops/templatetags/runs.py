"""Tags for pages about runs: labels, outcomes and stages in words."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pydantic import BaseModel

from ai_ops import registry
from ai_ops.forms import OperationForm, describe
from ai_ops.models import Run, State
from ai_ops.providers.sentences import LABELS
from credits.models import Funding

register = template.Library()

TONES = {State.SUCCEEDED: "success", State.FAILED: "danger", State.QUEUED: "info", State.RUNNING: "info"}
STAGES = {
    "queued": gettext_lazy("Waiting for a worker"),
    "preparing": gettext_lazy("Preparing the request"),
    "calling": gettext_lazy("Waiting for the answer"),
    "checking": gettext_lazy("Checking the answer"),
    "repairing": gettext_lazy("Asking once more, with what was wrong"),
    "done": gettext_lazy("Done"),
}
MARKS = {"theme": "palette", "image": "image", "text": "text", "analysis": "analysis", "content": "layout"}
STEPS = ("queued", "preparing", "calling", "checking")
MINUTE = 60


@register.filter
def operation_label(slug: str) -> str | Promise:
    """Return an operation's label, or its slug where it is no longer built in."""
    try:
        return registry.get(slug).label
    except registry.UnknownOperationError:
        return slug


@register.filter
def tone(run: Run) -> str:
    """Return the tone of a run's state: success, danger, info, or none."""
    return TONES.get(State(run.state), "")


@register.filter
def stage(run: Run) -> str | Promise:
    """Return a run's stage in words."""
    return STAGES.get(run.stage or "queued", run.stage)


@register.simple_tag
def steps(run: Run) -> list[tuple[str | Promise, str]]:
    """Return a live run's stages as (words, "done" | "now" | "next")."""
    now = "calling" if run.stage == "repairing" else run.stage or "queued"
    place = STEPS.index(now) if now in STEPS else len(STEPS)
    states = ("done", "now", "next")
    return [
        (STAGES[run.stage if run.stage == "repairing" and at == place else each], states[(at >= place) + (at > place)])
        for at, each in enumerate(STEPS)
    ]


@register.filter
def seconds(span: Any) -> str:
    """Return a time span for people: 4 s, 1 min 05 s."""
    whole = round(span if isinstance(span, int | float) else span.total_seconds())
    if whole < MINUTE:
        return _("%(seconds)d s") % {"seconds": whole}
    return _("%(minutes)d min %(seconds)02d s") % {"minutes": whole // MINUTE, "seconds": whole % MINUTE}


@register.filter
def paid(run: Run) -> str:
    """Return what a run took, in words: 1 credit, own key, nothing."""
    if run.funding == Funding.OWN_KEY:
        return _("own key")
    if run.state in (State.FAILED, State.CANCELLED):
        return _("nothing")
    return credits_of(run.price)


@register.filter
def payer(run: Run) -> str:
    """Return what pays for a run, in words: credits, own Anthropic key."""
    if run.funding == Funding.OWN_KEY:
        return _("own %(provider)s key") % {"provider": LABELS.get(run.provider, run.provider)}
    return _("credits")


@register.filter
def credits_of(count: int) -> str:
    """Return a number of credits, in words."""
    return ngettext("%(count)d credit", "%(count)d credits", count) % {"count": count}


@register.filter
def about(run: Run) -> str:
    """Return the first text that a person wrote among a run's inputs, which tells it from others.

    The order is that of the input model: JSONB keeps none of its own. What names something that the
    operation needs, such as a source, is no text of theirs.
    """
    try:
        operation = registry.get(run.operation)
        names: Iterable[str] = [each for each in _text_fields(operation.input_model) if each not in operation.needs]
    except registry.UnknownOperationError:
        names = run.inputs
    texts = (run.inputs.get(name) for name in names)
    return next((each for each in texts if isinstance(each, str) and each.strip()), "")


@cache
def _text_fields(model: type[BaseModel]) -> tuple[str, ...]:
    fields = (describe(name, info, value=None, errors=[]) for name, info in model.model_fields.items())
    return tuple(field.name for field in fields if field.kind in {"text", "long"})


@register.filter
def mark(slug: str) -> str:
    """Return the name of an operation's icon."""
    return MARKS.get(slug, "operation")


@register.filter
def errors_of(form: OperationForm, name: str) -> list[str]:
    """Return what is wrong with a field and with what it holds."""
    return form.errors_of(name)


@register.simple_tag
def address_with(query: QueryDict, **changes: Any) -> str:
    """Return an address's query with changes; a change to "" or None removes the name."""
    changed = query.copy()
    for name, value in changes.items():
        changed[name] = value or ""
        if not value:
            del changed[name]
    return f"?{changed.urlencode()}" if changed else "?"
