"""The files that a theme can be downloaded as."""

from django.utils.translation import gettext_lazy as _

from ai_ops import own_files
from ai_ops.base import UNKNOWN_ORIGIN, Export, Json, Origin
from ai_ops.operations.theme import css, tokens


def saved_file(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> str:
    """Return the theme as Inspire reads it back: our own format, versioned."""
    return own_files.written("theme", result, name=name, origin=origin)


EXPORTS = (
    Export("tokens", _("Design tokens"), ".tokens.json", "application/design-tokens+json", tokens.render),
    Export("css", _("CSS custom properties"), ".css", "text/css; charset=utf-8", css.render),
    Export("inspire", _("Inspire theme"), ".inspire-theme.json", "application/json", saved_file),
)
