"""What a layout takes, and what a form sends."""

import pytest
from django.http import QueryDict
from pydantic import ValidationError

from ai_ops import inputs, registry
from ai_ops.errors import InvalidInputError
from ai_ops.layouts.model import LANDSCAPE, PORTRAIT, Canvas
from ai_ops.operations.content.examples import EXAMPLES
from ai_ops.operations.content.inputs import ContentInput, read_form

GOOD = {"brief": "The rain", "sources": ["weather"]}


def test_a_brief_and_a_source_are_enough():
    made = ContentInput.model_validate(GOOD)
    assert (made.grid, made.max_components, made.theme, made.redo) == (LANDSCAPE, 8, None, "")
    assert len(made.allowed) == 15


def test_columns_and_rows_count_for_an_own_canvas_alone():
    sides = {"columns": 20, "rows": 40}
    assert ContentInput.model_validate(GOOD | sides | {"canvas": "own"}).grid == Canvas(20, 40)
    assert ContentInput.model_validate(GOOD | sides | {"canvas": "portrait"}).grid == PORTRAIT


def test_repeats_are_left_out_and_no_theme_may_be_empty():
    made = ContentInput.model_validate(
        GOOD | {"sources": ["a", "b", "a"], "components": ["metric", "metric"], "theme": ""}
    )
    assert (made.sources, made.components, made.theme) == (["a", "b"], ["metric"], None)


@pytest.mark.parametrize(
    "fault",
    [
        {"brief": "ab"},
        {"brief": "\u200b\u200b\u200b\u200b"},
        {"brief": "x" * 1_001},
        {"sources": []},
        {"sources": [f"s{at}" for at in range(6)]},
        {"sources": [""]},
        {"canvas": "round"},
        {"columns": 7},
        {"rows": 65},
        {"theme": "mine"},
        {"components": ["iframe"]},
        {"max_components": 0},
        {"max_components": 17},
        {"redo": "p" * 21},
        {"script": "x"},
    ],
)
def test_what_is_beyond_the_limits_is_refused(fault):
    with pytest.raises(ValidationError):
        ContentInput.model_validate(GOOD | fault)


def test_a_component_that_there_is_not_is_named_in_words():
    with pytest.raises(InvalidInputError, match="There is no component “iframe”"):
        inputs.validate(registry.get("content"), GOOD | {"components": ["iframe"]})


def test_a_form_is_read_as_it_was_filled_in():
    form = QueryDict(
        "brief=The+rain%0D%0Anow&sources=a&sources=b&canvas=own&columns=20&rows=30&theme=&components=metric"
        "&max_components=4&redo=p2"
    )
    made = inputs.validate(registry.get("content"), read_form(form))
    assert isinstance(made, ContentInput)
    assert (made.brief, made.sources, made.grid) == ("The rain\nnow", ["a", "b"], Canvas(20, 30))
    assert (made.theme, made.components, made.max_components, made.redo) == (None, ["metric"], 4, "p2")


def test_an_empty_form_lacks_a_brief_and_sources():
    with pytest.raises(InvalidInputError) as caught:
        inputs.validate(registry.get("content"), read_form(QueryDict("columns=many")))
    assert {"brief", "sources", "columns"} == set(caught.value.errors)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.label))
def test_every_example_is_valid(example):
    ContentInput.model_validate(GOOD | dict(example.inputs))
