"""Sources for the tests of layouts: the demo's real data, and a few made ones."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ai_ops.base import SourceData
from ai_ops.operations.content import preparing
from connectors import frames
from tests.poison.making import csv_of

VEGA = {
    "Seattle weather": "seattle-weather.csv",
    "US employment": "us-employment.csv",
    "San Francisco temperature": "sf-temps.csv",
    "Airports": "airports.csv",
    "Stocks": "stocks.csv",
    "Population": "population.json",
    "Cars": "cars.json",
}
PLACES = b"place,kind,note\nquay,shop,open all day\nmarket,shop,open till noon\nstation,kiosk,closed on Sundays\n"
ONE_ROW = b"day,guests,share,is_open\n2026-05-01,412,37.5%,yes\n"


@dataclass(frozen=True)
class Case:
    """A source by its name, as an operation is given it."""

    name: str
    slug: str
    table: frames.Table

    @property
    def source(self):
        return source_of(self.table, name=self.name, slug=self.slug)


def source_of(table, *, name="Data", slug="data", read=None):
    """Return a source that holds a table."""
    return SourceData(
        slug=slug,
        name=name,
        number=3,
        taken_at="2026-11-20T08:00:00+00:00",
        rows=table.frame.height,
        fields=table.fields,
        read=read or (lambda: table),
    )


@cache
def case(name):
    """Return a source by its name."""
    made = {"Shop": csv_of(), "Places": PLACES, "One day": ONE_ROW}
    data = made.get(name) or files("vega_datasets").joinpath(f"_data/{VEGA[name]}").read_bytes()
    return Case(name, name.casefold().replace(" ", "_"), frames.read(data, VEGA.get(name, "x.csv")))


def sources(*names):
    """Return sources by their names."""
    return [case(name).source for name in names]


@cache
def prepared(*names):
    """Return sources as they were prepared, once."""
    return preparing.prepare(sources(*names))
