"""Requests for a layout as a product would make them: its schema, its rules, and a data block of fields."""

import json
from typing import Any

from sandbox import answers
from tests.sandbox.analysing import an_object

SIZES = {
    "heading": (4, 1, 1, 40),
    "metric": (4, 2, 0.4, 10),
    "line_chart": (6, 4, 0.5, 8),
    "bar_chart": (5, 4, 0.3, 8),
    "pie": (5, 4, 0.4, 4),
    "table": (6, 4, 0.3, 6),
    "list": (4, 3, 0.2, 6),
    "gauge": (4, 4, 0.5, 3),
    "progress": (4, 2, 0.8, 16),
    "ticker": (6, 1, 2, 64),
    "text": (4, 2, 0.2, 16),
    "clock": (4, 2, 0.6, 10),
    "image": (2, 2, 0.2, 6),
    "map_points": (6, 5, 0.4, 4),
    "qr_code": (3, 3, 0.5, 2),
}
SYSTEM = "You design layouts.\n" + "\n".join(
    f"- {slug}: at least {w} x {h} cells, width over height {low} to {high}. About it."
    for slug, (w, h, low, high) in SIZES.items()
)
SHOP: tuple[dict[str, Any], ...] = (
    {"name": "day", "type": "date", "role": "time", "distinct": 60},
    {"name": "takings", "type": "number", "role": "measure", "distinct": 60, "min": 50, "max": 110, "mean": 80},
    {"name": "visitors", "type": "integer", "role": "measure", "distinct": 40, "min": 40, "max": 400, "mean": 60},
    {"name": "branch", "type": "category", "role": "dimension", "distinct": 3, "samples": ["quay", "market"]},
)
INPUTS = (
    "value", "trend", "x", "y", "column", "label", "text", "item", "longitude", "latitude", "subtitle", "danger",
)  # fmt: skip


def schema() -> dict[str, Any]:
    text, whole = {"type": "string"}, {"type": "integer"}
    placement = {
        "id": text,
        "component": {"type": "string", "enum": list(SIZES)},
        **dict.fromkeys(("x", "y", "w", "h"), whole),
        "title": {"type": "string", "description": "At most 80 characters."},
        "rationale": {"type": "string", "description": "At most 300 characters."},
    }
    binding = {
        "placement": text,
        "input": {"type": "string", "enum": list(INPUTS)},
        "source": {"type": "string", "enum": ["field", "formula", "literal"]},
        "value": text,
        "aggregate": {"type": "string", "enum": ["none", "last", "mean", "sum", "count"]},
        "format": text,
    }
    return an_object(
        {
            "title": {"type": "string", "description": "At most 80 characters."},
            "background": {"type": "string", "enum": ["background", "surface", "primary"]},
            "placements": {"type": "array", "items": an_object(placement)},
            "bindings": {"type": "array", "items": an_object(binding)},
        }
    )


def block(*tables: tuple[dict[str, Any], ...], **changes: Any) -> dict[str, Any]:
    """Return a data block; each table is a source, whose times are its first field."""
    fields: list[dict[str, Any]] = []
    sources = []
    for number, table in enumerate(tables or (SHOP,), start=1):
        times = {"time": f"f{len(fields) + 1}"} if table[0]["role"] == "time" else {}
        sources.append({"id": f"s{number}", "name": f"Source {'abcde'[number - 1]}", "rows": 60, **times})
        fields += [{"source": f"s{number}", "id": f"f{len(fields) + 1 + at}", **each} for at, each in enumerate(table)]
    told = {"brief": "A board for the hall", "columns": 32, "rows": 18, "max_components": 8, "components": list(SIZES)}
    return told | {"sources": sources, "fields": fields} | changes


def ask(data: dict[str, Any], fault: str = "", after: str = "") -> dict[str, Any]:
    prompt = f"Make this layout.\n\n<data>\n{json.dumps(data, ensure_ascii=False)}\n</data>{after}"
    found = json.loads(answers.answer(schema(), [("user", prompt)], system=SYSTEM, fault=fault))
    assert isinstance(found, dict)
    return found
