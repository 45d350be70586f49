"""What is worth showing of a source, by rules alone: from the roles that its columns have in the profile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ai_ops.facts import profile as profiles
from ai_ops.facts.profile import ColumnProfile, Role
from ai_ops.layouts import words
from ai_ops.layouts.data import Column, Data, Stream
from ai_ops.layouts.model import Aggregate, Binding
from ai_ops.prose.cleaning import cleaned
from connectors.kinds.base import NUMERIC, Kind

UNTOUCHED: Final[tuple[Aggregate, str]] = ("none", "")
LONGEST_LABEL: Final = 36
FEWEST_POINTS: Final = 3
MOST_GROUPS: Final = 24
FEW_GROUPS: Final = 12
MOST_COLUMNS: Final = (6, 4, 3, 2, 1)
LONGITUDES: Final = ("longitude", "lon", "lng", "long")
LATITUDES: Final = ("latitude", "lat")
MOST_METRICS: Final = 4

type Bindings = tuple[Binding, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """A component that is worth its place: its title, why, and bindings of which the first that fit are taken."""

    component: str
    title: str
    rationale: str
    options: tuple[Bindings, ...]


@dataclass(frozen=True)
class About:
    """A source's columns with their profiles."""

    stream: Stream
    columns: Sequence[Column]
    profile: profiles.Profile

    @cached_property
    def _pairs(self) -> list[tuple[Column, ColumnProfile]]:
        return list(zip(self.columns, self.profile.columns, strict=True))

    @cached_property
    def _moments(self) -> tuple[Column, ColumnProfile] | None:
        """Return the column of times with its profile, or None where it shows no course."""
        found = next((pair for pair in self._pairs if pair[1].name == self.profile.time), None)
        return found if found and found[1].distinct >= FEWEST_POINTS else None

    @property
    def time(self) -> Column | None:
        """Return the column of times, or None where it shows no course."""
        return self._moments[0] if self._moments else None

    @cached_property
    def measures(self) -> list[Column]:
        """Return the columns of numbers that say how much, those that vary first."""
        found = [each for each, about in self._pairs if about.role == Role.MEASURE and self._says_how_much(each)]
        steady = [
            each
            for each, about in self._pairs
            if about.role == Role.CONSTANT and each.kind in NUMERIC and about.mean is not None
        ]
        return found + steady

    def _says_how_much(self, column: Column) -> bool:
        return not column.is_year and column not in (self.place or ())

    @cached_property
    def dimensions(self) -> list[Column]:
        """Return the columns that put rows into groups, those with not too many groups first."""
        found = [
            (about.distinct > FEW_GROUPS, each)
            for each, about in self._pairs
            if about.role == Role.DIMENSION and 1 < about.distinct <= MOST_GROUPS
        ]
        return [each for _, each in sorted(found, key=lambda pair: pair[0])]

    @cached_property
    def place(self) -> tuple[Column, Column] | None:
        """Return the columns of longitude and latitude, by their names, or None."""
        by_name = {cleaned(each.label).casefold(): each for each in self.columns if each.kind in NUMERIC}
        longitude = next((by_name[name] for name in LONGITUDES if name in by_name), None)
        latitude = next((by_name[name] for name in LATITUDES if name in by_name), None)
        return (longitude, latitude) if longitude and latitude else None

    @cached_property
    def crowds(self) -> list[Column]:
        """Return the columns of words with too many groups for bars, of which some come often."""
        return [
            each
            for each, about in self._pairs
            if each.kind in (Kind.TEXT, Kind.CATEGORY)
            and MOST_GROUPS < about.distinct < self.profile.rows - about.nulls
        ]

    def top(self, column: Column) -> tuple[tuple[str, int], ...]:
        """Return a dimension's most frequent values with how often each comes."""
        return next(about.top for each, about in self._pairs if each is column)

    @cached_property
    def others(self) -> list[Column]:
        """Return all columns, the most telling first: time, dimensions, measures, then the rest."""
        first = [*([self.time] if self.time else []), *self.dimensions[:2], *self.measures]
        return [*first, *(each for each in self.columns if each not in first)]

    @property
    def is_repeated(self) -> bool:
        """Return whether moments come in several rows."""
        return self._moments is not None and self._moments[1].distinct < self.profile.rows - self._moments[1].nulls

    def label(self, column: Column) -> str:
        """Return a column's name where it is plain words, else its number."""
        label = cleaned(column.label)
        is_plain = words.fault(label) is None and len(label) <= LONGEST_LABEL
        return label if is_plain else f"Column {self.columns.index(column) + 1}"


def about(stream: Stream, data: Data) -> About:
    """Return what is known of a source."""
    return About(stream, data.of_stream(stream.slug), profiles.profile(stream.table))


def usual(column: Column) -> tuple[Aggregate, str]:
    """Return the aggregate that says something of any such column, and its word: amounts of money add up."""
    return ("sum", "Total") if column.kind is Kind.CURRENCY else ("mean", "Mean")


def lowered(label: str) -> str:
    """Return a label within a title: “Net revenue” is “net revenue”, and “GDP” stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def panels(found: About) -> Iterator[Pick]:
    """Yield what fills a large place: a course over time, groups compared, rows."""
    yield from (*_map(found), *_lines(found), *_bars(found), _table(found), *_counts(found), *_lists(found))


def _lines(found: About) -> Iterator[Pick]:
    if found.time is None:
        return
    for each in found.measures[:2]:
        how, word = usual(each) if found.is_repeated else UNTOUCHED
        bindings = (field("x", found.time), field("y", each, how))
        title = f"{word} {lowered(found.label(each))} over time" if word else f"{found.label(each)} over time"
        yield Pick("line_chart", title, "A measure goes over time: a line shows its course.", (bindings,))


def _bars(found: About) -> Iterator[Pick]:
    for dimension in found.dimensions[:1]:
        x, by = field("x", dimension), lowered(found.label(dimension))
        for measure in found.measures[:1]:
            how, word = usual(measure)
            title = f"{word} {lowered(found.label(measure))} by {by}"
            yield Pick("bar_chart", title, "Groups are compared by bars.", ((x, field("y", measure, how)),))


def _map(found: About) -> Iterator[Pick]:
    if found.place is None:
        return
    longitude, latitude = found.place
    bindings = (field("longitude", longitude), field("latitude", latitude))
    named = next((each for each in found.columns if each.kind in (Kind.TEXT, Kind.CATEGORY)), None)
    options = ((*bindings, field("label", named)), bindings) if named else (bindings,)
    yield Pick("map_points", "Places", "Longitude and latitude make a map.", options)


def _table(found: About) -> Pick:
    options = tuple(tuple(field("column", each) for each in found.others[:most]) for most in MOST_COLUMNS)
    title = "Newest rows" if found.time else "Rows"
    return Pick("table", title, "Exact values stand in a table.", tuple(dict.fromkeys(options)))


def _counts(found: About) -> Iterator[Pick]:
    """Yield how often each group comes, where they do not all come equally often."""
    for each in found.dimensions[:1]:
        if len({times for _, times in found.top(each)}) > 1:
            counted = (field("x", each), field("y", each, "count"))
            yield Pick(
                "bar_chart", f"Rows by {lowered(found.label(each))}", "Bars show how often groups come.", (counted,)
            )


def _lists(found: About) -> Iterator[Pick]:
    for each in found.crowds[:1]:
        bindings = (field("label", each), field("value", each, "count"))
        title = f"Most frequent {lowered(found.label(each))}"
        yield Pick("list", title, "What comes most often stands first.", (bindings,))


def metrics(found: About) -> Iterator[Pick]:
    """Yield single numbers: the newest of each measure, or what all rows come to, and how many rows there are."""
    for each in found.measures[:MOST_METRICS]:
        yield _newest(found, each) if found.time and not found.is_repeated else _overall(found, each)
    yield next(counted(found))


def counted(found: About) -> Iterator[Pick]:
    """Yield how many rows there are: large, and as a text, which may stand in the narrowest place."""
    fullest = max(found.columns, key=lambda each: each.series.len() - each.series.null_count())
    for component, name in (("metric", "value"), ("text", "text")):
        options = ((field(name, fullest, "count"),),)
        yield Pick(component, "Number of rows", "It says how much data stands behind the rest.", options)


def _newest(found: About, measure: Column) -> Pick:
    value = field("value", measure, "last")
    options = ((value, field("trend", measure)), (value,))
    return Pick("metric", f"Newest {lowered(found.label(measure))}", "The newest value matters most.", options)


def _overall(found: About, measure: Column) -> Pick:
    how, word = usual(measure)
    options = ((field("value", measure, how),),)
    return Pick("metric", f"{word} {lowered(found.label(measure))}", "One number sums up a measure.", options)


def field(name: str, column: Column, aggregate: Aggregate = "none") -> Binding:
    """Return the binding of an input to a column."""
    return Binding(name, "field", column.address, aggregate)
