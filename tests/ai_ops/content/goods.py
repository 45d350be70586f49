"""Good drafts: those of the sandbox for many sources and canvases, and some by hand with all that a draft may do."""

from copy import deepcopy
from typing import Any

from tests.ai_ops.content.asking import ask, task_of

SMALL = {"canvas": "own", "columns": 16, "rows": 12, "max_components": 4}
WIDE = {"canvas": "own", "columns": 64, "rows": 20, "max_components": 14}
CANVASES: tuple[dict[str, Any], ...] = ({}, {"canvas": "portrait"}, SMALL)
SOURCES = (
    ("Seattle weather",),
    ("US employment",),
    ("San Francisco temperature",),
    ("Airports",),
    ("Stocks",),
    ("Cars",),
    ("Shop",),
    ("Places",),
    ("One day",),
    ("Shop", "Places"),
    ("US employment", "Seattle weather", "Shop"),
)
ANSWERED: list[tuple[tuple[str, ...], dict[str, Any]]] = [(names, inputs) for names in SOURCES for inputs in CANVASES]
ANSWERED += [
    (("Seattle weather", "US employment", "San Francisco temperature", "Shop", "Places"), WIDE),
    (("Shop",), {"max_components": 1}),
    (("Shop",), {"max_components": 2, "canvas": "portrait"}),
    (("Seattle weather",), {"components": ["metric", "gauge", "clock"], "brief": "The rain, with a clock"}),
    (("Shop",), {"components": ["text"]}),
    (("Places",), {"components": ["heading", "ticker"]}),
    (("Shop",), {"brief": "A welcome note, our logo and a clock beside the takings", "max_components": 12}),
]


def placed(id_, component, place, title="", rationale="It belongs here."):
    """Return a placement; `place` is x, y, w, h."""
    return {"id": id_, "component": component, "title": title, "rationale": rationale} | dict(
        zip(("x", "y", "w", "h"), place, strict=True)
    )


def bound(placement, name, value, aggregate="none", *, source="field", form=""):
    """Return a binding."""
    filled = {"source": source, "value": value, "aggregate": aggregate, "format": form}
    return {"placement": placement, "input": name, **filled}


def formula(placement, name, value, aggregate="none", *, form=""):
    return bound(placement, name, value, aggregate, source="formula", form=form)


def literal(placement, name, value):
    return bound(placement, name, value, source="literal")


def document(title, placements, bindings, background="background"):
    return {"title": title, "background": background, "placements": placements, "bindings": bindings}


# The shop's fields: f1 day, f2 takings, f3 visitors, f4 branch, f5 remark.
BY_HAND = {
    "formulas": document(
        "Takings for each guest",
        [
            placed("p1", "metric", (0, 0, 16, 9), "Takings for each guest"),
            placed("p2", "line_chart", (16, 0, 16, 9), "For each guest, over time"),
            placed("p3", "gauge", (0, 9, 16, 9), "Share of the goal"),
            placed("p4", "text", (16, 9, 16, 9), "In words"),
        ],
        [
            formula("p1", "value", "round({f2} / {f3}, 2)", form="EUR"),
            literal("p1", "caption", "in all branches"),
            bound("p2", "x", "f1"),
            formula("p2", "y", "{f2} / {f3}"),
            formula("p3", "value", "clamp({f2} / 100 * 100, 0, 100)"),
            formula("p4", "text", 'concat("The newest takings come from the ", {f4}, ".")'),
        ],
    ),
    "choices": document(
        "How the shop does",
        [
            placed("p1", "text", (0, 0, 16, 9), "State"),
            placed("p2", "text", (16, 0, 16, 9), "Where"),
            placed("p3", "bar_chart", (0, 9, 32, 9), "VIP and other visitors, IN VIEW"),
        ],
        [
            formula("p1", "text", 'if({f3} > 50, "A busy day", "A quiet day")'),
            formula("p2", "text", 'lookup({f4}, "quay", "By the water", "market", "In the middle", "Elsewhere")'),
            bound("p3", "x", "f4"),
            bound("p3", "y", "f3", "sum"),
        ],
    ),
    "settings": document(
        "Now and here",
        [
            placed("p1", "clock", (0, 0, 16, 6), "In New York"),
            placed("p2", "metric", (16, 0, 16, 6), "Visitors against 300"),
            placed("p3", "progress", (0, 6, 32, 5), "On the way to 5,000"),
            placed("p4", "list", (0, 11, 32, 7), "Latest remarks"),
        ],
        [
            literal("p1", "zone", "America/New_York"),
            literal("p1", "format", "HH:mm"),
            bound("p2", "value", "f3", "last"),
            literal("p2", "previous", "300"),
            literal("p2", "good", "up"),
            bound("p3", "value", "f3", "sum"),
            literal("p3", "target", "5000"),
            bound("p4", "label", "f5"),
        ],
    ),
    "dates and counts": document(
        "What we know",
        [
            placed("p1", "metric", (0, 0, 10, 6), "Days on record"),
            placed("p2", "metric", (10, 0, 11, 6), "Branches"),
            placed("p3", "text", (21, 0, 11, 6), "Last day"),
            placed("p4", "table", (0, 6, 20, 12), "Day by day", ""),
            placed("p5", "pie", (20, 6, 12, 12), "Days by branch"),
        ],
        [
            bound("p1", "value", "f1", "count"),
            bound("p2", "value", "f4", "distinct"),
            bound("p3", "text", "f1", "max", form="d MMMM yyyy"),
            *(bound("p4", "column", each) for each in ("f1", "f4", "f2")),
            bound("p5", "label", "f4"),
            bound("p5", "value", "f4", "count"),
        ],
        "primary",
    ),
    "only words beside data": document(
        "Growth & rain: what’s on",
        [
            placed("p1", "heading", (0, 0, 32, 2), "Growth & rain: what’s on"),
            placed("p2", "text", (0, 2, 16, 16), "Note (for all)", ""),
            placed("p3", "line_chart", (16, 2, 16, 16), "Highest and lowest…", ""),
        ],
        [
            literal("p2", "text", "Come in! Rain or shine – we’re open every day; ask at the desk."),
            bound("p3", "x", "f1"),
            bound("p3", "y", "f2", "max"),
        ],
        "surface",
    ),
}
HAND_BRIEF = "For 300 visitors a day and 5,000 in a month: the growth of the shop, and when it rains"


def made(name):
    """Return a good draft by hand with its task and sources."""
    return deepcopy(BY_HAND[name]), task_of("Shop", brief=HAND_BRIEF, max_components=8), ("Shop",)


def answered(names, inputs):
    """Return a good draft of the sandbox with its task and sources."""
    task = task_of(*names, **inputs)
    return ask(task, names), task, names
