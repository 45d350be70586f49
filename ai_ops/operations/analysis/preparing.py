"""What an analysis stands on: the part of the table that was asked about, its profile and its facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import polars as pl

from ai_ops.base import NothingToAskError, SourceData
from ai_ops.facts import findings, series
from ai_ops.facts import profile as profiles
from ai_ops.facts.candidates.base import Fact
from ai_ops.facts.profile import Profile
from ai_ops.operations.analysis.inputs import AnalysisInput
from connectors.frames import Table

FEWEST_ROWS = 8


@dataclass(frozen=True, slots=True)
class Prepared:
    """A part of a table with what is known of it. `aliases` are f1, f2, … by the name of the column."""

    table: Table
    profile: Profile
    facts: Mapping[str, Fact]
    aliases: Mapping[str, str]

    def aliases_of(self, fact: Fact) -> list[str]:
        """Return the aliases of a fact's columns."""
        return [self.aliases[name] for name in fact.columns]


def prepare(inputs: AnalysisInput, source: SourceData) -> Prepared:
    """Read a source and find the facts of what was asked about. Raises NothingToAskError.

    The same data gives the same facts with the same ids: they are told to the model, the table
    is let go while it answers, and all of it is computed again for the review.
    """
    table, time = read_part(inputs, source)
    profile = profiles.profile(table, time=time)
    facts = {fact.id: fact for fact in findings.all_facts(table, profile)}
    aliases = {field.name: f"f{place}" for place, field in enumerate(table.fields, start=1)}
    return Prepared(table, profile, facts, aliases)


def read_part(inputs: AnalysisInput, source: SourceData) -> tuple[Table, str]:
    """Return the columns and rows that were asked about, read anew, and their column of times or "".

    Raises NothingToAskError.
    """
    whole = source.read()
    by = profiles.time_column(whole)
    part = within(with_columns(whole, inputs.columns, by=by), inputs, by=by)
    if part.frame.height < FEWEST_ROWS:
        raise NothingToAskError(
            f"There are {part.frame.height} rows to analyse, and fewer than {FEWEST_ROWS} show nothing reliable. "
            "Choose a longer period, or wait until more data has come in."
        )
    return part, by if by and is_time(part.frame[by]) else ""


def is_time(values: pl.Series) -> bool:
    """Return whether rows can be put in a column's order: of whole years, a few alone are numbers like others."""
    return values.dtype.is_temporal() or series.holds_years(values)


def with_columns(table: Table, names: list[str], *, by: str) -> Table:
    """Return a table with the named columns and that of times, in the table's own order; without names, all."""
    if not names:
        return table
    fields = tuple(field for field in table.fields if field.name in names or field.name == by)
    if not set(names) & {field.name for field in fields}:
        raise NothingToAskError(
            "None of the columns that were asked for is in the data. Choose columns that it has, or all of them."
        )
    return Table(table.frame.select([field.name for field in fields]), fields, table.notes, table.form)


def within(table: Table, inputs: AnalysisInput, *, by: str) -> Table:
    """Return the rows of the period that was asked for, both days included. Rows without a time are in none."""
    if inputs.since is None and inputs.until is None:
        return table
    if not by:
        raise NothingToAskError(
            "The data has no column of times, so no period of it can be chosen. Leave both days empty."
        )
    moments = series.moments(table.frame, by)
    first = beginning(inputs.since) if inputs.since else -np.inf
    end = beginning(inputs.until + timedelta(days=1)) if inputs.until and inputs.until < date.max else np.inf
    kept = (moments >= first) & (moments < end)
    if not kept.any():
        raise NothingToAskError(nothing_within(inputs, moments[np.isfinite(moments)]))
    return Table(table.frame.filter(pl.Series(kept)), table.fields, table.notes, table.form)


def beginning(day: date) -> float:
    """Return the seconds since 1970 at which a day begins; tables hold no time zones."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()


def nothing_within(inputs: AnalysisInput, moments: series.Floats) -> str:
    """Return the sentence that no row lies in the period, and in which days the rows lie."""
    asked = " ".join(
        f"{word} {written(day)}" for word, day in (("from", inputs.since), ("until", inputs.until)) if day is not None
    )
    if not len(moments):
        return f"There are no rows {asked}: no row has a time that can be read. Leave both days empty."
    first, last = (datetime.fromtimestamp(float(each), UTC).date() for each in (moments.min(), moments.max()))
    return f"There are no rows {asked}: the data has rows from {written(first)} to {written(last)}. Choose days of it."


def written(day: date) -> str:
    """Return a day in words."""
    return f"{day.day} {day:%B %Y}"
