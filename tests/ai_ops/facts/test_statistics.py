"""Plain facts: those that anybody would ask for, numbered after what is remarkable."""

from dataclasses import replace

import polars as pl
import pytest

from ai_ops.facts import findings
from tests.ai_ops.facts import tables
from tests.ai_ops.facts.tables import CASES, START, of_kind

SMALL = pl.DataFrame(
    {
        "at": pl.datetime_range(START, START.replace(day=8), interval="1d", eager=True),
        "visits": [4.0, None, 9.0, 2.0, 2.0, 7.0, None, 4.5],
        "door": ["a", "b", "a", "a", None, "b", "a", "a"],
    }
)


def stated(frame, column):
    return {
        fact.recipe["which"]: fact
        for fact in of_kind(tables.all_facts(frame), "statistic")
        if fact.columns == (column,)
    }


def test_a_measure_has_its_mean_its_extremes_its_last_value_and_what_is_missing():
    found = stated(SMALL, "visits")
    assert {which: fact.value for which, fact in found.items()} == {
        "mean": 28.5 / 6,
        "last": 4.5,
        "highest": 9.0,
        "lowest": 2.0,
        "missing": 25.0,
    }
    assert found["mean"].more == {"median": 4.25, "spread": pytest.approx(2.788, abs=0.001), "n": 6}
    assert found["lowest"].more == {"times": 2}
    assert found["last"].more == {"before": 7.0}
    assert found["missing"].more == {"missing": 2, "rows": 8}


def test_a_single_value_has_its_time():
    found = stated(SMALL, "visits")
    assert {which: found[which].since for which in ("highest", "lowest", "last", "mean")} == {
        "highest": "2026-01-03",
        "lowest": "2026-01-04",
        "last": "2026-01-08",
        "mean": "",
    }


def test_a_table_has_its_rows_and_a_dimension_its_different_values():
    assert stated(SMALL, "at")["rows"].value == 8
    assert stated(SMALL, "door")["different"].value == 2
    assert stated(SMALL, "door")["missing"].value == 12.5


def test_without_a_time_there_is_no_last_value():
    assert "last" not in stated(SMALL.drop("at"), "visits")


def test_statistics_come_after_the_candidates_which_keep_their_numbers():
    table, profile = tables.known(CASES["spike"])
    candidates = findings.candidates(table, profile)
    found = findings.all_facts(table, profile)
    assert found[: len(candidates)] == candidates
    assert {fact.kind for fact in found[len(candidates) :]} == {"statistic"}
    assert all(fact.strength == 0 for fact in found[len(candidates) :])


def test_each_statistic_is_confirmed_and_a_changed_one_is_not():
    for fact in of_kind(tables.all_facts(SMALL), "statistic"):
        assert findings.is_confirmed(SMALL, fact)
        assert not findings.is_confirmed(SMALL, replace(fact, value=fact.value + 1))


def test_there_are_no_more_facts_than_a_request_holds(monkeypatch):
    monkeypatch.setattr(findings, "MOST_IN_ALL", 4)
    assert [fact.id for fact in tables.all_facts(SMALL)] == ["F1", "F2", "F3", "F4"]


def test_a_label_says_which_statistic_or_category_it_is():
    assert findings.label_of(SMALL, stated(SMALL, "visits")["mean"]) == "mean"
    for kind, label in (("dominant_category", "north"), ("group_difference", "south"), ("spike", "")):
        fact = of_kind(tables.facts_of(kind), kind)[0]
        assert findings.label_of(CASES[kind], fact) == label


def test_a_label_is_cut_and_shows_nothing_that_no_reader_sees():
    hostile = "no\u202erth\u200b\n" + "x" * 100
    frame = pl.DataFrame({"door": [hostile] * 30 + ["b"]})
    fact = of_kind(tables.all_facts(frame), "dominant_category")[0]
    assert findings.label_of(frame, fact) == "north " + "x" * 33 + "…"
