"""What is in a source's newest data, found without AI and free: its profile and the strongest of its facts.

The answer is kept in the cache by snapshot, columns and period. A snapshot never changes, and its id
is looked up in the tenant first, so that nobody reads another tenant's answer.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Final, cast

import numpy as np
import polars as pl
from django.core.cache import cache

from ai_ops import inputs, reading, registry
from ai_ops.base import Json
from ai_ops.facts import findings, series
from ai_ops.facts import profile as profiles
from ai_ops.facts.candidates.base import Fact
from ai_ops.facts.profile import ColumnProfile
from ai_ops.facts.showing import binning
from ai_ops.operations.analysis import preparing
from ai_ops.operations.analysis.inputs import AnalysisInput
from ai_ops.operations.analysis.preparing import Prepared
from connectors.models import Snapshot, Source

type Period = tuple[str, str]

VERSION: Final = "1"
"""Another one for another shape of the answer."""
KEPT: Final = 24 * 60 * 60
STRONGEST: Final = 10
OF_A_KIND: Final = 4
BINS: Final = 16
WHOLE: Final[Period] = ("", "")
"""The first and the last day in ISO 8601, "" for as far as the data reaches."""


def found_in(source: Source, snapshot: Snapshot, *, period: Period = WHOLE, columns: Sequence[str] = ()) -> Json:
    """Return `profile`, the strongest `facts` how many there are (`count`) and are not shown (`more`).

    `shapes` are counts in bins, by column. Raises InvalidInputError, NothingToAskError and DataError, each in words.
    """
    snapshot.source = source
    asked = {"source": source.slug, "columns": list(columns), "since": period[0] or None, "until": period[1] or None}
    valid = cast("AnalysisInput", inputs.validate(registry.get("analysis"), asked))
    key = _key(snapshot, valid)
    kept = cache.get(key)
    if kept is None:
        kept = _found(snapshot, valid)
        cache.set(key, kept, KEPT)
    return dict(kept)


def _key(snapshot: Snapshot, asked_for: AnalysisInput) -> str:
    asked = [sorted(asked_for.columns), str(asked_for.since), str(asked_for.until)]
    return f"facts:{VERSION}:{snapshot.pk}:{hashlib.sha256(json.dumps(asked).encode()).hexdigest()}"


def _found(snapshot: Snapshot, asked: AnalysisInput) -> Json:
    source = reading.open_reference(reading.reference(snapshot), tenant_id=snapshot.source.tenant_id)
    prepared = preparing.prepare(asked, source)
    remarkable = [fact for fact in prepared.facts.values() if fact.strength]
    frame = prepared.table.frame
    return {
        "profile": profiles.as_json(prepared.profile),
        "facts": [findings.as_json(each) | {"label": findings.label_of(frame, each)} for each in _varied(remarkable)],
        "count": len(remarkable),
        "more": max(len(remarkable) - STRONGEST, 0),
        "shapes": _shapes(prepared),
    }


def _varied(facts: Sequence[Fact]) -> list[Fact]:
    """Return the strongest facts, in their order; of one kind only a few where there are others."""
    seen: Counter[str] = Counter()
    first: list[Fact] = []
    rest: list[Fact] = []
    for fact in facts:
        (first if seen[fact.kind] < OF_A_KIND else rest).append(fact)
        seen[fact.kind] += 1
    kept = [*first, *rest][:STRONGEST]
    return [fact for fact in facts if fact in kept]


def _shapes(prepared: Prepared) -> dict[str, list[int]]:
    columns = prepared.profile.columns
    return {each.name: _shape(prepared.table.frame[each.name]) for each in columns if _is_spread(each)}


def _is_spread(column: ColumnProfile) -> bool:
    return column.lowest is not None and column.highest is not None and column.lowest < column.highest


def _shape(values: pl.Series) -> list[int]:
    """Return how many values lie in each of some bins of one width, from the lowest value to the highest."""
    known = series.sized(values.drop_nulls().cast(pl.Float64).to_numpy())
    return [int(count) for count in binning.counts(known[np.isfinite(known)], BINS)[0]]
