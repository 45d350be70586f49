"""Tables for the tests of analysis: the demo's real data, and one with a fault of each kind in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
import polars as pl

from ai_ops.base import SourceData
from ai_ops.operations.analysis import preparing
from ai_ops.operations.analysis.inputs import AnalysisInput
from connectors import frames

START = datetime(2026, 1, 1)  # noqa: DTZ001 - tables hold no zones
ROWS = 320


@dataclass(frozen=True)
class Case:
    """A table as an operation is given it, with what is known of it."""

    name: str
    table: frames.Table

    @cached_property
    def source(self):
        return source_of(self.table, name=self.name)

    @cached_property
    def prepared(self):
        return preparing.prepare(AnalysisInput(source="data"), self.source)

    def fact(self, kind, *columns, function=""):
        """Return the first fact of a kind about some columns."""
        found = [
            fact
            for fact in self.prepared.facts.values()
            if fact.kind == kind
            and (not columns or set(fact.columns) == set(columns))
            and fact.recipe["function"].endswith(function)
        ]
        assert found, (
            f"{self.name} has no {kind} in {columns}: {sorted({each.kind for each in self.prepared.facts.values()})}"
        )
        return found[0]


def source_of(table, *, name="Data", read=None):
    """Return a source that holds a table."""
    return SourceData(
        slug="data",
        name=name,
        number=3,
        taken_at="2026-11-20T08:00:00+00:00",
        rows=table.frame.height,
        fields=table.fields,
        read=read or (lambda: table),
    )


def vega(name, *, columns=None, rows=None):
    data = files("vega_datasets").joinpath(f"_data/{name}.csv").read_bytes()
    table = frames.read(data, f"{name}.csv")
    frame = table.frame.select(columns or table.frame.columns).head(rows or table.frame.height)
    return frames.Table(frame, tuple(table.field(each) for each in frame.columns))


def shop():
    """Hours of a shop: a spike and a dip in visits, sales that follow them, a stuck sensor, missing values, a gap."""
    draw = np.random.default_rng(5)
    at = np.arange(ROWS)
    visits = 200 + draw.normal(0, 8, ROWS)
    visits[150], visits[230] = 420, 20
    sales = visits * 12 + draw.normal(0, 60, ROWS)
    price = np.where(at < 210, 40.0, 62.0) + draw.normal(0, 1, ROWS)
    queue = 5 + at * 0.05 + draw.normal(0, 1, ROWS)
    stock = 900 - at * 1.5 + draw.normal(0, 25, ROWS)
    sensor = 21 + draw.normal(0, 1, ROWS)
    sensor[100:118] = 21.0
    power = 50 + 20 * np.sin(2 * np.pi * at / 24) + draw.normal(0, 1, ROWS)
    humidity = 60 + draw.normal(0, 3, ROWS)
    humidity[260:268] = np.nan
    door = draw.choice(["north", "south", "east"], ROWS, p=[0.8, 0.1, 0.1])
    wait = 10 + draw.normal(0, 1, ROWS) + np.where(door == "east", 6, 0)
    frame = pl.DataFrame(
        {
            "hour": [START + timedelta(hours=int(each)) for each in at],
            "visits": visits,
            "sales": sales,
            "price": price,
            "queue": queue,
            "stock": stock,
            "sensor": sensor,
            "power": power,
            "humidity": pl.Series(humidity).fill_nan(None),
            "wait": wait,
            "door": door,
            "order": [f"o-{min(each, 300)}" for each in at],
            "note": [f"checked by the {['early', 'late'][each % 2]} shift of the harbour branch team" for each in at],
        }
    )
    return frames.from_frame(frame.filter(~pl.int_range(pl.len()).is_between(30, 35)))


def traffic():
    """Hours of a line: calls that grew in the last quarter, a cycle that widens, and unrest that does."""
    draw = np.random.default_rng(6)
    at = np.arange(ROWS)
    cycle = 20 * np.sin(2 * np.pi * at / 24)
    frame = pl.DataFrame(
        {
            "at": [START + timedelta(hours=int(each)) for each in at],
            "calls": (100 + draw.normal(0, 5, ROWS)) * np.where(at >= ROWS * 3 // 4, 1.4, 1.0),
            "load": 80 + np.where(at < ROWS // 2, cycle, 3 * cycle) + draw.normal(0, 1, ROWS),
            "jitter": 30 + draw.normal(0, 1, ROWS) * np.linspace(1, 6, ROWS),
        }
    )
    return frames.from_frame(frame)


TABLES = {
    "Shop": shop,
    "Traffic": traffic,
    "Seattle weather": lambda: vega("seattle-weather"),
    "US employment": lambda: vega("us-employment", columns=["month", "construction", "retail_trade", "government"]),
    "San Francisco temperature": lambda: vega("sf-temps", rows=2160),
}


@cache
def case(name):
    return Case(name, TABLES[name]())
