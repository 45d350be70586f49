"""Read a list of models that came from outside: what does not look like a model is left out, not believed."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from ai_ops import catalogue
from byok import shapes
from vault import redaction

MOST: Final = 200
LONGEST_LABEL: Final = 80
ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,59}")
"""A longer id would not be a model's: it is left out, because a shortened one would name another."""
KNOWN: Final = frozenset(model.id for model in catalogue.MODELS)


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model as its provider lists it. `retires_on` is a retirement that the provider has announced."""

    id: str
    label: str
    retires_on: date | None

    def as_json(self) -> dict[str, Any]:
        """Return the model as it is kept beside a key."""
        retires_on = self.retires_on.isoformat() if self.retires_on else None
        return {"id": self.id, "label": self.label, "retires_on": retires_on}


def read(body: Any) -> tuple[ListedModel, ...] | None:
    """Return the usable models of a list's body, or None where it is no list of models at all.

    Of more than MOST, those that the catalogue knows are kept before others.
    """
    entries = body.get("data") if isinstance(body, dict) else None
    if not isinstance(entries, list):
        return None
    models = {entry["id"]: entry for entry in entries if _is_model(entry)}
    if entries and not models:
        return None
    usable = [_model(entry) for entry in models.values() if _is_usable(entry)]
    return tuple(sorted(usable, key=lambda model: model.id not in KNOWN)[:MOST])


def _is_model(entry: Any) -> bool:
    """Return whether an entry names a model, and is no key: neither the one in use said back, nor another."""
    name = entry.get("id") if isinstance(entry, dict) else None
    if not isinstance(name, str) or not ID.fullmatch(name):
        return False
    return redaction.redact(name) == name and shapes.provider_of(name) is None


def _is_usable(entry: dict[str, Any]) -> bool:
    """Return whether the model still runs, and can be held to a schema; what is not said is no obstacle."""
    if entry.get("lifecycle") == "retired":
        return False
    found: Any = entry
    for name in ("capabilities", "structured_outputs", "supported"):
        found = found.get(name) if isinstance(found, dict) else None
    return found is not False


def _model(entry: dict[str, Any]) -> ListedModel:
    return ListedModel(entry["id"], _label(entry), _retires_on(entry))


def _label(entry: dict[str, Any]) -> str:
    """Return the model's name, as one short line; its id where it has none."""
    name = entry.get("display_name")
    words = " ".join(name[: 10 * LONGEST_LABEL].split()) if isinstance(name, str) else ""
    shown = "".join(sign for sign in words if sign.isprintable())
    return redaction.redact(shown)[:LONGEST_LABEL] or entry["id"]


def _retires_on(entry: dict[str, Any]) -> date | None:
    """Return the day that Anthropic (`retires_at`) or OpenAI (`shutdown_date`) says, if it is one."""
    said = entry.get("retires_at") or entry.get("shutdown_date")
    try:
        return datetime.fromisoformat(said).date() if isinstance(said, str) else None
    except ValueError:
        return None
