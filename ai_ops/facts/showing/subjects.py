"""What is to be shown: a fact of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from ai_ops.facts import series, statistics
from ai_ops.facts.candidates.base import Fact
from ai_ops.facts.profile import Profile
from ai_ops.facts.series import Series

type Json = dict[str, Any]

WHOLE = ("trend", "seasonality", "changed_seasonality", "drift")
"""Kinds that are true of all rows, so that none of them is marked."""


@dataclass(frozen=True)
class Subject:
    """A fact with its table, and the aliases of the table's columns by name."""

    frame: pl.DataFrame
    profile: Profile
    fact: Fact
    aliases: Mapping[str, str]

    @property
    def kind(self) -> str:
        """Return the fact's kind; of a statistic, which it is."""
        return str(self.fact.recipe["which"]) if self.fact.kind == statistics.KIND else self.fact.kind

    @property
    def column(self) -> str:
        """Return the first of the fact's columns."""
        return self.fact.columns[0]

    @property
    def time(self) -> str:
        """Return the column by which rows are in order, "" for the file's order."""
        return self.profile.time

    @cached_property
    def course(self) -> Series:
        """Return the column as a series."""
        return series.series(self.frame, self.column, self.time)

    @cached_property
    def moments(self) -> series.Floats:
        """Return the times of all rows that have one, in order."""
        return series.ordered_moments(self.frame, self.time)

    @property
    def is_averaged(self) -> bool:
        """Return whether the series holds one value for several rows of a moment."""
        return bool(self.time) and len(self.course.values) < len(self.moments)

    @property
    def span(self) -> tuple[int, int] | None:
        """Return the first and last row of the fact, None where it is true of all."""
        first, last = self.fact.first, self.fact.last
        return None if first is None or last is None or self.fact.kind in WHOLE else (first, last)

    def unit(self, name: str) -> str:
        """Return the unit of a column."""
        return next((column.unit for column in self.profile.columns if column.name == name), "")
