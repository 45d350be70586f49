"""What may be typed as a key, and what is shown of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byok import shapes
from byok.errors import KeyShapeError
from tests.byok.owning import SECRETS

ANTHROPIC, OPENAI = SECRETS["anthropic"], SECRETS["openai"]
PROVIDERS = sorted(shapes.SHAPES)


def sentence_for(provider: str, typed: str, *, is_local: bool = False) -> str:
    with pytest.raises(KeyShapeError) as refusal:
        shapes.check(provider, typed, is_local=is_local)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("provider", "typed"),
    [
        ("anthropic", ANTHROPIC),
        ("anthropic", "sk-ant-api03-" + "x" * 487),
        ("openai", OPENAI),
        ("openai", "sk-0123456789abcdefg"),
        ("openai", "sk-svcacct-harbour_lights-1"),
        ("openai", "sk-antelope-in-the-dusk"),
    ],
)
def test_an_ordinary_key_is_taken_as_it_is(provider, typed):
    assert shapes.check(provider, typed, is_local=False) == typed


WRONG = {
    "nothing": ("", "Paste your Anthropic key here."),
    "blanks": (" \t\n", "Paste your Anthropic key here."),
    "mask": ("sk-ant-…x9Q2", "This is a key's mask, not the key."),
    "dotted mask": ("sk-ant-...x9Q2", "This is a key's mask, not the key."),
    "bullets": ("•" * 24, "This is a key's mask, not the key."),
    "line break inside": (f"{ANTHROPIC[:20]}\n{ANTHROPIC[20:]}", "There is a line break"),
    "line break after": (f"{ANTHROPIC}\r\n", "There is a line break"),
    "line break before": (f"\n{ANTHROPIC}", "There is a line break"),
    "separator inside": (f"{ANTHROPIC[:20]}\u2028{ANTHROPIC[20:]}", "There is a line break"),
    "space before": (f" {ANTHROPIC}", "There is a space before or after the key."),
    "space after": (f"{ANTHROPIC} ", "There is a space before or after the key."),
    "tab after": (f"{ANTHROPIC}\t", "There is a space before or after the key."),
    "hard space after": (f"{ANTHROPIC}\u00a0", "There is a space before or after the key."),
    "quotes": (f'"{ANTHROPIC}"', "There are quotation marks around the key."),
    "curly quotes": (f"“{ANTHROPIC}”", "There are quotation marks around the key."),
    "one quote": (f"{ANTHROPIC}'", "There are quotation marks around the key."),
    "assignment": (f"ANTHROPIC_API_KEY={ANTHROPIC}", "There is more than the key"),
    "header": (f"Bearer {ANTHROPIC}", "There is more than the key"),
    "space inside": (f"{ANTHROPIC[:20]} {ANTHROPIC[20:]}", "There are spaces or signs in it that no key has."),
    "zero-width space": (f"{ANTHROPIC}\u200b", "There are spaces or signs in it that no key has."),
    "null": (f"{ANTHROPIC}\0", "There are spaces or signs in it that no key has."),
    "letters of elsewhere": (f"{ANTHROPIC}é", "There are spaces or signs in it that no key has."),
    "admin key": ("sk-ant-admin01-harbour-lights", "This is an admin key"),
    "older admin key": ("sk-ant-api01-harbour-lights", "This is an admin key"),
    "the other's admin key": ("sk-admin-harbour-lights", "This is an admin key"),
    "the other's key": (OPENAI, "This is a key of OpenAI. Enter it on the OpenAI card; this one takes keys of"),
    "demo key": ("sk-ant-sandbox-good", "This is a demo key, which works in local mode alone."),
    "something else": ("harbour-lights-at-dusk-2026", "Keys of Anthropic begin with sk-ant-, and this does not."),
    "too short": ("sk-ant-api03-x", "This is too short for a key of Anthropic"),
    "too long": ("sk-ant-" + "x" * 494, "This is too long for a key of Anthropic."),
}


@pytest.mark.parametrize("case", WRONG)
def test_each_thing_that_is_no_key_has_a_sentence_of_its_own(case):
    typed, begins = WRONG[case]
    sentence = sentence_for("anthropic", typed)
    assert sentence.startswith(begins)
    assert "%" not in sentence
    assert ANTHROPIC not in sentence


OPENAIS = {
    "nothing": ("", "Paste your OpenAI key here."),
    "admin key": ("sk-admin-harbour-lights", "This is an admin key"),
    "the other's admin key": ("sk-ant-admin01-harbour", "This is an admin key"),
    "the other's key": (ANTHROPIC, "This is a key of Anthropic. Enter it on the Anthropic card"),
    "the other's demo key": ("sk-ant-sandbox-good", "This is a key of Anthropic."),
    "demo key": ("sk-sandbox-good", "This is a demo key"),
    "something else": ("harbour-lights-at-dusk-2026", "Keys of OpenAI begin with sk-, and this does not."),
    "too short": ("sk-proj-x", "This is too short for a key of OpenAI"),
    "mask": (shapes.mask_of("openai", OPENAI), "This is a key's mask"),
}


@pytest.mark.parametrize("case", OPENAIS)
def test_openais_card_knows_its_own_keys_from_the_others(case):
    typed, begins = OPENAIS[case]
    assert sentence_for("openai", typed).startswith(begins)


@pytest.mark.parametrize(("provider", "typed"), [("anthropic", "sk-ant-sandbox-good"), ("openai", "sk-sandbox-good")])
def test_a_demo_key_is_taken_in_local_mode(provider, typed):
    assert shapes.check(provider, typed, is_local=True) == typed
    assert shapes.is_sandbox(provider, typed)


typed_texts = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", " ", '"', "\n", "key="]),
        st.sampled_from(["sk-", "sk-ant-", "sk-ant-sandbox-", "sk-admin-", "sk-proj-"]),
        st.text(st.characters(max_codepoint=0x2100), max_size=60),
    ),
)


@given(st.sampled_from(PROVIDERS), typed_texts, st.booleans())
def test_what_is_taken_is_what_was_typed_and_can_stand_in_a_header(provider, typed, is_local):
    try:
        key = shapes.check(provider, typed, is_local=is_local)
    except KeyShapeError as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017 - either outcome is right
    else:
        assert key == typed
        assert key.isascii()
        assert key.isprintable()
        assert not set(key) & set(" \"'=*")
        assert shapes.provider_of(key) == provider


@given(st.sampled_from(PROVIDERS), st.booleans(), st.from_regex(r"[A-Za-z0-9_-]{20,200}", fullmatch=True))
def test_a_mask_shows_the_prefix_and_four_characters(provider, is_demo, rest):
    shape = shapes.SHAPES[provider]
    prefix = shape.sandbox_prefix if is_demo else shape.prefix
    mask = shapes.mask_of(provider, f"{prefix}{rest}")
    shown, _, end = mask.partition(shapes.HIDDEN)
    assert shown in (shape.prefix, shape.sandbox_prefix)
    assert end == rest[-4:]
    assert len(mask) <= 24
