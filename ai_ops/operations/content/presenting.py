"""What a result's template needs beside the result."""

from typing import Any

from ai_ops.base import Json
from ai_ops.components import registry


def present(result: Json) -> Json:
    """Return the placements, and those of the rule-made layout, each with its component's name."""
    return {"placements": _named(result["placements"]), "baseline": _named(result["baseline"])}


def _named(placements: list[Json]) -> list[dict[str, Any]]:
    labels = {each.slug: each.label for each in registry.all_components()}
    return [{**each, "label": labels.get(each["component"], each["component"])} for each in placements]
