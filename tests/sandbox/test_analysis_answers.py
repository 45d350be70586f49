"""What the sandbox writes on facts, and how it is spoilt."""

import json
import re

import jsonschema  # type: ignore[import-untyped]
import pytest

from sandbox.faults import CLAIMS
from tests.sandbox import analysing
from tests.sandbox.analysing import FACTS, REPAIR, ask, block
from tests.sandbox.asking import client_of, request_of

REFERENCE = re.compile(r"\{(?:f\d+|F(\d+)(?:\.(\w+))?)\}")
TOLD = [fact for fact in FACTS if fact["kind"] != "statistic"]


def texts_of(draft):
    return [draft["summary"], *(each[name] for each in draft["findings"] for name in analysing_texts(each))]


def analysing_texts(finding):
    return [name for name in ("title", "explanation", "suggestion", "hypothesis") if finding[name]]


def check_good(draft, data):
    """Fail where a draft is not what a good analyst would write."""
    jsonschema.Draft202012Validator(analysing.schema()).validate(draft)
    facts = {each["id"]: each for each in data["facts"]}
    assert len(draft["findings"]) <= data["max_findings"]
    for finding in draft["findings"]:
        evidence = [facts[each] for each in finding["evidence"]]
        assert set(finding["columns"]) <= {column for each in evidence for column in each["columns"]}
        assert 1 <= len(evidence) <= 6
        assert len(finding["title"]) <= 90
        assert len(finding["explanation"]) <= 600
    for text in texts_of(draft):
        for number, part in REFERENCE.findall(text):
            assert not part or part in facts[f"F{number}"]["more"] or facts[f"F{number}"][part]
        assert not re.search(r"[\d{}\[\]<>]", REFERENCE.sub("", text)), text
    titles = [each["title"] for each in draft["findings"]]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("fact", TOLD, ids=lambda fact: fact["kind"])
def test_every_kind_of_fact_makes_a_finding_without_a_digit(fact):
    data = block(fact)
    draft = ask(data)
    check_good(draft, data)
    assert [each["evidence"] for each in draft["findings"]] == [["F1"]]
    assert "{F1" in draft["findings"][0]["explanation"]


@pytest.mark.parametrize("value", [40.0, -40.0])
@pytest.mark.parametrize("kind", ["level_shift", "trend", "period_change"])
def test_the_words_of_direction_follow_the_sign(kind, value):
    fact = next(each for each in FACTS if each["kind"] == kind) | {"value": value}
    rises = re.compile(r"\b(r[io]se[ns]?|climb|gr[eo]w|gain|up|high)", re.IGNORECASE)
    falls = re.compile(r"\b(f[ae]ll|declin|down|low|below|drop)", re.IGNORECASE)
    for question in ("", "Why?", "And now?", "What changed?"):
        said = ask(block(fact, question=question))["findings"][0]["explanation"]
        right, wrong = (rises, falls) if value > 0 else (falls, rises)
        assert right.search(said), said
        assert not wrong.search(said), said


def test_facts_of_one_story_make_one_finding():
    draft = ask(block(*FACTS[:2]))
    assert [each["evidence"] for each in draft["findings"]] == [["F1", "F2"]]
    assert draft["findings"][0]["columns"] == ["f2", "f3"]


def test_a_mean_stands_beside_a_single_dip_and_makes_no_finding_of_its_own():
    data = block(FACTS[3], FACTS[-1])
    draft = ask(data)
    check_good(draft, data)
    assert [each["evidence"] for each in draft["findings"]] == [["F1", "F2"]]
    assert ask(block(FACTS[-1]))["findings"] == []


def test_no_more_findings_come_than_were_asked_for_and_kinds_alternate():
    data = block(*FACTS, max_findings=3)
    draft = ask(data)
    check_good(draft, data)
    assert len({each["kind"] for each in draft["findings"]}) == 3


def test_what_was_asked_about_comes_first():
    draft = ask(block(*FACTS, question="How is the spread over our branch?"))
    assert draft["findings"][0]["columns"] == ["f4"]


def test_a_question_may_shorten_a_name_or_ask_about_everything():
    data = block(*FACTS, question="What about the branches?")
    assert ask(data)["findings"][0]["columns"] == ["f4"]
    assert "question" not in ask(block(*FACTS, question="What changed this month?"))["summary"]


def test_a_mean_stands_beside_one_finding_only():
    draft = ask(block(FACTS[3], {**FACTS[3], "since": "2026-06-01"}, FACTS[-1]))
    assert [each["evidence"] for each in draft["findings"]] == [["F1", "F3"], ["F2"]]


def test_a_question_that_no_fact_answers_is_said_to_be_open():
    assert "question" in ask(block(*FACTS, question="Who is the best employee?"))["summary"]


def test_where_nothing_stands_out_that_is_said():
    draft = ask(block())
    assert draft["findings"] == []
    assert draft["summary"]


def test_different_requests_are_worded_differently_and_the_same_one_alike():
    said = {ask(block(FACTS[0], question=f"Question {each}"))["findings"][0]["title"] for each in range(20)}
    assert len(said) == 3
    assert ask(block(*FACTS)) == ask(block(*FACTS))


def test_an_analysis_is_answered_over_http(sandbox):
    with client_of(sandbox.url) as client:
        message = client.messages.create(**request_of(analysing.schema(), json.dumps(block(*FACTS))))
    check_good(json.loads(message.content[0].text), block(*FACTS))


@pytest.mark.parametrize("fault", CLAIMS)
def test_every_false_claim_spoils_the_answer_and_a_repair_heals_it(fault):
    data = block(*FACTS)
    clean, spoilt = ask(data), ask(data, fault)
    assert spoilt != clean
    assert ask(data, after=REPAIR) == clean
    jsonschema.Draft202012Validator(analysing.schema()).validate(spoilt)


@pytest.mark.parametrize("fault", CLAIMS)
def test_a_false_claim_is_made_even_where_there_is_nothing_to_say(fault):
    assert ask(block(), fault)["findings"] != []


def test_all_false_leaves_no_finding_alone():
    data = block(*FACTS)
    clean, spoilt = ask(data)["findings"], ask(data, "all_false")["findings"]
    assert len(clean) == len(spoilt)
    assert all(one != other for one, other in zip(clean, spoilt, strict=True))


def test_false_draws_among_the_claims_by_its_seed(sandbox):
    sandbox.fault("false", seed=1, times=0)
    request = request_of(analysing.schema(), json.dumps(block(*FACTS)))
    with client_of(sandbox.url) as client:
        for _ in range(6):
            client.messages.create(**request)
    drawn = [each["fault"] for each in sandbox.requests()]
    assert set(drawn) <= set(CLAIMS)
    assert len(set(drawn)) > 2
