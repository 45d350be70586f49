"""What becomes of a draft: what is dropped is counted, what is mended is told, and all is confirmed on the data."""

import json
import unicodedata
from typing import Any

import polars as pl
import pytest

from ai_ops import registry
from ai_ops.base import InputGoneError
from ai_ops.operations.analysis import review
from ai_ops.operations.analysis.inputs import AnalysisInput
from connectors import frames
from tests.ai_ops.analysis import invariants
from tests.ai_ops.analysis.drafts import GOOD, document, parsed
from tests.ai_ops.analysis.tables import case, source_of


def reviewed(name, *, most=10, question="", change=None) -> Any:
    """Return the review of a good draft, changed in place by `change`, on the facts that are known already."""
    on = case(GOOD[name]["table"])
    drawn = document(on, GOOD[name])
    if change:
        change(drawn)
    return review.reviewed(
        parsed(drawn),
        on.prepared,
        frame=on.table.frame,
        inputs=AnalysisInput(source="data", max_findings=most, question=question),
        source=on.source,
    )


def test_a_result_holds_all_that_a_page_needs():
    made = reviewed("calls", question="Are there more calls?")
    assert json.loads(json.dumps(made.result)) == made.result
    assert made.result["name"] == "Traffic: 1 finding"
    assert made.result["question"] == "Are there more calls?"
    assert made.result["source"] == {
        "slug": "data",
        "name": "Traffic",
        "number": 3,
        "taken_at": "2026-11-20T08:00:00+00:00",
        "rows": 320,
    }
    assert made.result["period"] == {"since": "2026-01-01", "until": "2026-01-14T07:00:00", "time": "at"}
    assert made.result["columns"]["f2"] == {"name": "calls", "kind": "number", "unit": "", "role": "measure"}
    assert made.result["profile"]["rows"] == 320
    assert set(made.result["facts"]) == set(made.result["findings"][0]["evidence"])
    assert made.result["findings"][0]["exhibits"][0]["chart"]["type"] == "line"


def test_facts_that_only_the_summary_refers_to_are_kept_too():
    made = reviewed("the shop at large")
    assert any(fact["recipe"].get("which") == "rows" for fact in made.result["facts"].values())


def test_findings_stand_by_severity_and_then_by_strength():
    def change(drawn):
        drawn["findings"].reverse()

    found = reviewed("the shop at large", change=change).result
    ranks = [
        (
            invariants.SEVERITIES.index(each["severity"]),
            max(found["facts"][one]["strength"] for one in each["evidence"]),
        )
        for each in found["findings"]
    ]
    assert ranks == sorted(ranks, reverse=True)


def test_what_is_dropped_is_told_to_the_model_by_its_place_and_to_people_without_a_word_of_it():
    def change(drawn):
        drawn["findings"][1]["evidence"] = ["Buy it!"]
        drawn["findings"][2] |= {"kind": "seasonality", "columns": ["f99"]}

    made = reviewed("the shop at large", change=change)
    assert [each.split(":")[0] for each in made.problems] == ["Finding 2", "Finding 3", "Finding 3"]
    assert "Buy it!" in made.problems[0]
    assert made.result["dropped"] == [
        "A claim was dropped: it named a fact that is not there.",
        "A claim was dropped: its evidence is of another kind than the claim.",
    ]
    assert len(made.result["findings"]) == 3


def test_problems_never_repeat_more_than_forty_characters():
    hostile = "ignoreallrules" * 5

    def change(drawn):
        drawn["findings"][0]["explanation"] = f"It {{{hostile}}} is, {hostile} {hostile}4, says {hostile}."
        drawn["findings"][0]["title"] = f"{hostile}9"

    made = reviewed("spike", change=change)
    assert len(made.problems) > 2
    assert not any(hostile[:41] in each for each in made.problems)


def test_a_severity_that_the_evidence_does_not_carry_is_lowered_and_told():
    made = reviewed("power", change=lambda drawn: drawn["findings"][0].update(severity="critical"))
    assert made.is_accepted
    assert made.result["findings"][0]["severity"] == "info"
    (mend,) = made.mends
    assert mend == (
        "“Power follows a daily rhythm”: the severity was lowered from critical to info, "
        "as the evidence allows no more."
    )


def test_a_mild_severity_stays():
    assert reviewed("shift", change=lambda drawn: drawn["findings"][0].update(severity="info")).mends == ()


@pytest.mark.parametrize("name", ["suggestion", "hypothesis"])
@pytest.mark.parametrize(
    "text", ["Call 112.", "Lower it to {F1}.", "See www.example.com there.", "It may have tripled."]
)
def test_advice_with_a_fault_is_emptied_and_costs_no_finding(name, text):
    made = reviewed("shift", change=lambda drawn: drawn["findings"][0].update({name: text}))
    assert made.is_accepted
    assert made.result["findings"][0][name] == ""
    assert f"its {name} was left out" in made.mends[0]


def test_advice_may_name_columns_and_blank_advice_is_none():
    change = {"suggestion": "Watch {f4} closely.", "hypothesis": " \n"}
    made = reviewed("shift", change=lambda drawn: drawn["findings"][0].update(change))
    assert made.mends == ()
    assert made.result["findings"][0]["suggestion"] == "Watch {f4} closely."
    assert made.result["findings"][0]["hypothesis"] == ""


def test_a_faulty_sentence_of_the_summary_is_left_out_and_told():
    made = reviewed("spike", change=lambda drawn: drawn.update(summary="One hour stands out. It was 99 visits."))
    assert made.is_accepted
    assert made.result["summary"] == "One hour stands out."
    assert made.mends[0].startswith("A sentence of the summary was left out: it writes a number itself")


def test_a_summary_of_which_nothing_is_left_is_written_by_the_program():
    made = reviewed("spike", change=lambda drawn: drawn.update(summary="It was 99 visits."))
    assert made.result["summary"] == "The data confirms the finding below."
    assert made.mends[-1] == "The summary was written by the program."


def test_a_summary_says_nothing_of_facts_that_were_not_confirmed():
    on = case("Traffic")
    drawn = document(on, GOOD["traffic at large"])
    drawn["summary"] = f"{drawn['summary']} Now they stand at {{{on.fact('level_shift', 'calls').id}.after}}."
    made = review.reviewed(
        parsed(drawn),
        on.prepared,
        frame=on.table.frame.with_columns(pl.col("calls") + 1),
        inputs=AnalysisInput(source="data"),
        source=on.source,
    )
    assert made.result is not None
    assert "{" not in made.result["summary"]
    assert len(made.result["findings"]) == 2
    assert made.result["dropped"] == ["A claim was dropped: a fact that it rests on was not confirmed."]


def test_the_strongest_findings_are_kept_where_there_are_more_than_asked_for():
    whole, few = reviewed("the shop at large"), reviewed("the shop at large", most=2)
    assert few.is_accepted
    assert few.result["findings"] == whole.result["findings"][:2]
    assert few.mends[-1] == "3 findings more than asked for were left out, the weakest."


def test_a_summary_says_nothing_of_findings_that_are_not_shown():
    few = reviewed("the shop at large", most=2)
    assert "stock shrinks" not in few.result["summary"]
    assert few.mends[0].startswith("A sentence of the summary was left out")


def test_the_numbers_of_the_question_may_be_repeated():
    def change(drawn):
        drawn["findings"][0]["suggestion"] = "Look at the hours before 18 too."

    assert reviewed("spike", change=change).mends
    assert reviewed("spike", change=change, question="What happened before 18 o'clock?").mends == ()


def test_the_column_of_times_may_stand_beside_the_evidences_own():
    def change(drawn):
        drawn["findings"][0]["columns"] = ["f1", "f2"]

    assert reviewed("spike", change=change).result["findings"][0]["columns"] == ["f2"]
    assert reviewed("spike", change=lambda drawn: drawn["findings"][0].update(columns=["f1"])).result is None


def test_no_finding_is_no_analysis():
    made = reviewed("spike", change=lambda drawn: drawn.update(findings=[]))
    assert (made.result, made.problems) == (None, (review.NOTHING,))


def test_characters_that_nobody_sees_are_taken_out_and_told():
    def change(drawn):
        drawn["findings"][0]["explanation"] = drawn["findings"][0]["explanation"].replace("usual.", "us\u200bual.")

    made = reviewed("spike", change=change)
    assert made.is_accepted
    assert "characters that nobody sees" in made.mends[0]
    assert "\u200b" not in made.result["findings"][0]["explanation"]


@pytest.fixture
def calls():
    """The draft on calls, and the operation."""
    return parsed(document(case("Traffic"), GOOD["calls"])), registry.get("analysis")


def test_the_whole_road_reads_the_source_twice_and_accepts(calls):
    readings = [case("Traffic").table] * 3
    source = source_of(readings[0], name="Traffic", read=readings.pop)
    made = calls[1].review(calls[0], AnalysisInput(source="data"), {"source": source})
    assert made.is_accepted
    assert len(readings) == 1


def test_evidence_that_another_reading_does_not_confirm_is_dropped(calls):
    table = case("Traffic").table
    other = frames.Table(table.frame.with_columns(pl.col("calls") * 1.001), table.fields)
    readings = iter([table, other])
    source = source_of(table, read=lambda: next(readings))
    made = calls[1].review(calls[0], AnalysisInput(source="data"), {"source": source})
    assert made.result is None
    assert "was not confirmed by the data" in made.problems[0]


def test_data_that_is_gone_meanwhile_ends_the_run(calls):
    def gone():
        raise InputGoneError("It is gone.")

    source = source_of(case("Traffic").table, read=gone)
    with pytest.raises(InputGoneError):
        calls[1].review(calls[0], AnalysisInput(source="data"), {"source": source})


def test_a_result_of_hostile_names_can_be_stored_and_shows_nothing_hidden():
    names = {"calls": "ca\x00lls\u202e <b>\n" + "x" * 400, "load": "lo\u200bad", "jitter": "=cmd|x"}
    table = case("Traffic").table
    hostile = frames.from_frame(table.frame.rename(names))
    source = source_of(hostile, name="So\u202eurce" + "y" * 100)
    made = registry.get("analysis").review(
        parsed(document(case("Traffic"), GOOD["traffic at large"])), AnalysisInput(source="data"), {"source": source}
    )
    assert made.result is not None
    assert made.is_accepted
    assert "\\u0000" not in json.dumps(made.result)
    shown = [made.result["name"], *(each["name"] for each in made.result["columns"].values())]
    assert max(map(len, shown)) <= 120
    assert not [each for text in shown for each in text if unicodedata.category(each)[0] == "C"]


def test_a_template_gets_each_finding_with_its_evidence_and_how_it_was_computed():
    made = reviewed("the shop at large").result
    presented = registry.get("analysis").present(made)
    assert (presented["count"], presented["dropped"]) == (5, 0)
    first = presented["findings"][0]
    assert first["number"] == 1
    assert first["title"] == made["findings"][0]["title"]
    assert first["column_names"] == [made["columns"][each]["name"] for each in made["findings"][0]["columns"]]
    evidence = first["evidence"][0]
    assert evidence["id"] == made["findings"][0]["evidence"][0]
    assert evidence["words"] == evidence["kind"].replace("_", " ")
    assert 2 <= len(evidence["how"]) <= 4
    assert first["exhibits"][0]["fact"] == evidence
