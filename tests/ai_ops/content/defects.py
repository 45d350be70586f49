"""Good drafts with one fault each, at least five in every class."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from tests.ai_ops.content import goods
from tests.ai_ops.content.goods import bound, formula, literal

Document = dict[str, Any]
Change = Callable[[Document], None]


@dataclass(frozen=True)
class Defect:
    """One fault in a good draft: `change` puts it in. `fault` is what may not be in what is accepted."""

    good: str
    change: Change
    fault: str = ""
    inputs: dict[str, Any] = field(default_factory=dict)


def placement(id_="p1", **values):
    """Return a change of a placement."""

    def change(document):
        next(each for each in document["placements"] if each["id"] == id_).update(values)

    return change


def binding(at=0, **values):
    """Return a change of a binding."""
    return lambda document: document["bindings"][at].update(values)


def with_binding(*added):
    """Return a change that adds bindings."""
    return lambda document: document["bindings"].extend(added)


def without(id_, *names):
    """Return a change that takes bindings of a placement away, all of them without names."""

    def change(document):
        document["bindings"] = [
            each for each in document["bindings"] if each["placement"] != id_ or (names and each["input"] not in names)
        ]

    return change


def anew(id_, component, *bindings, **values):
    """Return a change that makes another component of a placement, with other bindings."""

    def change(document):
        placement(id_, component=component, **values)(document)
        without(id_)(document)
        document["bindings"] += [{**each, "placement": id_} for each in bindings]

    return change


def copied(count, **values):
    """Return a change that adds copies of the last placement."""

    def change(document):
        last = document["placements"][-1]
        own = [each for each in document["bindings"] if each["placement"] == last["id"]]
        for at in range(count):
            id_ = f"p{len(document['placements']) + 1}"
            title = ("here", "there", "above", "below", "beside")[at % 5] + " again" * (at // 5)
            document["placements"].append(deepcopy(last) | {"id": id_, "title": f"Copy {title}"} | values)
            document["bindings"] += [{**each, "placement": id_} for each in own]

    return change


def only(*placements):
    """Return a change that keeps some placements."""

    def change(document):
        document["placements"] = [each for each in document["placements"] if each["id"] in placements]
        document["bindings"] = [each for each in document["bindings"] if each["placement"] in placements]

    return change


def no_fields(document):
    """Make a clock of every placement."""
    for each in document["placements"]:
        each["component"] = "clock"
    document["bindings"] = []


def title(text):
    return lambda document: document.update(title=text)


LONG = "Everything that anybody could ever want to know about this and all that goes with it, and more of it"
LINKS = (
    "https://example.com/x", "See www.example.com", "desk@example.com", "example.com", "javascript:alert", "file://x",
    "evil[.]example", "mailto:a", "//example.com/x", "data:text/html",
)  # fmt: skip
MARKUPS = (
    "<b>Takings</b>", "**Takings**", "[Takings](x)", "`Takings`", "# Takings", "<script>x</script>", "{{ takings }}",
    "&lt;b&gt;", "Takings | visitors", "~Takings~", "{f2}", "${f2}",
)  # fmt: skip
UNKNOWN = ("{f99} + 1", "{takings}", "{shop.row.takings}")
FIELDS = ("f99", "f0", "F4", "branch", "shop.row.branch", "{f4}", "")
FORMULAS = (
    "{f2", "{f2} +", "{f2} {f3}", "SUM({f2})", "eval({f2})", "{f2}; {f3}", "round({f2}, 1, 2)", "{f2} + {f4}",
    "__import__('os').system('ls')", "", " ",
)  # fmt: skip
REASONS = ("Takings doubled in May.", "It rose by 12 %.", "See https://example.com/x", "<b>Look</b>", "Use {f2}")
ZONES = ("Mars/Base", "here", "Europe/Paris<", "../etc", "utc+1x")
PATTERNS = ("say it", "%H:%M", "{HH}", "now!", "HH:mm\u202e")
KINDS = ("iframe", "script", "hologram", "Text", "")
LOST = ("p9", "p5", "p16", "p99", "p10")
HIDDEN = (
    "Tak\u200bings\u202e now",
    "\u2066Takings",
    "Takings \U000e0041",
    "T\u0301\u0301\u0301\u0301akings",
    "\ue000 x",
)
COUNTED = ("Takings of 42 days", "Top 10 branches", "Twelve branches", "12 % more", "٤٢ visitors", "Takings in 1999")
CLAIMS = (
    "Takings doubled", "Takings fell", "Visitors are falling", "Half of all takings", "A tripled share",
    "More visitors: they rose",
)  # fmt: skip
DEFECTS: dict[str, list[Defect]] = {
    "overlap": [
        Defect("formulas", placement("p2", x=0)),
        Defect("formulas", placement("p4", x=15, y=8)),
        Defect("choices", placement("p3", y=0, h=18)),
        Defect("settings", placement("p2", x=1, y=1)),
        Defect("dates and counts", placement("p5", x=0, y=0, w=32, h=18)),
        Defect("dates and counts", placement("p1", w=12)),
    ],
    "off grid": [
        Defect("formulas", placement("p2", x=20)),
        Defect("formulas", placement("p1", x=-4)),
        Defect("choices", placement("p3", y=17)),
        Defect("settings", placement("p4", x=900, y=-900)),
        Defect("dates and counts", placement("p5", w=400)),
        Defect("only words beside data", placement("p3", h=1000)),
    ],
    "too small": [
        Defect("formulas", placement("p2", w=2)),
        Defect("formulas", placement("p3", h=1)),
        Defect("choices", placement("p3", w=0, h=0)),
        Defect("settings", placement("p4", w=-6, h=-7)),
        Defect("dates and counts", placement("p4", w=3, h=3)),
    ],
    "too wide for its kind": [
        Defect("formulas", placement("p3", x=0, y=9, w=32, h=4)),
        Defect("dates and counts", placement("p5", x=20, y=6, w=12, h=2)),
        Defect("dates and counts", placement("p5", x=20, y=14, w=12, h=1)),
        Defect("only words beside data", placement("p3", w=16, h=1)),
        Defect("settings", placement("p2", x=16, y=0, w=4, h=18)),
    ],
    "unknown field": [Defect("choices", binding(2, value=value), value) for value in FIELDS]
    + [Defect("formulas", binding(0, value=value), value) for value in UNKNOWN],
    "wrong type": [
        Defect("settings", binding(2, value="f4")),
        Defect("settings", binding(2, value="f1", aggregate="max")),
        Defect("choices", binding(3, value="f5")),
        Defect("formulas", binding(0, value='concat({f4}, "!")', format="")),
        Defect("dates and counts", binding(7, aggregate="none")),
        Defect("choices", binding(3, value="f1", aggregate="max")),
        Defect("settings", binding(5, value="many")),
    ],
    "unknown input": [
        Defect("formulas", binding(0, input="colour"), "colour"),
        Defect("choices", binding(3, input="longitude"), "longitude"),
        Defect("settings", with_binding(bound("p4", "danger", "f2", "last")), "danger"),
        Defect("dates and counts", binding(0, input="Value"), "Value"),
        Defect("only words beside data", binding(0, input="onload"), "onload"),
    ],
    "missing input": [
        Defect("formulas", without("p1", "value")),
        Defect("formulas", without("p2", "x")),
        Defect("choices", without("p3")),
        Defect("settings", without("p3", "value")),
        Defect("dates and counts", without("p5", "label")),
    ],
    "input bound twice": [
        Defect("formulas", with_binding(bound("p1", "value", "f2", "last"))),
        Defect("choices", with_binding(bound("p3", "x", "f5"))),
        Defect("settings", with_binding(literal("p3", "target", "300"))),
        Defect("dates and counts", with_binding(bound("p5", "value", "f4", "count"))),
        Defect("only words beside data", with_binding(*[bound("p3", "y", "f3", "max")] * 4)),
    ],
    "bad formula": [Defect("formulas", binding(0, value=value), value) for value in FORMULAS],
    "formula without a field": [
        Defect("formulas", binding(0, value=value), value) for value in ("42", "1 + 1", '"free"', "round(3.7)", "true")
    ],
    "empty binding": [
        Defect("formulas", binding(0, value="if(1 = 2, {f2})")),
        Defect("formulas", binding(0, value="{f2} / 0")),
        Defect("choices", binding(0, value="left({f4}, 0)")),
        Defect("settings", binding(0, value="")),
        Defect("only words beside data", binding(0, value=" \u200b ")),
        Defect("settings", anew("p1", "text", formula("p1", "text", 'lookup({f4}, "nowhere", "x")'))),
    ],
    "too long text": [
        Defect("formulas", placement("p1", title="Takings " * 12)),
        Defect("choices", anew("p1", "metric", bound("p1", "value", "f2", "last"), w=4, h=2, title=LONG[:50])),
        Defect("settings", anew("p2", "text", literal("p2", "text", "words and " * 22))),
        Defect("only words beside data", binding(0, value="words and more " * 40)),
        Defect("dates and counts", placement("p1", rationale="Because of this and that. " * 20)),
        Defect("dates and counts", anew("p2", "heading", literal("p2", "text", LONG), w=4, h=1)),
    ],
    "twin titles": [
        Defect("formulas", placement("p2", title="Takings for each guest")),
        Defect("formulas", placement("p4", title="share of the GOAL")),
        Defect("choices", placement("p2", title="State.")),
        Defect("settings", placement("p4", title=" In  New York")),
        Defect("dates and counts", placement("p5", title="Branches!")),
    ],
    "twin ids": [
        Defect("formulas", placement("p2", id="p1")),
        Defect("formulas", placement("p4", id="p3")),
        Defect("choices", placement("p3", id="p2")),
        Defect("settings", placement("p4", id="p1")),
        Defect("dates and counts", placement("p5", id="p4")),
    ],
    "binding of no placement": [
        Defect("formulas", with_binding(bound(id_, "value", "f2", "last")), id_) for id_ in LOST
    ],
    "link": [Defect("formulas", placement("p2", title=text), text) for text in LINKS]
    + [Defect("formulas", binding(1, value=text), text) for text in LINKS]
    + [Defect("formulas", title(text), text) for text in LINKS[:3]]
    + [Defect("formulas", binding(5, value=f'concat("{text}", {{f4}})'), text) for text in LINKS[:5]]
    + [Defect("formulas", binding(5, value='concat("ht", "tps", "://", {f4})'), "tps")],
    "markup": [Defect("choices", placement("p3", title=text), text) for text in MARKUPS]
    + [Defect("only words beside data", binding(0, value=text), text) for text in MARKUPS]
    + [Defect("choices", title(text), text) for text in MARKUPS[:3]],
    "hidden": [Defect("settings", placement("p1", title=text), text) for text in HIDDEN]
    + [Defect("only words beside data", binding(0, value=text), text) for text in HIDDEN],
    "number in a title": [Defect("choices", placement("p3", title=text), text) for text in COUNTED]
    + [Defect("formulas", binding(1, value=text), text) for text in COUNTED]
    + [Defect("formulas", binding(5, value=f'concat("{text}", {{f4}})'), text) for text in COUNTED]
    + [Defect("settings", binding(3, value="4711"), "4711")],
    "claim in a title": [Defect("choices", placement("p3", title=text), text) for text in CLAIMS],
    "rationale": [
        Defect("formulas", placement("p1", rationale=text), text)
        for text in (
            "Takings doubled in May.",
            "It rose by 12 %.",
            "See https://example.com/x",
            "<b>Look</b>",
            "Use {f2}",
        )
    ],
    "setting": [Defect("settings", binding(0, value=value), value) for value in ZONES]
    + [Defect("settings", binding(1, value=value), value) for value in PATTERNS]
    + [Defect("settings", binding(4, value=value), value) for value in ("UP", "sideways", "", "up down", "1")],
    "what a person chooses": [
        Defect("settings", anew("p1", "image", literal("p1", "picture", value)), value)
        for value in ("https://example.com/x.png", "x.png", "data:image/png;base64,x", "6f2b6f0a", "logo")
    ],
    "unknown component": [Defect("formulas", placement("p4", component=name), name) for name in KINDS],
    "component that may not be used": [
        Defect("formulas", placement("p4"), inputs={"components": ["metric", "line_chart", "gauge"]}),
        Defect("choices", placement("p3"), inputs={"components": ["text"]}),
        Defect("settings", placement("p1"), inputs={"components": ["metric", "progress", "list"]}),
        Defect("dates and counts", placement("p5"), inputs={"components": ["metric", "text", "table"]}),
        Defect("only words beside data", placement("p2"), inputs={"components": ["heading", "line_chart"]}),
    ],
    "no data": [
        Defect("only words beside data", only("p1", "p2")),
        Defect("only words beside data", only("p1")),
        Defect("settings", only("p1")),
        Defect("settings", no_fields),
        Defect("formulas", only()),
    ],
    "low coverage": [
        Defect("formulas", only("p1")),
        Defect("choices", only("p2")),
        Defect("settings", only("p4")),
        Defect("dates and counts", only("p1", "p2")),
        Defect("only words beside data", only("p1", "p3"), inputs={"canvas": "own", "columns": 64, "rows": 40}),
    ],
    "too many placements": [
        Defect("formulas", copied(5)),
        Defect("choices", copied(12)),
        Defect("settings", copied(16)),
        Defect("dates and counts", copied(4)),
        Defect("formulas", copied(1), inputs={"max_components": 3}),
        Defect("formulas", copied(40)),
    ],
    "bad format": [
        Defect("formulas", binding(0, format=form), form) for form in ("Say it", "d MMM", "#.##.0", "<b>", "%s")
    ],
    "not the document": [
        Defect("formulas", lambda document: document.pop("bindings")),
        Defect("formulas", lambda document: document.update(script="x")),
        Defect("formulas", placement("p1", x="0")),
        Defect("formulas", placement("p1", x=1.5)),
        Defect("formulas", binding(0, source="url")),
        Defect("formulas", binding(0, aggregate="median")),
        Defect("formulas", lambda document: document.update(background="url(x)")),
        Defect("formulas", lambda document: document.update(title="")),
    ],
}


def inputs_of(defect):
    return {"brief": goods.HAND_BRIEF, "max_components": 8} | defect.inputs
