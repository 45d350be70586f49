"""The files that a theme can be downloaded as."""

import json

from django.utils.translation import gettext_lazy as _

from ai_ops.base import Export, Json
from ai_ops.operations.theme import css, tokens

FORMAT = "inspire-theme"
VERSION = 1


def saved_file(result: Json, name: str) -> str:
    """Return the theme as Inspire reads it back: our own format, versioned."""
    document = {"format": FORMAT, "version": VERSION, "name": name, "made_with_ai": True, "theme": result}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


EXPORTS = (
    Export("tokens", _("Design tokens"), ".tokens.json", "application/design-tokens+json", tokens.render),
    Export("css", _("CSS custom properties"), ".css", "text/css; charset=utf-8", css.render),
    Export("inspire", _("Inspire theme"), ".inspire-theme.json", "application/json", saved_file),
)
