"""Descriptions in every mode, through the real client, the sandbox and the pipeline."""

import json
import os
import random
from itertools import product

import pytest

from ai_ops import pipeline, registry
from ai_ops.base import Origin
from ai_ops.pipeline import Job
from ai_ops.providers import anthropic
from ai_ops.providers.base import Call, Endpoint
from tests.ai_ops.theme import invariants, tokens_format
from tests.ai_ops.theme.descriptions import DESCRIPTIONS
from tests.ai_ops.theme.drafts import request

MODES = ("light", "dark", "both")
MATRIX = [(description, mode) for description in DESCRIPTIONS for mode in MODES]
SAMPLE = random.Random(2026).sample(MATRIX, 9)


@pytest.fixture
def generate(sandbox):
    """Return a function that takes wishes the whole way, and gives the verdict."""
    endpoint = Endpoint(sandbox.url, "sandbox", "sandbox")

    def run(*, base=None, **wishes):
        def call(asked, _purpose):
            return anthropic.generate(asked, Call("anthropic", endpoint, "claude-haiku-5-5", 30, lambda _: None))

        job = Job(registry.get("theme"), request(**wishes), {"base": base})
        return pipeline.run(job, call=call, on_stage=lambda _: None)

    return run


def accepted(verdict, **wishes):
    """Return a verdict's theme, which satisfies every invariant and whose tokens are valid."""
    assert verdict.is_accepted, verdict.problems
    invariants.check(verdict.result, wishes={"brand_colours": []} | wishes)
    for export in registry.get("theme").exports:
        content = export.render(verdict.result, verdict.result["name"], Origin())
        if export.slug == "tokens":
            assert isinstance(content, str)
            tokens_format.validate(json.loads(content))
    return verdict.result


def palette(theme):
    colours = next(iter(theme["modes"].values()))
    return (*colours["roles"].values(), *colours["chart"])


@pytest.mark.parametrize(("description", "mode"), SAMPLE)
def test_a_description_becomes_a_theme_without_a_failing_pair(generate, description, mode):
    accepted(generate(description=description, mode=mode), mode=mode)


@pytest.mark.parametrize("mode", MODES)
def test_a_low_contrast_answer_becomes_a_theme_without_a_failing_pair_and_says_so(generate, sandbox, mode):
    sandbox.fault("low_contrast")
    verdict = generate(description=DESCRIPTIONS[0], mode=mode)
    theme = accepted(verdict, mode=mode)
    assert any(" from 1." in mend for mend in verdict.mends)
    assert theme["changes"]


def test_different_descriptions_give_different_palettes(generate):
    first, second = (generate(description=each, mode="light") for each in DESCRIPTIONS[:2])
    assert palette(accepted(first, mode="light")) != palette(accepted(second, mode="light"))


def test_a_locked_colour_and_a_variation_go_the_whole_way(generate):
    brand = [{"hex": "#FFEB3B", "locked": True}]
    base = accepted(
        generate(description=DESCRIPTIONS[0], mode="both", brand_colours=brand), mode="both", brand_colours=brand
    )
    varied = generate(description="The same, but at noon", mode="dark", base=base)
    invariants.check(varied.result, wishes={"mode": "dark", "brand_colours": []}, base=base)


@pytest.mark.parametrize("fault", ["wrong_schema", "invalid_json"])
def test_an_answer_that_is_no_theme_is_asked_for_again_once(generate, sandbox, fault):
    sandbox.fault(fault)
    accepted(generate(description=DESCRIPTIONS[0], mode="light"), mode="light")
    assert len(sandbox.requests()) == 2


@pytest.mark.proof(is_sampled=True)
def test_fifty_descriptions_in_three_modes_low_contrast_among_them(generate, sandbox):
    drawn = DESCRIPTIONS if os.environ.get("INSPIRE_PROOF") else random.sample(DESCRIPTIONS, 13)
    palettes = {}
    for place, (description, mode) in enumerate(product(drawn, MODES)):
        if place % 4 == 0:
            sandbox.fault("low_contrast")
        palettes[description, mode] = palette(accepted(generate(description=description, mode=mode), mode=mode))
    for mode in MODES:
        assert len({palettes[description, mode] for description in drawn}) == len(drawn)
