"""Whatever comes in as a draft and as a request, what is accepted satisfies every invariant."""

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from ai_ops import registry
from ai_ops.operations.theme.draft import ThemeDraft
from tests.ai_ops.theme import invariants
from tests.ai_ops.theme.drafts import DARK, LIGHT, drafts, json_values, parsed, request, theme, wishes

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)


def accept(document, asked, base=None):
    """Check what is accepted of a draft; return whether anything was."""
    made = registry.get("theme").review(parsed(document), request(**asked), {"base": base})
    assert made.is_accepted != bool(made.problems)
    if made.is_accepted:
        invariants.check(made.result, wishes=asked, base=base)
        json.dumps(made.mends)
    return made.is_accepted


@settings(CALM, max_examples=50)
@given(document=drafts, asked=wishes)
def test_every_accepted_theme_satisfies_every_invariant(document, asked):
    accept(document, asked)


@pytest.mark.proof(is_sampled=True)
@settings(CALM, max_examples=1500 if os.environ.get("INSPIRE_PROOF") else 75)
@given(document=drafts, asked=wishes)
def test_every_accepted_theme_of_many_satisfies_every_invariant(document, asked):
    accept(document, asked)


@settings(CALM, max_examples=10)
@given(document=drafts, asked=wishes, was_asked=wishes)
def test_a_variation_satisfies_every_invariant_and_keeps_what_was_locked(document, asked, was_asked):
    base = theme(DARK, **was_asked)
    accept(document | {"name": "Dusk", "rationale": "Calm."}, asked, base=base)


@settings(CALM, max_examples=60)
@given(document=st.sampled_from([LIGHT, DARK]), field=st.sampled_from(sorted(LIGHT)), value=json_values)
def test_any_json_in_any_field_is_refused_or_made_into_a_sound_theme(document, field, value):
    asked = {"description": "A calm harbour", "mode": "light", "brand_colours": []}
    try:
        parsed(document | {field: value})
    except ValidationError:
        return
    accept(document | {field: value}, asked)


@settings(CALM, max_examples=100)
@given(document=json_values)
def test_any_json_document_that_is_no_draft_is_refused(document):
    with pytest.raises(ValidationError):
        ThemeDraft.model_validate_json(json.dumps(document), strict=True)


@pytest.mark.parametrize("document", [LIGHT, DARK])
@pytest.mark.parametrize("mode", ["light", "dark", "both"])
def test_a_good_draft_is_accepted_in_every_mode(document, mode):
    assert accept(document, {"description": "A calm harbour", "mode": mode, "brand_colours": []})
