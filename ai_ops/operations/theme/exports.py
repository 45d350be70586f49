"""The files that a theme can be downloaded as."""

import json

from django.utils.translation import gettext_lazy as _

from ai_ops.base import UNKNOWN_ORIGIN, Export, Json, Origin
from ai_ops.operations.theme import css, tokens

FORMAT = "inspire-theme"
VERSION = 1


def saved_file(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> str:
    """Return the theme as Inspire reads it back: our own format, versioned."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "name": name,
        "made_with_ai": True,
        "model": origin.model,
        "paid_with": origin.paid_with,
        "theme": result,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


EXPORTS = (
    Export("tokens", _("Design tokens"), ".tokens.json", "application/design-tokens+json", tokens.render),
    Export("css", _("CSS custom properties"), ".css", "text/css; charset=utf-8", css.render),
    Export("inspire", _("Inspire theme"), ".inspire-theme.json", "application/json", saved_file),
)
