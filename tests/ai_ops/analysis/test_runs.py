"""Analyses from their start to their end: good ones, false ones of every class, and data that is gone."""

import os
from importlib import resources
from random import Random

import pytest

from ai_ops import runner
from ai_ops.errors import InvalidInputError
from ai_ops.models import State
from connectors import sources
from connectors.models import Snapshot
from sandbox.faults import CLAIMS
from tests.ai_ops import books
from tests.poison.making import csv_of, rows

IS_WHOLE = bool(os.environ.get("INSPIRE_PROOF"))
FILES = ("sf-temps.csv", "us-employment.csv", "seattle-weather.csv")[: 3 if IS_WHOLE else 1]
ONCE, TWICE = (CLAIMS, CLAIMS) if IS_WHOLE else (Random(2026).sample(CLAIMS, 4), Random(7).sample(CLAIMS, 7))
UNREADABLE = ("too_long_text", "blank_text")
"""Claims whose document may not be readable at all."""


@pytest.fixture
def shop(upload):
    """A source with sentences in it, which a careless model might copy."""
    return upload(csv_of(body=rows(remarks=("the delivery came in too late", "all of it was sold by noon"))))


def purposes(run):
    return [call["purpose"] for call in run.attempts.get().calls]


@pytest.mark.proof(is_sampled=True)
@pytest.mark.parametrize("file", FILES)
def test_an_analysis_of_real_data_takes_ten_credits_once_and_drops_nothing(file, upload, analyse, tenant):
    source = upload((resources.files("vega_datasets") / "_data" / file).read_bytes(), filename=file)
    run = analyse(source, question="What changed?", max_findings=4)
    assert (run.state, run.problems, run.mends, run.result["dropped"]) == (State.SUCCEEDED, [], [], [])
    assert 1 <= len(run.result["findings"]) <= 4
    assert purposes(run) == ["draft"]
    assert books.used_and_held(tenant) == (10, 0)
    books.check()


@pytest.mark.proof(is_sampled=True)
@pytest.mark.parametrize("fault", ONCE)
def test_a_false_claim_is_repaired_for_the_same_ten_credits(fault, shop, analyse, sandbox, tenant):
    sandbox.fault(fault)
    run = analyse(shop)
    assert run.state == State.SUCCEEDED
    assert run.result["dropped"] == []
    assert purposes(run) == ["draft", "repair"] or run.mends
    assert books.used_and_held(tenant) == (10, 0)


@pytest.mark.proof(is_sampled=True)
@pytest.mark.parametrize("fault", TWICE)
def test_a_claim_that_stays_false_is_dropped_in_public_or_the_run_is_free(fault, shop, analyse, sandbox, tenant):
    sandbox.fault(fault, times=0)
    run = analyse(shop)
    if run.state == State.SUCCEEDED:
        assert run.result["dropped"] or run.mends
        assert len(run.result["findings"]) <= 5
        assert books.used_and_held(tenant) == (10, 0)
    else:
        assert fault in ("all_false", *UNREADABLE)
        assert "Nothing was charged." in run.error
        assert run.problems
        assert books.used_and_held(tenant) == (0, 0)
    books.check()


def test_an_analysis_of_false_claims_alone_fails_in_words_for_nothing(shop, analyse, sandbox, tenant):
    sandbox.fault("all_false", times=2)
    run = analyse(shop)
    assert (run.state, run.error_code, run.result) == (State.FAILED, "not_accepted", None)
    assert "did not pass the checks" in run.error
    assert purposes(run) == ["draft", "repair"]
    assert books.kinds(tenant) == ["reserve", "void"]
    books.check()


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(40))
def test_claims_that_are_false_in_any_order_never_pass(seed, shop, analyse, sandbox):
    sandbox.fault("false", seed=seed, times=0)
    run = analyse(shop, question=f"Seed {seed}")
    assert run.state == State.FAILED or run.result["dropped"] or run.mends


@pytest.mark.parametrize("remove", [sources.remove, lambda source: Snapshot.objects.all().delete()])
def test_data_that_is_gone_before_its_turn_costs_nothing(remove, shop, begin, sandbox, tenant):
    run = begin(shop)
    remove(shop)
    runner.execute(run.id)
    run.refresh_from_db()
    assert (run.state, run.error_code) == (State.FAILED, "nothing_to_ask")
    assert "no longer kept" in run.error
    assert "No credits were taken." in run.error
    assert sandbox.requests() == []
    assert books.used_and_held(tenant) == (0, 0)
    books.check()


def test_newer_data_changes_nothing_for_a_run_that_was_started_before(shop, begin, upload):
    run = begin(shop)
    sources.disable(shop)
    runner.execute(run.id)
    run.refresh_from_db()
    assert run.result["source"]["number"] == 1


def test_data_with_too_few_rows_is_said_to_be_too_little_for_nothing(upload, analyse, sandbox, tenant):
    run = analyse(upload(csv_of(body=rows()[:5])))
    assert (run.state, run.error_code) == (State.FAILED, "nothing_to_ask")
    assert sandbox.requests() == []
    assert books.used_and_held(tenant) == (0, 0)


def test_another_tenants_source_is_not_there(other_tenant, begin, tenant):
    theirs = sources.create_upload(other_tenant, "Theirs", csv_of(), filename="x.csv", at=tenant.created_at)
    with pytest.raises(InvalidInputError, match="There is no such source"):
        begin(theirs)
    assert books.kinds(tenant) == []
