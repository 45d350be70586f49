"""Columns as a model is told of them: under an alias, with statistics and a few cut values, never the rows."""

import json
import math
from typing import Any, Final

import polars as pl

from ai_ops.facts.profile import ColumnProfile
from ai_ops.prose import samples
from ai_ops.prose.cleaning import cleaned

DIGITS: Final = 6
LONGEST_NAME: Final = 40


def told(column: ColumnProfile, alias: str, *, frame: pl.DataFrame, is_full: bool = True) -> dict[str, Any]:
    """Return a column under its alias, with its numbers and a few of its values cut short."""
    brief: dict[str, Any] = {"id": alias, "name": named(column.name), "type": column.kind, "role": column.role}
    if not is_full:
        return brief
    brief |= {"unit": named(column.unit), "nulls": column.nulls, "distinct": column.distinct}
    if column.mean is None:
        return brief | {"samples": samples.of(column, frame)}
    numbers = {"min": rounded(column.lowest), "max": rounded(column.highest), "mean": rounded(column.mean)}
    return brief | numbers | {"quantiles": [rounded(each) for each in column.quantiles]}


def named(name: str) -> str:
    """Return as much of a name as is told."""
    return cleaned(name)[:LONGEST_NAME]


def rounded(value: float | None) -> float | None:
    """Return a number with a few digits, None for what is no number in JSON."""
    return float(f"{value:.{DIGITS}g}") if value is not None and math.isfinite(value) else None


def written(block: dict[str, Any]) -> str:
    """Return a block as JSON in which nothing ends the block: "<" is escaped."""
    return json.dumps(block, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
