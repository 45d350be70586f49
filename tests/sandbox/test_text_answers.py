"""What the sandbox writes for inline texts, mode by mode, and how it is spoilt."""

import json
from typing import Any

import pytest

from sandbox import answers
from sandbox.faults import HOSTILE

SCHEMA = {
    "type": "object",
    "properties": {
        "variants": {"type": "array", "items": {"type": "object", "properties": {"text": {"type": "string"}}}}
    },
    "required": ["variants"],
}
MARKS = {"⟦1⟧": "{{value}}"}


def ask(fault: str = "", after: str = "", **data: Any) -> list[str]:
    usual = {"task": "rewrite", "source": "", "language": "en-GB", "max_chars": 80, "single_line": True, "variants": 3}
    prompt = json.dumps(usual | {"marks": {}, "banned": [], "former": [], "note": "", "tone": "neutral"} | data) + after
    return [each["text"] for each in json.loads(answers.answer(SCHEMA, [("user", prompt)], fault=fault))["variants"]]


def test_shorter_texts_are_shorter_and_keep_their_marks():
    source = "Total sales of the harbour branch today: ⟦1⟧"
    texts = ask(task="shorten", source=source, marks=MARKS, max_chars=32)
    assert texts[0] == "Harbour branch sales: ⟦1⟧"
    assert all(text.count("⟦1⟧") == 1 and len(text) < len(source) for text in texts)


def test_mistakes_are_mended():
    assert (
        ask(task="fix", source="teh coffe is is avalable , please  wait")[0] == "The coffee is available, please wait"
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("cy", "Coffi ffres, drwy'r dydd"),
        ("de", "Frischer Kaffee, den ganzen Tag"),
        ("fr", "Café frais, toute la journée"),
        ("es", "Café recién hecho, todo el día"),
        ("it", "Caffè fresco, tutto il giorno"),
        ("nl", "Verse koffie, de hele dag"),
    ],
)
def test_signs_are_translated_by_the_lexicon(language, text):
    assert ask(task="translate", source="Fresh coffee, all day long", language=language)[0] == text


def test_words_that_the_lexicon_lacks_stay_and_an_address_too():
    text = ask(task="translate", source="Xylophone at harbour.example today", language="de")[0]
    assert text == "Xylophone at harbour.example heute"


@pytest.mark.parametrize("tone", ["neutral", "friendly", "formal", "playful", "urgent", "plain"])
def test_every_tone_has_words_of_its_own(tone):
    texts = ask(task="tone", tone=tone, source="Queue time is currently ⟦1⟧ minutes.", marks=MARKS)
    assert len(set(texts)) == 3
    others = ask(
        task="tone", tone="plain" if tone != "plain" else "formal", source="Queue time is currently ⟦1⟧ minutes."
    )
    assert texts != others


def test_a_new_text_is_about_the_instruction():
    texts = ask(task="generate", instruction="Invite guests to watch the sunset from the terrace")
    assert all("watch the sunset from the terrace" in text.casefold() for text in texts)


def test_a_field_that_may_be_used_is_shown_once():
    texts = ask(task="generate", instruction="Show our sales", marks={"⟦1⟧": "{sales.north}"})
    assert {text.count("⟦1⟧") for text in texts} == {0, 1}


@pytest.mark.parametrize("task", ["generate", "rewrite", "shorten", "expand", "fix", "translate", "tone"])
def test_the_same_request_has_the_same_answer_and_variants_differ(task):
    data = {"task": task, "source": "Please wait here for the next tour, thank you", "instruction": "A tour"}
    first = ask(**data, language="de" if task == "translate" else "en")
    assert first == ask(**data, language="de" if task == "translate" else "en")
    assert len({text.casefold() for text in first}) == 3
    assert all(not any(each.isdigit() for each in text) for text in first)


def test_a_former_answer_does_not_come_again_and_banned_words_never():
    data = {"source": "Fresh coffee, all day long"}
    former = ask(**data)
    assert not set(former) & set(ask(**data, former=former))
    assert not any("coffee" in text.casefold() for text in ask(**data, banned=["coffee"]))


@pytest.mark.parametrize("fault", HOSTILE)
def test_every_hostile_fault_spoils_the_answer_and_a_repair_heals_it(fault):
    data: dict[str, Any] = {"source": "Total sales of the day: ⟦1⟧", "marks": MARKS}
    clean = ask(**data)
    assert ask(fault, **data) != clean
    healed = ask(**data, after="\n\nYour last answer was refused.\nWhat is wrong with it:\n- It lost a placeholder.")
    assert healed == clean
