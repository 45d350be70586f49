"""What facts say in words: direction, ratio, rank, kinds of finding, severity and confidence."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from ai_ops.facts import signs
from ai_ops.operations.analysis import draft
from tests.ai_ops.facts import tables
from tests.ai_ops.facts.tables import CASES, NOISE, ROWS, of_kind, table_of


def fact_of(kind, frame=None):
    return of_kind(tables.facts_of(kind) if frame is None else tables.all_facts(frame), kind)[0]


def statistics(case):
    return {fact.recipe["which"]: fact for fact in of_kind(tables.facts_of(case), "statistic")}


DIRECTIONS = {
    **dict.fromkeys(("spike", "level_shift", "trend", "period_change", "correlation", "group_difference"), 1),
    **dict.fromkeys(("drift", "changed_seasonality"), 1),
    "dip": -1,
    **dict.fromkeys(("seasonality", "gap", "flatline", "missing_burst", "duplicate_keys", "dominant_category"), 0),
}


@pytest.mark.parametrize(("kind", "direction"), DIRECTIONS.items())
def test_each_kind_has_its_direction(kind, direction):
    assert signs.direction_of(fact_of(kind)) == direction


FALLING = {
    "level_shift": table_of(np.where(np.arange(ROWS) < 250, NOISE, NOISE - 40)),
    "trend": table_of(NOISE - np.arange(ROWS) * 0.2),
    "period_change": table_of(np.where(np.arange(ROWS) >= ROWS - 100, NOISE * 0.6, NOISE)),
    "correlation": table_of(NOISE, sales=500 - NOISE * 3 + np.random.default_rng(1).normal(0, 5, ROWS)),
    "drift": table_of(100 + (NOISE - 100) * np.linspace(6, 1, ROWS)),
    "group_difference": CASES["group_difference"].with_columns(
        visits=pl.col("visits") - 40 * (pl.col("door") == "south")
    ),
}


@pytest.mark.parametrize("kind", FALLING)
def test_what_falls_is_said_to_fall(kind):
    fact = fact_of(kind, FALLING[kind])
    assert signs.direction_of(fact) == -1
    if kind != "correlation":
        assert 0 < (signs.ratio_of(fact) or 0) < 1


def test_a_statistic_says_nothing_of_direction():
    assert {signs.direction_of(fact) for fact in statistics("trend").values()} == {0}


def test_a_growing_spread_is_not_a_growing_level():
    aspects = {
        kind: signs.aspect_of(fact_of(kind)) for kind in ("spike", "drift", "changed_seasonality", "correlation")
    }
    assert aspects == {"spike": "level", "drift": "spread", "changed_seasonality": "cycle", "correlation": "together"}


@pytest.mark.parametrize(
    ("kind", "ratio"),
    [
        ("level_shift", 1.4),
        ("period_change", 1.4),
        ("trend", 2.2),
        ("spike", 2.0),
        ("changed_seasonality", 3.0),
        ("group_difference", 1.15),
    ],
)
def test_the_ratio_is_after_by_before(kind, ratio):
    assert signs.ratio_of(fact_of(kind)) == pytest.approx(ratio, abs=0.05)


@pytest.mark.parametrize("before", [0.0, -20.0])
def test_from_nothing_or_less_there_is_no_ratio(before):
    fact = fact_of("level_shift")
    assert signs.ratio_of(replace(fact, more=dict(fact.more) | {"before": before})) is None
    assert signs.ratio_of(fact_of("seasonality")) is None


def test_only_the_greatest_is_called_the_highest():
    values = NOISE.copy()
    values[[100, 300]] += [90, 140]
    spikes = of_kind(tables.all_facts(table_of(values)), "spike")
    ranks = {fact.first: signs.ranks_of(table_of(values), fact) for fact in spikes}
    assert ranks == {100: frozenset(), 300: {"highest"}}
    assert signs.ranks_of(CASES["dip"], fact_of("dip")) == {"lowest"}


def test_statistics_rank_by_what_they_are():
    rising = table_of(np.arange(ROWS, dtype=float))
    found = of_kind(tables.all_facts(rising), "statistic")
    ranks = {fact.recipe["which"]: signs.ranks_of(rising, fact) for fact in found if fact.columns != ("at",)}
    assert ranks["highest"] == ranks["last"] == {"highest"}
    assert ranks["lowest"] == {"lowest"}
    assert ranks["mean"] == frozenset()


def test_a_group_is_the_highest_only_where_no_other_group_is_higher():
    doors = np.array(["north", "south", "east"])[np.arange(ROWS) % 3]
    values = NOISE + 20 * (doors == "south") + 40 * (doors == "east")
    frame = table_of(values, door=doors)
    found = of_kind(tables.all_facts(frame), "group_difference")
    ranks = {fact.recipe["place"]: signs.ranks_of(frame, fact) for fact in found}
    assert frozenset({"highest"}) in ranks.values()
    assert frozenset({"lowest"}) in ranks.values()
    middle = next(fact for fact in found if fact.recipe["place"] == 0)
    assert signs.ranks_of(frame.filter(pl.col("door") != "south"), middle) != frozenset()


def test_every_kind_is_evidence_for_kinds_that_a_finding_can_have():
    kinds = set(draft.schema()["properties"]["findings"]["items"]["properties"]["kind"]["enum"])
    supported = {kind: signs.kinds_supported(fact_of(kind)) for kind in CASES}
    assert all(each and each <= kinds for each in supported.values())
    assert set().union(*supported.values()) == kinds
    assert supported["flatline"] == {"data_quality", "anomaly"}
    assert "anomaly" not in supported["trend"]


def test_every_kind_has_its_weight():
    assert signs.WEIGHTS.keys() == CASES.keys()


def test_a_statistic_alone_is_evidence_of_how_values_are_distributed_and_never_more_than_information():
    found = statistics("missing_burst")
    assert signs.kinds_supported(found["mean"]) == {"distribution"}
    assert signs.kinds_supported(found["missing"]) == {"data_quality"}
    assert signs.kinds_supported(found["rows"]) == frozenset()
    assert {signs.severity_cap(fact) for fact in found.values()} == {"info"}


@pytest.mark.parametrize(
    ("strength", "after", "severity"),
    [(1.0, 200, "notice"), (3.5, 200, "warning"), (7.0, 200, "critical"), (7.0, 140, "warning"), (7.0, 105, "notice")],
)
def test_severity_is_bounded_by_strength_and_by_how_much_changed(strength, after, severity):
    fact = replace(fact_of("level_shift"), strength=strength, more={"before": 100.0, "after": float(after)})
    assert signs.severity_cap(fact) == severity


def test_a_cycle_is_no_warning():
    assert signs.severity_cap(fact_of("seasonality")) == "info"


@pytest.mark.parametrize(
    ("strength", "rows", "sure"), [(0.62, 400, "high"), (0.55, 400, "medium"), (0.62, 60, "medium"), (0.62, 20, "low")]
)
def test_few_rows_make_less_sure(strength, rows, sure):
    assert signs.confidence([replace(fact_of("spike"), strength=strength, rows=rows)]) == sure


def test_a_finding_is_as_sure_as_the_least_sure_of_its_facts():
    strong, weak = fact_of("level_shift"), replace(fact_of("spike"), strength=0.5)
    assert signs.confidence([strong]) == "high"
    assert signs.confidence([strong, weak]) == "low"
    assert signs.confidence([strong, *statistics("spike").values()]) == "high"


def test_a_likelier_chance_makes_less_sure():
    fact = fact_of("correlation")
    assert signs.confidence([fact]) == "high"
    assert signs.confidence([replace(fact, more=dict(fact.more) | {"p": 0.005})]) == "medium"


def table_of_document():
    lines = (Path(__file__).resolve().parents[3] / "docs" / "detection.md").read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.count("|") == 5]
    return {name.split(" (")[0].replace(" ", "_"): row for row in rows for name in row[0].split(", ")}


def written(thresholds):
    return ", ".join("–" if each == signs.NEVER else f"{each:g}" for each in thresholds)


@pytest.mark.parametrize("kind", signs.WEIGHTS)
def test_the_document_has_the_thresholds(kind):
    weight = signs.WEIGHTS[kind]
    _, kinds, severities, confidences = table_of_document()[kind]
    assert kinds.replace(" ", "_").split(",_") == list(weight.kinds)
    assert (severities, confidences) == (written(weight.severities), written(weight.confidences))
