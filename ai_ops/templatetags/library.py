"""Tags for saved items and their versions."""

from django import template
from django.utils.translation import gettext as _

from ai_ops.models import AnsweredBy, SavedItem, SavedVersion

register = template.Library()


@register.filter
def is_demo(item: SavedItem | SavedVersion) -> bool:
    """Return whether the sandbox answered the run that this came of."""
    return item.run is not None and item.run.answered_by == AnsweredBy.SANDBOX


@register.filter
def note_of(version: SavedVersion) -> str:
    """Return what a version's change was, as the beginning of a sentence."""
    note = version.note or _("saved")
    return note[:1].upper() + note[1:]
