"""Requests for an analysis as a product would make them: its schema, and a data block of facts."""

import json
from typing import Any

from sandbox import answers

KINDS = (
    "anomaly", "level_shift", "trend", "seasonality", "correlation", "comparison", "distribution", "data_quality",
)  # fmt: skip
SEVERITIES = ("info", "notice", "warning", "critical")
COLUMNS = ({"f1": "day"}, {"f2": "takings"}, {"f3": "visitors"}, {"f4": "branch"})
FACTS: tuple[dict[str, Any], ...] = (
    {"kind": "level_shift", "columns": ["f2"], "value": -40.0, "more": {"before": 100.0, "after": 60.0}},
    {"kind": "level_shift", "columns": ["f3"], "value": -9.0, "more": {"before": 30.0, "after": 21.0}},
    {"kind": "spike", "columns": ["f3"], "value": 90.0, "more": {"usual": 30.0, "change": 60.0}},
    {"kind": "dip", "columns": ["f2"], "value": 4.0, "more": {"usual": 60.0, "change": -56.0}},
    {"kind": "trend", "columns": ["f3"], "value": 12.0, "more": {"a_row": 0.1, "explained": 0.8}},
    {"kind": "seasonality", "columns": ["f3"], "value": 7.0, "more": {"strength": 0.9}},
    {"kind": "changed_seasonality", "columns": ["f3"], "value": 2.5, "more": {"alike": 0.3}},
    {"kind": "drift", "columns": ["f2"], "value": 3.0, "more": {"before": 1.0, "after": 3.0}},
    {"kind": "gap", "columns": ["f1"], "value": 2.0, "more": {"seconds": 259_200.0}},
    {"kind": "flatline", "columns": ["f2"], "value": 6.0, "more": {"level": 60.0}},
    {"kind": "missing_burst", "columns": ["f2"], "value": 5.0, "more": {"in_all": 6.0}},
    {"kind": "duplicate_keys", "columns": ["f1"], "value": 2.0, "more": {"repeated": 1.0}, "since": "", "until": ""},
    {"kind": "dominant_category", "columns": ["f4"], "value": 80.0, "more": {"rows": 80.0, "different": 3.0}},
    {"kind": "period_change", "columns": ["f2"], "value": 12.0, "more": {"last": 56.0, "before": 50.0}},
    {"kind": "correlation", "columns": ["f2", "f3"], "value": -0.7, "more": {"n": 100.0, "p": 0.001}},
    {"kind": "group_difference", "columns": ["f2"], "value": 31.0, "more": {"here": 80.0, "elsewhere": 61.0}},
    {"kind": "statistic", "columns": ["f2"], "value": 77.0, "more": {"median": 70.0, "spread": 20.0}},
)


def an_object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def schema() -> dict[str, Any]:
    text, names = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    finding = {
        "title": {"type": "string", "description": "At most 90 characters."},
        "kind": {"type": "string", "enum": list(KINDS)},
        "explanation": {"type": "string", "description": "At most 600 characters."},
        "evidence": names,
        "columns": names,
        "severity": {"type": "string", "enum": list(SEVERITIES)},
        "suggestion": text,
        "hypothesis": text,
    }
    return an_object({"summary": text, "findings": {"type": "array", "items": an_object(finding)}})


def numbered(*facts: dict[str, Any]) -> list[dict[str, Any]]:
    times = {"since": "2026-05-01", "until": "2026-05-03", "unit": "", "label": ""}
    return [{"id": f"F{number}", **times, **fact} for number, fact in enumerate(facts, start=1)]


def block(*facts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    columns = [{"id": alias, "name": name, "samples": []} for each in COLUMNS for alias, name in each.items()]
    told = {"question": "", "max_findings": 5, "rows": 100, "columns": columns}
    return told | {"facts": numbered(*facts)} | changes


def ask(data: dict[str, Any], fault: str = "", after: str = "") -> dict[str, Any]:
    prompt = f"Analyse this.\n\n<data>\n{json.dumps(data, ensure_ascii=False)}\n</data>{after}"
    found = json.loads(answers.answer(schema(), [("user", prompt)], fault=fault))
    assert isinstance(found, dict)
    return found


REPAIR = "\n\nYour last answer was refused.\n\nWhat is wrong with it:\n- Finding 1: it is not confirmed."
