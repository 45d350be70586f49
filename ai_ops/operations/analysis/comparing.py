"""Two analyses of one source: which findings are new, which are gone, and which say the same as before."""

from collections.abc import Iterator
from datetime import datetime

from ai_ops.base import Json

type Span = tuple[datetime, datetime]


def compare(former: Json, result: Json) -> Json:
    """Return how a result differs from a former one.

    `new` and `same` are places in the result's findings, `gone` are findings of the former one.
    `severities` tells of the same ones whose severity is another now: {"finding", "was"}. With
    `is_same_data` both read the same snapshot over the same period, so that what differs lies in
    the telling. Findings are the same by kind, names of columns and overlapping times: one whose
    end moved with new data stays the same.
    """
    pairs = _pairs(former, result)
    before, now = former["findings"], result["findings"]
    return {
        "new": [place for place in range(len(now)) if place not in pairs],
        "same": sorted(pairs),
        "gone": [each for place, each in enumerate(before) if place not in pairs.values()],
        "severities": [
            {"finding": place, "was": before[pairs[place]]["severity"]}
            for place in sorted(pairs)
            if before[pairs[place]]["severity"] != now[place]["severity"]
        ],
        "is_same_data": _data_of(former) == _data_of(result),
        "former": {"number": former["source"]["number"], "taken_at": former["source"]["taken_at"]},
    }


def _pairs(former: Json, result: Json) -> dict[int, int]:
    """Return place → place of a former finding, each at most once, the likest first."""
    ranked = sorted(_alike(former, result), key=lambda each: (-each[0], each[1:]))
    found: dict[int, int] = {}
    for _likeness, place, before in ranked:
        if place not in found and before not in found.values():
            found[place] = before
    return found


def _alike(former: Json, result: Json) -> Iterator[tuple[float, int, int]]:
    for place, one in enumerate(result["findings"]):
        for before, other in enumerate(former["findings"]):
            likeness = _likeness(one, other, result, former) if one["kind"] == other["kind"] else 0.0
            if likeness:
                yield likeness, place, before


def _likeness(one: Json, other: Json, result: Json, former: Json) -> float:
    """Return how alike two findings of one kind are: 0 for not the same, up to 2."""
    mine, theirs = _columns(one, result), _columns(other, former)
    if not (mine <= theirs or theirs <= mine):
        return 0.0
    times = _overlap(_span(one, result), _span(other, former))
    return times + len(mine & theirs) / len(mine | theirs) if times and mine | theirs else times


def _columns(finding: Json, result: Json) -> frozenset[str]:
    return frozenset(result["columns"][alias]["name"] for alias in finding["columns"])


def _span(finding: Json, result: Json) -> Span | None:
    """Return the times of the evidence that says when most exactly; None where none has a time."""
    facts = [result["facts"][fact] for fact in finding["evidence"]]
    spans = [
        (datetime.fromisoformat(fact["since"]), datetime.fromisoformat(fact["until"]))
        for fact in facts
        if fact["since"] and fact["until"]
    ]
    return min(spans, key=lambda span: span[1] - span[0], default=None)


def _overlap(one: Span | None, other: Span | None) -> float:
    """Return the share of their times that two spans have in common; 1 where neither, or one alone, has a time."""
    if one is None or other is None:
        return 1.0
    common = min(one[1], other[1]) - max(one[0], other[0])
    whole = max(one[1], other[1]) - min(one[0], other[0])
    if common.total_seconds() < 0:
        return 0.0
    return max(common / whole, 0.01) if whole else 1.0  # that they touch at one moment counts too


def _data_of(result: Json) -> tuple[object, ...]:
    source, period = result["source"], result["period"]
    return source["slug"], source["number"], period["since"], period["until"]
