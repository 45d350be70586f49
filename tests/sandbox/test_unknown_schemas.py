import json

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import answers
from sandbox.answers import minimal
from tests.sandbox.asking import client_of, request_of

NAMES = st.sampled_from(["title", "x", "items", "kind", "when", "$odd", "a/b"])
FORMATS = st.sampled_from(["date-time", "date", "time", "email", "hostname", "uri", "ipv4", "ipv6", "uuid", "duration"])


@st.composite
def strings(draw):
    low = draw(st.integers(0, 80))
    return draw(
        st.sampled_from(
            [
                {"type": "string"},
                {"type": "string", "format": draw(FORMATS)},
                {"type": "string", "minLength": low, "maxLength": low + draw(st.integers(0, 5))},
            ]
        )
    )


@st.composite
def numbers(draw):
    low = draw(st.integers(-50, 50))
    kind = draw(st.sampled_from(["integer", "number"]))
    bounds = draw(
        st.sampled_from(
            [
                {},
                {"minimum": low},
                {"maximum": low},
                {"minimum": low, "maximum": low + 3},
                {"exclusiveMinimum": low, "exclusiveMaximum": low + 2},
                {"minimum": low, "maximum": low + 9, "multipleOf": 5},
            ]
        )
    )
    return {"type": kind, **bounds}


def plain_schemas():
    values = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=5))
    return st.one_of(
        strings(),
        numbers(),
        st.just({"type": "boolean"}),
        st.just({"type": "null"}),
        st.just({"$ref": "#/$defs/shared"}),
        values.map(lambda value: {"const": value}),
        st.lists(values, min_size=1, max_size=4).map(lambda options: {"enum": options}),
        st.just({"type": ["string", "null"]}),
    )


def grown(children):
    return st.one_of(
        st.lists(children, min_size=1, max_size=3).map(lambda variants: {"anyOf": variants}),
        st.builds(
            lambda items, least, more: {"type": "array", "items": items, "minItems": least, "maxItems": least + more},
            children,
            st.integers(0, 4),
            st.integers(0, 2),
        ),
        st.builds(an_object, st.dictionaries(NAMES, children, max_size=4), st.booleans()),
    )


def an_object(properties, has_all):
    names = list(properties)
    return {
        "type": "object",
        "properties": properties,
        "required": names if has_all else names[:1],
        "additionalProperties": False,
    }


def schemas():
    shared = an_object({"word": {"type": "string"}, "size": {"type": "integer", "minimum": 3}}, has_all=True)
    return st.recursive(plain_schemas(), grown, max_leaves=8).map(
        lambda schema: {"allOf": [schema], "$defs": {"shared": shared}}
    )


@settings(max_examples=300, deadline=None)
@given(schema=schemas(), words=st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_any_schema_gets_a_valid_document(schema, words):
    document = minimal.document(schema, words)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert json.loads(json.dumps(document)) == document


def test_strings_are_made_from_the_prompts_words():
    schema = an_object({"title": {"type": "string"}, "notes": {"type": "array", "items": {"type": "string"}}}, True)
    document = json.loads(answers.answer(schema, [("user", "Announce the harbour festival")]))
    assert document == {"title": "announce", "notes": ["harbour festival"]}


def test_an_unknown_operations_schema_is_answered_over_http(sandbox):
    point = {
        "type": "object",
        "properties": {"x": {"type": "number"}, "kind": {"type": "string", "enum": ["a", "b"]}},
        "required": ["x", "kind"],
        "additionalProperties": False,
    }
    schema = {
        "type": "object",
        "properties": {"points": {"type": "array", "items": {"$ref": "#/$defs/point"}, "minItems": 1}},
        "required": ["points"],
        "additionalProperties": False,
        "$defs": {"point": point},
    }
    with client_of(sandbox.url) as client:
        message = client.messages.create(**request_of(schema))
    assert json.loads(message.content[0].text) == {"points": [{"x": 1, "kind": "a"}]}


def test_a_tree_ends_where_it_may():
    node = {
        "type": "object",
        "properties": {"children": {"type": "array", "items": {"$ref": "#"}}},
        "required": ["children"],
    }
    jsonschema.Draft202012Validator(node).validate(minimal.document(node, ["leaf"]))


def test_a_schema_without_an_end_is_refused():
    with pytest.raises(ValueError, match="no end"):
        minimal.document({"type": "object", "properties": {"next": {"$ref": "#"}}, "required": ["next"]}, [])
