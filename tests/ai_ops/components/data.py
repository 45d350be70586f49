"""What components are drawn with: usual, least and extreme data for each."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ai_ops.components.base import Content, Resolved, Shape, Value
from ai_ops.components.registry import get
from connectors.kinds.base import Kind

HOSTILE = (
    "<script>alert(1)</script>",
    "]]>&amp;",
    '" onload="x',
    "a\x00\x1b[31mb",
    "\u202eabc\u2066",
    "=1+1",
    "\ud800",
)
LONG = "A very long name that goes on and on and on, longer than any card is wide, " * 3
EMOJI, ARABIC, HEBREW, CHINESE = "👩‍👩‍👧‍👦🎉🏳️‍🌈 party", "مبيعات الربع الأول", "מכירות", "第一季度销售额与成本比较"
FIRST = date(2026, 1, 5)


def numbers(values: Iterable[float | None], label: str = "Revenue", *, unit: str = "") -> Resolved:
    found = tuple(values)
    texts = tuple("" if value is None else f"{value:,.2f} {unit}".strip() for value in found)
    return Resolved(found, texts, Kind.NUMBER, label, unit)


def words(values: Iterable[str], label: str = "Product") -> Resolved:
    found = tuple(values)
    return Resolved(found, found, Kind.CATEGORY, label)


def days(count: int, label: str = "Day") -> Resolved:
    found = tuple(FIRST + timedelta(days=at) for at in range(count))
    return Resolved(found, tuple(f"{each:%d %b %Y}" for each in found), Kind.DATE, label)


def wave(count: int) -> list[float]:
    return [50 + 40 * math.sin(at / 7) + at % 5 for at in range(count)]


NOW = Resolved((datetime(2026, 11, 24, 13, 5, tzinfo=UTC).astimezone(ZoneInfo("Europe/Vienna")),), ("",), Kind.TIME)
PLACES = {"Vienna": (16.37, 48.21), "Graz": (15.44, 47.07), "Linz": (14.29, 48.31), "Sydney": (151.2, -33.87)}
GOODS = ["Bread", "Cakes", "Coffee", "Tea", "Sandwiches", "Juice", "Salads", "Soup", "Gifts"]
SALES = [48210.5, 39144, 30210, 12950, 11020, 7400, 6520, 3010, 990]

USUAL: Mapping[str, Content] = {
    "bar_chart": Content("Revenue by product", {"x": [words(GOODS)], "y": [numbers(SALES)]}),
    "clock": Content("Vienna", {"now": [NOW]}),
    "gauge": Content(
        "Oven",
        {
            "value": [numbers([212], unit="°C")],
            "high": [numbers([300])],
            "target": [numbers([200])],
            "warning": [numbers([220])],
            "danger": [numbers([260])],
        },
    ),
    "heading": Content("Bakery at a glance", {"subtitle": [words(["Sales and ovens"])]}),
    "image": Content("Shop front", {"alt": [words(["The shop in the morning"])]}),
    "line_chart": Content(
        "Revenue and costs",
        {"x": [days(120)], "y": [numbers(wave(120)), numbers([30 + at / 9 for at in range(120)], "Costs")]},
    ),
    "list": Content("Best sellers", {"label": [words(GOODS)], "value": [numbers(SALES)]}),
    "map_points": Content(
        "Shops",
        {
            "longitude": [numbers([x for x, _y in PLACES.values()])],
            "latitude": [numbers([y for _x, y in PLACES.values()])],
            "label": [words(PLACES)],
            "value": [numbers([190, 29, 20, 3])],
        },
    ),
    "metric": Content(
        "Revenue", {"value": [numbers([48210])], "previous": [numbers([45100])], "trend": [numbers(wave(40))]}
    ),
    "pie": Content("Shares", {"label": [words(GOODS)], "value": [numbers(SALES)]}),
    "progress": Content("Goal", {"value": [numbers([48210])], "target": [numbers([60000])]}),
    "qr_code": Content("Order online", {"text": [words(["https://bakery.example/order"])]}),
    "table": Content("Orders", {"column": [days(40), words(GOODS * 4), numbers(wave(40), "Amount")]}),
    "text": Content("Note", {"text": [words(["Deliveries leave at six."])]}),
    "ticker": Content("Now", {"item": [words(f"{each} sold out" for each in GOODS)]}),
}
"""Each component with data as a person would bind it."""

type Fill = Callable[[Kind], Sequence[Value]]


def filled(slug: str, of_kind: Fill, *, title: str = "", label: str = "Column") -> Content:
    """Return content whose every input is bound to what `of_kind` gives: texts where it takes them, else numbers.

    Where an input takes several bindings and texts, the last is of numbers.
    """
    bound = {}
    for each in get(slug).inputs:
        kinds = [kind for kind in (Kind.TEXT, Kind.NUMBER, Kind.TIME) if kind in each.kinds]
        chosen = [kinds[0]] if each.most == 1 else [kinds[0], kinds[0], kinds[min(1, len(kinds) - 1)]]
        bound[each.name] = [resolved(of_kind(kind), kind, label, shape=each.shape) for kind in chosen]
    return Content(title, bound)


def resolved(values: Sequence[Value], kind: Kind, label: str, *, shape: Shape) -> Resolved:
    values = tuple(values) if shape is Shape.COLUMN else tuple(values[-1:])
    return Resolved(values, tuple("" if value is None else str(value) for value in values), kind, label)


def some(count: int) -> Fill:
    """Return so many values that are usual for a kind."""

    def of_kind(kind: Kind) -> Sequence[Value]:
        found: dict[Kind, Sequence[Value]] = {
            Kind.NUMBER: [float(each) for each in wave(count)],
            Kind.TEXT: [f"Row {at}" for at in range(count)],
            Kind.TIME: [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=at) for at in range(count)],
        }
        return found[kind]

    return of_kind


def every(number: Sequence[float | None], text: Sequence[str | None]) -> Fill:
    """Return these numbers, and these texts, for each kind."""
    moments = [datetime(2026, 1, 1, tzinfo=UTC)] * len(text)
    return lambda kind: {Kind.NUMBER: number, Kind.TEXT: text, Kind.TIME: moments}[kind]


EXTREMES: Mapping[str, Fill] = {
    "no rows": some(0),
    "one row": some(1),
    "two rows": some(2),
    "five thousand rows": some(5000),
    "only nulls": every([None] * 5, [None] * 5),
    "only blanks": every([None] * 3, ["", " ", "\u200b"]),
    "nulls between": every([None, 3, None, 8, None, 2, None], ["a", None, "", "b", None, "c", "d"]),
    "below zero": every([-5, -80, -3.5, -40], ["a", "b", "c", "d"]),
    "on both sides of zero": every([-50, 80, 0, -3, 12], ["a", "b", "c", "d", "e"]),
    "all zero": every([0, 0, 0], ["a", "b", "c"]),
    "all equal": every([7, 7, 7, 7], ["same", "same", "same", "same"]),
    "huge": every([1e300, -1e300, 1.5e308], ["a", "b", "c"]),
    "tiny": every([1e-300, 2e-12, 0], ["a", "b", "c"]),
    "not finite": every([float("nan"), float("inf"), 1.0], ["a", "b", "c"]),
    "on the earth": every([16.4, 48.2, -33.9, 80, -85], ["Vienna", "Linz", "Graz", "x", "y"]),
    "long names": every([1, 22, 333, 4444.5], [LONG, LONG[5:], "x" * 500, "y"]),
    "hostile": every(list(range(7)), HOSTILE),
    "other scripts": every([1, 2, 3, 4], [EMOJI, ARABIC, HEBREW, CHINESE]),
}
