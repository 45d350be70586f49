"""What a model may answer."""

import json

import pytest
from pydantic import ValidationError

from ai_ops import registry
from ai_ops.operations.theme import draft
from ai_ops.operations.theme.fonts import FONTS
from tests.ai_ops.theme.drafts import LIGHT, parsed

LIMITS = {"minimum", "maximum", "minLength", "maxLength", "pattern", "minItems", "maxItems"}
FORBIDDEN = LIMITS | {"anyOf", "oneOf", "allOf", "$ref", "default"}


def test_a_good_draft_is_taken():
    assert parsed(LIGHT).primary == "#0E7C86"
    assert parsed(LIGHT | {"primary": "#0e7c86"}).primary == "#0E7C86"


@pytest.mark.parametrize(
    "fault",
    [
        {"primary": "teal"},
        {"primary": "#0E7C8"},
        {"primary": "#0E7C86; background: url(x)"},
        {"primary": "#0E7C86\n"},
        {"primary": None},
        {"chart": LIGHT["chart"][:5]},
        {"chart": [*LIGHT["chart"], "#000000", "#111111"]},
        {"chart": "#0E7C86"},
        {"heading_font": "Comic Sans MS"},
        {"heading_font": "https://fonts.example/x.css"},
        {"heading_weight": 650},
        {"heading_weight": "700"},
        {"body_weight": 900},
        {"base_px": 11.9},
        {"base_px": 32.1},
        {"base_px": "18"},
        {"base_px": True},
        {"ratio": 1},
        {"ratio": 3},
        {"spacing_base": 5},
        {"radius": -1},
        {"radius": 25},
        {"name": ""},
        {"name": "x" * 61},
        {"rationale": ""},
        {"rationale": "x" * 601},
        {"css": "body { display: none }"},
    ],
)
def test_one_fault_in_a_good_draft_is_caught(fault):
    with pytest.raises(ValidationError) as caught:
        parsed(LIGHT | fault)
    assert {each["loc"][0] for each in caught.value.errors()} == set(fault)


@pytest.mark.parametrize("field", sorted(LIGHT))
def test_every_field_is_needed(field):
    with pytest.raises(ValidationError):
        parsed({name: value for name, value in LIGHT.items() if name != field})


def parts(schema):
    yield schema
    for value in schema.values():
        if isinstance(value, dict):
            yield from parts(value)


def test_the_schema_for_the_provider_is_small_flat_and_static():
    schema = registry.get("theme").schema()
    assert schema == draft.schema()
    assert len(json.dumps(schema)) < 4_000
    assert schema["required"] == list(schema["properties"])
    assert schema["additionalProperties"] is False
    assert not any(FORBIDDEN & set(part) for part in parts(schema))
    assert all(len(part["enum"]) <= 20 for part in parts(schema) if isinstance(part.get("enum"), list))


def test_the_schema_and_the_strict_model_have_the_same_fields():
    assert set(draft.schema()["properties"]) == set(draft.ThemeDraft.model_fields)


def test_fonts_are_offered_by_slug_from_our_list_of_system_fonts():
    assert len(FONTS) >= 10
    assert draft.schema()["properties"]["body_font"]["enum"] == list(FONTS)
    for font in FONTS.values():
        assert font.families[-1] in ("serif", "sans-serif", "monospace")
        assert not set(font.stack) & set("{};:()<>\\/@")
        assert font.stack.count('"') % 2 == 0
    assert len({font.stack for font in FONTS.values()}) == len(FONTS)
