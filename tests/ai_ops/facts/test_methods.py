"""How a fact was computed: said for every kind, in plain sentences, with its own numbers."""

from dataclasses import replace

import polars as pl
import pytest

from ai_ops.facts import methods, statistics
from ai_ops.facts.words import amount
from tests.ai_ops.facts import tables
from tests.ai_ops.facts.tables import CASES, of_kind


def test_every_kind_of_fact_is_explained():
    assert methods.METHODS.keys() == CASES.keys() | statistics.STATISTICS.keys()


@pytest.mark.parametrize("kind", CASES)
def test_two_to_four_whole_sentences_name_columns_and_value(kind):
    fact = of_kind(tables.facts_of(kind), kind)[0]
    for each in (fact, replace(fact, recipe=fact.recipe | {"time": ""})):
        told = methods.how(each)
        assert 2 <= len(told) <= 4
        assert all(text.endswith(".") and "{" not in text and "\n" not in text for text in told)
        assert all(f"“{name}”" in " ".join(told) for name in fact.columns)
    if kind != "trend":  # which says where its line begins and ends
        assert amount(fact.value) in " ".join(told)


def test_statistics_are_explained():
    for fact in of_kind(tables.facts_of("missing_burst"), "statistic"):
        assert amount(fact.value) in methods.how(fact)[0]
        assert len(methods.how(fact)) == 2


def test_a_hostile_name_of_a_column_stays_a_name():
    name = "{p}\u202e%s\n" + "x" * 90
    fact = of_kind(tables.all_facts(CASES["spike"].rename({"visits": name})), "spike")[0]
    assert "“{p}%s " + "x" * 33 + "…”" in methods.how(fact)[0]


def test_an_unknown_kind_is_not_explained():
    frame = pl.DataFrame({"visits": [1.0, 2.0, 4.0]})
    fact = tables.all_facts(frame)[0]
    assert methods.how(replace(fact, kind="guess")) == ()
