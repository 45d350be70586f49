"""Results as an analysis stores them, made by hand."""

from copy import deepcopy
from typing import Any

Json = dict[str, Any]


def fact(number: int, kind: str, column: str, *, value: float = 1.0, since: str = "", until: str = "", **more) -> Json:
    """A fact as it stands in a result."""
    return {
        "id": f"F{number}",
        "kind": kind,
        "value": value,
        "unit": "",
        "columns": column.split(" and "),
        "rows": 90,
        "first": 3 if since else None,
        "last": 5 if since else None,
        "since": since,
        "until": until,
        "strength": 0.9,
        "more": more,
        "recipe": {"function": "extreme", "column": column, "time": "day", "first": 3, "last": 5},
    }


def finding(kind: str, *evidence: str, columns: tuple[str, ...] = ("f2",), **other) -> Json:
    """A finding as it stands in a result."""
    return {
        "title": "Sales jump at the fair",
        "kind": kind,
        "explanation": "{f2} climbs to {F1}.",
        "evidence": list(evidence),
        "columns": list(columns),
        "severity": "warning",
        "confidence": "high",
        "suggestion": "",
        "hypothesis": "",
        "exhibits": [],
        **other,
    }


def result(*findings: Json, facts: tuple[Json, ...] = (), names: tuple[str, ...] = ("day", "revenue"), **other) -> Json:
    """A result with these findings and facts, of columns f1, f2 … with these names."""
    columns = {
        f"f{place}": {"name": name, "kind": "date" if place == 1 else "number", "unit": "", "role": "measure"}
        for place, name in enumerate(names, start=1)
    }
    made = {
        "name": f"North: {len(findings)} findings",
        "summary": "{f2} rises, and once it stands out at {F1}.",
        "question": "",
        "source": {
            "slug": "north",
            "name": "North",
            "number": 3,
            "taken_at": "2026-11-24T08:00:00+00:00",
            "rows": 90,
        },
        "period": {"since": "2026-08-26", "until": "2026-11-23", "time": "day"},
        "columns": columns,
        "profile": {},
        "facts": {each["id"]: each for each in facts},
        "findings": list(findings),
        "dropped": [],
        **other,
    }
    return deepcopy(made)
