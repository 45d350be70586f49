"""Layouts from their start to their end: good ones, broken ones of every class, and one placement made anew."""

import os
from importlib import resources
from random import Random

import pytest

from ai_ops import runner
from ai_ops.errors import InvalidInputError
from ai_ops.following import Follows
from ai_ops.models import State
from connectors import sources
from sandbox.faults import LAYOUTS
from tests.ai_ops import books
from tests.poison.making import csv_of

IS_WHOLE = bool(os.environ.get("INSPIRE_PROOF"))
ONCE, TWICE = (LAYOUTS, LAYOUTS) if IS_WHOLE else (Random(2026).sample(LAYOUTS, 3), Random(7).sample(LAYOUTS, 5))
MENDED = ("overlap", "off_grid", "too_small", "low_coverage", "too_many_placements", "long_text")


@pytest.fixture
def shop(upload):
    return upload(csv_of())


def purposes(run):
    return [call["purpose"] for call in run.attempts.get().calls]


def test_a_layout_of_real_data_takes_five_credits_once(upload, lay_out, tenant, shop):
    weather = upload(
        (resources.files("vega_datasets") / "_data" / "seattle-weather.csv").read_bytes(),
        filename="seattle-weather.csv",
    )
    run = lay_out(weather, shop, brief="The rain in our hall", canvas="portrait")
    assert (run.state, run.problems, run.mends) == (State.SUCCEEDED, [], [])
    assert run.result["canvas"] == {"columns": 18, "rows": 32}
    assert [each["slug"] for each in run.result["sources"]] == [weather.slug, shop.slug]
    assert run.result["baseline"]
    assert purposes(run) == ["draft"]
    assert books.used_and_held(tenant) == (5, 0)
    books.check()


@pytest.mark.proof(is_sampled=True)
@pytest.mark.parametrize("fault", ONCE)
def test_a_broken_layout_is_mended_or_repaired_for_the_same_five_credits(fault, shop, lay_out, sandbox, tenant):
    sandbox.fault(fault)
    run = lay_out(shop)
    assert (run.state, run.problems) == (State.SUCCEEDED, [])
    assert purposes(run) == ["draft", "repair"] or (run.mends and fault in MENDED)
    assert books.used_and_held(tenant) == (5, 0)


@pytest.mark.proof(is_sampled=True)
@pytest.mark.parametrize("fault", TWICE)
def test_what_stays_broken_is_left_out_in_public_or_the_run_is_free(fault, shop, lay_out, sandbox, tenant):
    sandbox.fault(fault, times=0)
    run = lay_out(shop)
    if run.state == State.SUCCEEDED:
        assert run.problems or run.mends
        assert books.used_and_held(tenant) == (5, 0)
    else:
        assert "Nothing was charged." in run.error
        assert run.problems
        assert books.used_and_held(tenant) == (0, 0)
    books.check()


def test_a_layout_that_shows_no_data_fails_in_words_for_nothing(shop, lay_out, sandbox, tenant):
    sandbox.fault("shows_nothing", times=0)
    run = lay_out(shop)
    assert (run.state, run.error_code, run.result) == (State.FAILED, "not_accepted", None)
    assert run.problems == ["No component shows data. Bind at least one to a field."]
    assert purposes(run) == ["draft", "repair"]
    assert books.kinds(tenant) == ["reserve", "void"]
    books.check()


def test_an_unknown_field_is_told_to_the_model_with_a_hint_and_never_bound(shop, lay_out, sandbox):
    sandbox.fault("unknown_field", times=0)
    run = lay_out(shop, brief="Any brief at all")
    told = sandbox.requests()[1]["body"]["messages"][0]["content"].partition("What is wrong with it:")[2]
    assert "There is no field" in told
    assert run.problems
    addresses = {f"{shop.slug}.row.{each}" for each in ("day", "takings", "visitors", "branch", "remark")}
    bound = [each for placed in run.result["placements"] for each in placed["bindings"]]
    assert {each["value"] for each in bound if each["source"] == "field"} <= addresses


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(40))
def test_layouts_that_are_broken_in_any_way_never_pass_as_they_are(seed, shop, lay_out, sandbox):
    sandbox.fault("misplaced", seed=seed, times=0)
    run = lay_out(shop, brief=f"Seed {seed}")
    assert run.state == State.FAILED or run.problems or run.mends


def test_one_placement_is_made_anew_and_all_others_stay(shop, begin, lay_out, tenant, sandbox):
    former = lay_out(shop)
    redone = next(each for each in former.result["placements"] if each["component"] == "bar_chart")
    run = begin(shop, follows=Follows(former.id, "As a table, please"), redo=redone["id"])
    runner.execute(run.id)
    run.refresh_from_db()
    assert run.state == State.SUCCEEDED
    before = {each["id"]: each for each in former.result["placements"]}
    after = {each["id"]: each for each in run.result["placements"]}
    assert list(before) == list(after)
    assert {id_ for id_, each in after.items() if each != before[id_]} == {redone["id"]}
    new = after[redone["id"]]
    assert new["component"] != "bar_chart"
    assert [new[side] for side in "xywh"] == [redone[side] for side in "xywh"]
    assert run.result["name"] == former.result["name"]
    assert books.used_and_held(tenant) == (10, 0)


@pytest.mark.parametrize("fault", ["unknown_field", "link_in_title", "unknown_component"])
def test_a_placement_that_cannot_be_made_anew_costs_nothing(fault, shop, begin, lay_out, tenant, sandbox):
    former = lay_out(shop)
    sandbox.fault(fault, times=0)
    run = begin(shop, follows=Follows(former.id), redo=former.result["placements"][1]["id"])
    runner.execute(run.id)
    run.refresh_from_db()
    assert (run.state, run.result) == (State.FAILED, None)
    assert run.problems
    assert books.used_and_held(tenant) == (5, 0)


@pytest.mark.parametrize("redo", ["p1", "p99"])
def test_nothing_can_be_made_anew_where_there_was_nothing(redo, shop, lay_out, begin, sandbox, tenant):
    follows = Follows(lay_out(shop).id) if redo == "p99" else Follows()
    sandbox.clear()
    run = begin(shop, follows=follows, redo=redo)
    runner.execute(run.id)
    run.refresh_from_db()
    assert (run.state, run.error_code) == (State.FAILED, "nothing_to_ask")
    assert "cannot be made anew" in run.error or "none of its components can be made anew" in run.error
    assert sandbox.requests() == []


def test_another_tenants_source_is_not_there(other_tenant, begin, tenant):
    theirs = sources.create_upload(other_tenant, "Theirs", csv_of(), filename="x.csv", at=tenant.created_at)
    with pytest.raises(InvalidInputError, match="There is no such source"):
        begin(theirs)
    assert books.kinds(tenant) == []


def test_another_tenants_theme_is_not_there(shop, begin, tenant):
    with pytest.raises(InvalidInputError, match="no such saved item"):
        begin(shop, theme="6f2b6f0a-3c0f-4d53-9f0e-5d1c2a9e7b10")


def test_data_that_is_gone_before_its_turn_costs_nothing(shop, begin, sandbox, tenant):
    run = begin(shop)
    sources.remove(shop)
    runner.execute(run.id)
    run.refresh_from_db()
    assert (run.state, run.error_code) == (State.FAILED, "nothing_to_ask")
    assert sandbox.requests() == []
    assert books.used_and_held(tenant) == (0, 0)
