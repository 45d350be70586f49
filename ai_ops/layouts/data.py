"""The current data of a layout's sources, by the addresses of their fields."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, cast

import polars as pl

from ai_ops.base import SourceData
from ai_ops.components.base import Value
from ai_ops.facts import profile
from ai_ops.formula.errors import nearest
from ai_ops.formula.values import Type, of_kind
from connectors import naming
from connectors.frames import Table
from connectors.kinds.base import Field, Kind

YEAR: Final = re.compile(r"\b(year|yr|jahr|année|año|anno)\b", re.IGNORECASE)
YEARS: Final = range(1000, 3000)
MOST_ROWS: Final = 5_000
"""Rows that are shown one by one, or that a formula is computed for: the newest ones."""


@dataclass(frozen=True)
class Stream:
    """A source's table, its rows in the order of their times where they have any: the last row is the newest."""

    slug: str
    name: str
    table: Table


@dataclass(frozen=True)
class Column:
    """A field of a source, under its address `stream.item.field`, and its values."""

    address: str
    stream: str
    field: Field
    series: pl.Series

    @property
    def kind(self) -> Kind:
        """Return the kind of its values."""
        return self.field.kind

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Return its values, one a row; a number that is not finite is missing."""
        return tuple(finite(self.series).to_list())

    @cached_property
    def newest(self) -> tuple[Value, ...]:
        """Return the values of its last MOST_ROWS rows."""
        return tuple(finite(self.series.tail(MOST_ROWS)).to_list())

    @property
    def label(self) -> str:
        """Return its name for people: "north.net_revenue" is "Net revenue"."""
        words = naming.tidy((self.field.name.rpartition(".")[2] or self.field.name).replace("_", " "))
        return words[:1].upper() + words[1:] if words else "Value"

    @cached_property
    def is_year(self) -> bool:
        """Return whether it holds years, which are written without a separator and never added up."""
        if self.kind is not Kind.INTEGER or not YEAR.search(self.label):
            return False
        return bool(self.series.is_between(YEARS.start, YEARS.stop - 1).all())


def finite(values: pl.Series) -> pl.Series:
    """Return values of which those that are no finite numbers are missing."""
    if not values.dtype.is_float():
        return values
    return values.set(~values.is_finite(), None)


@dataclass(frozen=True)
class Data:
    """The fields of some sources. The first source of a slug counts."""

    streams: Mapping[str, Stream]
    columns: Mapping[str, Column]
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def remembered[T](self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Return what was made of this data under a key, made once."""
        if key not in self.memo:
            self.memo[key] = make()
        return cast("T", self.memo[key])

    def near(self, address: str) -> str:
        """Return the address that is most like one that there is not, or "". A hint: nothing is ever bound to it."""
        place, _dot, field_ = address.strip("{} ").rpartition(".")
        siblings = {each.rpartition(".")[2]: each for each in self.columns if each.rpartition(".")[0] == place}
        if siblings:
            return siblings.get(nearest(field_, siblings) or "", "")
        return nearest(address, self.columns) or ""

    @cached_property
    def types(self) -> Mapping[str, Type]:
        """Return the type that each address has in a formula."""
        return {address: of_kind(each.kind) for address, each in self.columns.items()}

    def of_stream(self, slug: str) -> list[Column]:
        """Return the columns of a source in their order."""
        return [each for each in self.columns.values() if each.stream == slug]


def of(sources: Iterable[SourceData]) -> Data:
    """Return the data of sources, read now. Raises InputGoneError."""
    streams: dict[str, Stream] = {}
    for each in sources:
        if each.slug not in streams:
            streams[each.slug] = Stream(each.slug, each.name, in_time(each.read()))
    found = [column for each in streams.values() for column in columns_of(each)]
    return Data(streams, {each.address: each for each in found})


def in_time(table: Table) -> Table:
    """Return a table with its rows in the order of its times, those without one first."""
    by = profile.time_column(table)
    if not by:
        return table
    return replace(table, frame=table.frame.sort(by, nulls_last=False, maintain_order=True))


def columns_of(stream: Stream) -> list[Column]:
    """Return the columns of a source's table."""
    fields = stream.table.fields
    places = naming.places(each.name for each in fields)
    return [
        Column(f"{stream.slug}.{item}.{part}", stream.slug, each, stream.table.frame[each.name])
        for each, (item, part) in zip(fields, places, strict=True)
    ]
