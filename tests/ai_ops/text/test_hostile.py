"""A hostile fake drops, renames, doubles and translates placeholders, and adds what nobody asked for."""

from random import Random

import pytest

from sandbox.faults import HOSTILE
from tests.ai_ops.text import labels, oracle
from tests.ai_ops.text.asking import run

EVERYTHING = [(label, mode, fault) for label in labels.LABELS for mode in labels.MODES for fault in HOSTILE]


def has_words(label: str) -> bool:
    """Return whether a label is more than placeholders; what is not cannot be made shorter in three ways."""
    return any(each.isalpha() for each in oracle.bare(label))


def check_hostile(label: str, mode: str, fault: str) -> bool:
    """Check what is accepted of an answer that is hostile twice; return whether anything is."""
    asked = labels.request(label, mode)
    verdict = run(asked, fault, fault)
    if verdict.result is None:
        assert verdict.problems
        return False
    oracle.check(verdict.result, asked)
    return True


def check_repaired(label: str, mode: str, fault: str) -> None:
    """Check that a good answer after a hostile one is taken, with its placeholders."""
    asked = labels.request(label, mode)
    verdict = run(asked, fault)
    assert verdict.is_accepted, (label, mode, fault, verdict.problems)
    assert verdict.problems == () or not has_words(label)
    oracle.check(verdict.result, asked)


def sample(count: int) -> list[tuple[str, str, str]]:
    return Random(20_261_124).sample(EVERYTHING, count)


def test_of_hostile_answers_nothing_harmful_is_accepted():
    outcomes = {check_hostile(*each) for each in sample(400)}
    assert outcomes == {True, False}


def test_a_good_answer_after_a_hostile_one_is_accepted():
    for each in sample(300):
        check_repaired(*each)


@pytest.mark.proof
@pytest.mark.parametrize("fault", HOSTILE)
def test_of_all_hostile_answers_nothing_harmful_is_accepted(fault):
    for label in labels.LABELS:
        for mode in labels.MODES:
            check_hostile(label, mode, fault)
            check_repaired(label, mode, fault)


@pytest.mark.parametrize("mode", labels.MODES)
def test_good_answers_for_every_label_are_accepted_at_once(mode):
    for label in labels.LABELS[::4]:
        check_good(label, mode)


@pytest.mark.proof
@pytest.mark.parametrize("mode", labels.MODES)
def test_good_answers_for_all_labels_are_accepted_at_once(mode):
    for label in labels.LABELS:
        check_good(label, mode)


def check_good(label: str, mode: str) -> None:
    asked = labels.request(label, mode)
    verdict = run(asked)
    assert verdict.result is not None
    oracle.check(verdict.result, asked)
    if has_words(label) or mode != "shorten":
        assert (verdict.mends, verdict.problems) == ((), ()), label
        assert len(verdict.result["variants"]) == 3


CERTAIN = {
    "rename_mark", "translate_mark", "add_number", "add_link", "add_markup", "preamble", "too_long", "empty_text",
}  # fmt: skip


@pytest.mark.parametrize("fault", sorted(CERTAIN))
def test_what_cannot_be_restored_is_refused(fault):
    asked = {"mode": "rewrite", "source": "Queue time is currently {{value}} minutes.", "max_chars": 120}
    verdict = run(asked, fault, fault)
    assert verdict.result is None
    assert verdict.error_code in {"not_accepted", "invalid_output"}
    assert verdict.problems


@pytest.mark.parametrize("fault", ["add_bidi", "zero_width", "line_break", "quotes"])
def test_what_can_be_restored_is_mended_and_told(fault):
    asked = {"mode": "rewrite", "source": "Queue time is currently {{value}} minutes.", "max_chars": 120}
    clean, mended = run(asked), run(asked, fault)
    assert mended.result == clean.result
    assert clean.mends == ()
    assert mended.mends


def test_there_are_two_hundred_labels_with_none_to_four_placeholders():
    counts = [len(oracle.PLACEHOLDER.findall(label)) for label in labels.LABELS]
    assert len(set(labels.LABELS)) == 200
    assert {0, 1, 2, 3, 4} <= set(counts)
