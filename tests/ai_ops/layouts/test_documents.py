"""Layouts are read from JSON strictly: in whole, or not at all with the reason."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from ai_ops.base import InvalidFileError
from ai_ops.drawing import themes
from ai_ops.layouts import documents
from ai_ops.layouts.documents import LayoutDocument

from .tables import good

LOOK = {"name": "Calm", **themes.PLAIN}


def body():
    found = good()
    return {
        "name": found.title,
        "rationale": "",
        "canvas": {"columns": 32, "rows": 18},
        "background": "background",
        "theme": {"id": "8c0f6d9e-6f0d-4c3e-9a43-0f6f4f1f9b11", "name": "Calm"},
        "look": copy.deepcopy(LOOK),
        "sources": [{"slug": "sales", "name": "Sales", "number": 3}],
        "placements": documents.placements_as_json(found.placements),
        "coverage": 100.0,
        "baseline": documents.placements_as_json(found.placements),
    }


def test_what_is_written_is_read_back_the_same():
    content = documents.read(json.loads(json.dumps(body())))
    assert documents.layout_of(content) == good()
    assert documents.layout_of(content, part="baseline") == good()
    assert documents.read(content) == content
    assert themes.look(content["look"]) == themes.look(LOOK)


def test_coverage_is_measured_and_not_believed():
    assert documents.read(body() | {"coverage": 3.0})["coverage"] == 100.0


def test_a_layout_needs_neither_theme_nor_look_nor_baseline():
    small = {name: body()[name] for name in ("name", "canvas", "background", "placements")}
    content = documents.read(small)
    assert (content["theme"], content["look"], content["baseline"], content["sources"]) == (None, None, [], [])


def placed(**values):
    found = body()
    found["placements"][1] |= values
    return found


def bound(**values):
    found = body()
    found["placements"][1]["bindings"][0] |= values
    return found


def looked(*path, value):
    found = body()
    part = found["look"]
    for each in path[:-1]:
        part = part[each]
    part[path[-1]] = value
    return found


HOSTILE = {
    "no object": [],
    "unknown field": body() | {"script": "alert(1)"},
    "prototype": body() | {"__proto__": {"x": 1}},
    "no name": body() | {"name": ""},
    "unseen name": body() | {"name": "\u202e\u200b"},
    "long name": body() | {"name": "x" * 201},
    "number as name": body() | {"name": 5},
    "small canvas": body() | {"canvas": {"columns": 7, "rows": 18}},
    "huge canvas": body() | {"canvas": {"columns": 10**9, "rows": 18}},
    "fraction of a cell": body() | {"canvas": {"columns": 32.5, "rows": 18}},
    "canvas as text": body() | {"canvas": {"columns": "32", "rows": 18}},
    "truth as number": placed(x=True),
    "colour as background": body() | {"background": "red"},
    "no placements": body() | {"placements": []},
    "many placements": body() | {"placements": body()["placements"] * 4},
    "twin ids": placed(id="p1"),
    "odd id": placed(id="<b>"),
    "odd component": placed(component="../../etc"),
    "off grid": placed(x=30),
    "below zero": placed(y=-1),
    "no width": placed(w=0),
    "over another": placed(w=9),
    "long title": placed(title="x" * 201),
    "many bindings": placed(bindings=body()["placements"][1]["bindings"] * 9),
    "unknown part of a placement": placed(onclick="x"),
    "unknown source of a value": bound(source="python"),
    "unknown aggregate": bound(aggregate="exec"),
    "long formula": bound(source="formula", value="1+" * 400 + "1"),
    "missing value": bound(value=None),
    "odd input": bound(input="Value!"),
    "theme that is no id": body() | {"theme": {"id": "../x", "name": "x"}},
    "many sources": body() | {"sources": body()["sources"] * 6},
    "odd slug": body() | {"sources": [{"slug": "a b", "name": "x", "number": 1}]},
    "colour with a function": looked("modes", "light", "muted", value="url(x)"),
    "colour of three digits": looked("modes", "light", "roles", "text", value="#000"),
    "unknown mode": looked("modes", "sepia", value=LOOK["modes"]["light"]),
    "no mode": looked("modes", value={}),
    "unreadable text": looked("modes", "dark", "roles", "text", value="#19212D"),
    "unknown font": looked("typography", "heading", "font", value="Comic, url(x)"),
    "huge text": looked("typography", "base_px", value=10_000),
    "endless ratio": looked("typography", "ratio", value=1e308),
    "no typography": looked("typography", value=None),
    "negative radius": looked("radius", value=-1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_in_whole_with_its_reason(name):
    with pytest.raises(InvalidFileError, match=r"^The layout is refused\. .+\.$") as refused:
        documents.read(HOSTILE[name])
    assert len(str(refused.value)) < 900


def test_a_reason_names_its_place_and_never_repeats_the_value():
    with pytest.raises(InvalidFileError) as refused:
        documents.read(placed(x=10**6, title="secret " * 40))
    assert "placements.1.x" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_what_a_drawing_does_not_read_of_a_theme_is_not_kept():
    found = looked("modes", "light", "large", value={"primary": "<script>"})
    assert "script" not in json.dumps(documents.read(found))


def test_more_formulas_than_can_be_computed_in_time_are_refused():
    def read(count):
        bindings = [
            {"input": "column", "source": "formula", "value": f"{{sales.row.takings}} + {at}"} for at in range(8)
        ]
        placed = documents.placements_as_json(good().placements)[0]
        crowd = [
            {**placed, "id": f"p{at}", "bindings": [{**each, "value": f"{each['value']} * {at}"} for each in bindings]}
            for at in range(count)
        ]
        return documents.read_placements(json.dumps(crowd))

    assert len(read(3)) == 3
    with pytest.raises(InvalidFileError, match="There are 32 formulas, and 24 is the most"):
        read(4)


def test_a_forms_placements_are_read_as_strictly():
    text = json.dumps(documents.placements_as_json(good().placements))
    assert documents.read_placements(text) == good().placements
    for wrong in ("", "{", "null", "5", '[{"id": "p1"}]', json.dumps([{"id": "p1", "x": 1e400}]), "[" * 10_000):
        with pytest.raises(InvalidFileError):
            documents.read_placements(wrong)
    with pytest.raises(InvalidFileError, match="16 is the most"):
        documents.read_placements(json.dumps(json.loads(text) * 4))
    with pytest.raises(InvalidFileError, match="Two placements have the same id"):
        documents.read_placements(json.dumps(json.loads(text)[:1] * 2))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(body())), JSON)
@settings(max_examples=120, deadline=None)
def test_whatever_stands_in_a_field_it_is_read_or_refused(name, value):
    try:
        content = documents.read(body() | {name: value})
    except InvalidFileError:
        return
    try:
        LayoutDocument.model_validate(content)
    except ValidationError:
        pytest.fail("What was read is not read again.")
    assert documents.layout_of(content).placements
