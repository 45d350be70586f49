"""Tags for images: what a model is called, and whether it retires soon."""

from datetime import timedelta

from django import template
from django.utils import timezone

from ai_ops import catalogue
from ai_ops.catalogue import Model

register = template.Library()

SOON = timedelta(days=60)


@register.filter
def model_label(model_id: str) -> str:
    """Return a model's name for people, or its id where the catalogue no longer has it."""
    try:
        return catalogue.get(model_id).label
    except catalogue.UnknownModelError:
        return model_id


@register.filter
def retiring(model_id: str) -> Model | None:
    """Return the model if its provider switches it off within 60 days, or has done so; else None."""
    try:
        model = catalogue.get(model_id)
    except catalogue.UnknownModelError:
        return None
    return model if model.is_retired(timezone.now().date() + SOON) else None


@register.filter
def successor_label(model: Model) -> str:
    """Return the name of the model that follows a retiring one, or nothing."""
    return model_label(model.successor) if model.successor else ""
