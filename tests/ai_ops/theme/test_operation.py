"""The operation as the runner and the pages see it."""

import json

import pytest

from ai_ops import registry
from ai_ops.operations.theme.inputs import ThemeInput
from tests.ai_ops.theme.drafts import LIGHT, reviewed, theme


def test_theme_is_registered_for_one_credit():
    operation = registry.get("theme")
    assert (operation.credits, operation.provider, operation.needs) == (1, "anthropic", ("base",))


@pytest.mark.parametrize("example", registry.get("theme").examples, ids=lambda each: str(each.label))
def test_an_example_is_a_valid_request(example):
    ThemeInput.model_validate_json(json.dumps(example.inputs))


def test_there_are_four_examples_or_more():
    assert len(registry.get("theme").examples) >= 4


@pytest.mark.parametrize("mode", ["light", "dark", "both"])
def test_what_a_template_needs_is_presented(mode):
    made = theme(LIGHT, mode=mode, brand_colours=[{"hex": "#FFEB3B", "locked": True}])
    shown = registry.get("theme").present(made)
    assert [each["name"] for each in shown["modes"]] == list(made["modes"])
    assert sum(len(each["pairs"]) for each in shown["modes"]) == len(made["pairs"])
    for each in shown["modes"]:
        assert {pair["mode"] for pair in each["pairs"]} == {each["name"]}
        assert len(each["swatches"]) == 11
        primary = each["swatches"][0]
        assert (primary["role"], primary["hex"], primary["is_locked"]) == ("primary", "#FFEB3B", True)
        assert primary["ratio"] >= 4.5
    assert [each["role"] for each in shown["ramps"]] == ["primary", "secondary", "accent", "neutral"]
    assert shown["ramps"][0]["steps"][0] == ("50", made["ramps"]["primary"]["50"])


def test_a_review_survives_json_as_it_is():
    made = reviewed(LIGHT | {"accent": "#E8A33D"}, mode="both")
    assert json.loads(json.dumps(made.result, allow_nan=False)) == made.result
