"""The form of Inspire's own files, `.inspire-theme.json` and its kin: one document around what each kind holds."""

import json

from ai_ops.base import UNKNOWN_ORIGIN, Json, Origin

PREFIX = "inspire-"


def written(kind: str, body: Json, *, name: str, origin: Origin = UNKNOWN_ORIGIN, version: int = 1) -> str:
    """Return a file of our own of this kind, which the library reads back."""
    document = {
        "format": f"{PREFIX}{kind}",
        "version": version,
        "name": name,
        "made_with_ai": origin.is_ai_made,
        "model": origin.model,
        "paid_with": origin.paid_with,
        kind: body,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
