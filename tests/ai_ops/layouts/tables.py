"""Sources for the tests of layouts: the demo's real data, a small table of sales, and tables of every odd shape."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import polars as pl

from ai_ops.base import SourceData
from ai_ops.drawing import themes
from ai_ops.layouts import data as datas
from ai_ops.layouts.model import LANDSCAPE, Binding, Layout, Placement
from connectors import frames

LOOK = themes.look(None)
DEMO = ("seattle-weather", "us-employment", "sf-temps")
START = date(2026, 3, 1)
CITIES = ("Bergen", "Oslo", "Turku")


def source_of(table, slug="sales", *, name=None):
    """Return a source that holds a table."""
    return SourceData(
        slug=slug,
        name=name or slug.capitalize(),
        number=3,
        taken_at="2026-11-20T08:00:00+00:00",
        rows=table.frame.height,
        fields=table.fields,
        read=lambda: table,
    )


def data_of(*tables):
    """Return the data of one source a table: sales, then source_2, source_3 and so on."""
    slugs = ["sales", *(f"source_{at}" for at in range(2, len(tables) + 1))]
    return datas.of(source_of(table, slug) for table, slug in zip(tables, slugs, strict=True))


@cache
def demo(name):
    """Return one of the package's real data sets as a source."""
    table = frames.read((files("vega_datasets") / "_data" / f"{name}.csv").read_bytes())
    return source_of(table, name.replace("-", "_"), name=name.replace("-", " "))


def newest(source, rows=200):
    """Return a source of the last rows of one."""
    table = source.read()
    return source_of(replace(table, frame=table.frame.tail(rows)), source.slug, name=source.name)


CSV = """day,city,revenue,share,orders,year,is_open,note
2026-03-03,Oslo,€30.00,12%,3,2026,yes,third day of all
2026-03-01,Bergen,€10.00,10%,1,2026,yes,first day of all
2026-03-01,Oslo,€1250.50,20%,20,2026,no,first in the capital
2026-03-02,Bergen,,11%,,2026,yes,nothing came in today
"""


@cache
def sales():
    """Return four rows of sales: out of order, with a gap, of every kind of field."""
    return data_of(frames.read(CSV.encode()))


@cache
def daily(rows=60):
    """Return sales of one row a day."""
    numbers = np.random.default_rng(4).normal(1_000, 80, rows).round(2)
    return frames.from_frame(
        pl.DataFrame(
            {
                "day": [START + timedelta(days=at) for at in range(rows)],
                "city": [CITIES[at % 3] for at in range(rows)],
                "revenue": numbers,
                "orders": np.arange(rows) % 17,
            }
        )
    )


def field(name, value, aggregate="none", form=""):
    return Binding(name, "field", value, aggregate, form)


def formula(name, value, aggregate="none", form=""):
    return Binding(name, "formula", value, aggregate, form)


def literal(name, value):
    return Binding(name, "literal", value)


def place(id_, component, at, *bindings, title=None, rationale=""):
    """Return a placement at (x, y, w, h)."""
    x, y, w, h = at
    title = title if title is not None else f"About {id_}"
    return Placement(id_, component, x, y, w, h, title, rationale, bindings)


def layout(*placements, canvas=LANDSCAPE, title="Sales today", background="background"):
    return Layout(title, background, canvas, placements)


def good():
    """Return a layout of daily sales that has no fault."""
    return layout(
        place("p1", "heading", (0, 0, 32, 2), title="Sales"),
        place("p2", "metric", (0, 2, 8, 4), field("value", "sales.row.revenue", "sum"), title="Total revenue"),
        place("p3", "metric", (8, 2, 8, 4), formula("value", "{sales.row.revenue} / 10", "mean"), title="A tenth"),
        place("p4", "text", (16, 2, 16, 4), literal("text", "Sales of all shops, day by day."), title="What this is"),
        place(
            *("p5", "line_chart", (0, 6, 16, 12)),
            *(field("x", "sales.row.day"), field("y", "sales.row.revenue")),
            title="Revenue over time",
        ),
        place(
            *("p6", "bar_chart", (16, 6, 16, 12)),
            *(field("x", "sales.row.city"), field("y", "sales.row.revenue", "mean")),
            title="Revenue by city",
        ),
    )


def odd_tables():
    """Return tables of odd shapes by their names: no numbers, one row, only text, nothing but gaps, hostile words."""
    rng = np.random.default_rng(7)
    hours = [datetime(2026, 1, 1) + timedelta(hours=at) for at in range(48)]  # noqa: DTZ001 - tables hold no zones
    words = ["<script>alert(1)</script>", "https://evil.example/", "\u202eabc", "=1+1", "a" * 3_000, "🙂" * 40]
    long = " ".join(["Donaudampfschifffahrtsgesellschaft"] * 20)
    frames_of: dict[str, dict[str, Any]] = {
        "one number": {"n": [7]},
        "one row": {"day": [START], "city": ["Oslo"], "revenue": [12.5]},
        "one text": {"note": ["only this"]},
        "only text": {"note": [f"note number {at} of all that came" for at in range(30)]},
        "no numbers": {"city": list(CITIES) * 5, "state": ["open", "shut", "open"] * 5},
        "all missing": {"n": pl.Series([None] * 5, dtype=pl.Float64), "t": pl.Series([None] * 5, dtype=pl.String)},
        "half missing": {"n": [1.0, None, 3.0, None], "t": ["a", None, None, "b"]},
        "constant": {"n": [5] * 20, "t": ["same"] * 20},
        "booleans": {"is_open": [True, False, None, True]},
        "times alone": {"at": hours},
        "repeated times": {"at": hours[:6] * 4, "n": list(range(24))},
        "numbers alone": {f"n{at}": rng.normal(0, 10**at, 40) for at in range(8)},
        "huge numbers": {"n": [1e300, -1e300, 1e-300, 0.0], "m": [2**62, 2**62, -(2**62), 1]},
        "not finite": {"n": [float("nan"), float("inf"), 1.0]},
        "many groups": {"id": [f"order-{at}" for at in range(300)], "n": rng.normal(0, 1, 300)},
        "hostile words": {"t": words, "n": list(range(6))},
        "hostile names": {"<b>bold</b>": [1, 5, 2], "http://x.example": [3, 9, 4], "{{ x }}": ["a", "b", "a"]},
        "long words": {long[:90]: [1.5, 2.5, 3.5], "t": [long, long + "!", long + "?"]},
        "wide": {f"a column of numbers {at}": rng.normal(1e6, 10, 12) for at in range(40)},
        "places": {"longitude": [5.3, 10.7], "latitude": [60.4, 59.9], "city": ["Bergen", "Oslo"]},
        "negative": {
            "day": [START, START + timedelta(days=1), START + timedelta(days=2)],
            "change": [-3.0, -2.0, -9.9],
        },
        "years": {"year": list(range(1990, 2020)), "sold": [at * 7 % 11 for at in range(30)]},
    }
    return {name: frames.from_frame(pl.DataFrame(columns)) for name, columns in frames_of.items()}
