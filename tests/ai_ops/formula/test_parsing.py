"""Parsing, its limits, and the way back to text."""

import pytest

from ai_ops.formula.errors import FormulaError
from ai_ops.formula.inferring import type_of
from ai_ops.formula.nodes import references
from ai_ops.formula.parsing import parse
from ai_ops.formula.values import Type, of_kind
from ai_ops.formula.writing import written
from connectors.kinds.base import Kind
from tests.ai_ops.formula.data import TYPES, judged

CANONICAL = {
    "1+2*3": "1 + 2 * 3",
    "((1+2))*3": "(1 + 2) * 3",
    "1-(2-3)": "1 - (2 - 3)",
    "(1-2)-3": "1 - 2 - 3",
    "-(1+2)": "-(1 + 2)",
    "- -1": "--1",
    "NOT (true AND False)": "not (true and false)",
    "not true and false": "not true and false",
    "(not true)=false": "(not true) = false",
    "(1<2)=true": "(1 < 2) = true",
    "true or true and false": "true or true and false",
    "(true or true) and false": "(true or true) and false",
    "FORMATDATE({ a.b.c },'short')": 'formatDate({a.b.c}, "short")',
    "1.50": "1.5",
    "1e3": "1000",
    "0.0": "0",
    "1e30": "1E+30",
    "'it\\'s'": '"it\'s"',
    "'say \"a\"'": "'say \"a\"'",
    '"\\d"': '"\\\\d"',
    "{straße.øst.værdi}": "{straße.øst.værdi}",
}
INFERRED = {
    "{d.r.number} + 1": Type.NUMBER,
    "-{d.r.null}": Type.NUMBER,
    "{d.r.number} > 1 and {d.r.bool}": Type.BOOL,
    "not {d.r.bool}": Type.BOOL,
    'if({d.r.bool}, 1, "a")': Type.UNKNOWN,
    "if({d.r.bool}, {d.r.date}, {d.r.time})": Type.DATE,
    'lookup({d.r.text}, "a", 1, "b", 2, 3)': Type.NUMBER,
    'lookup({d.r.text}, "a", 1, "b", "x")': Type.UNKNOWN,
    "max({d.r.date}, {d.r.time})": Type.DATE,
    "length({d.r.text})": Type.NUMBER,
    "formatDate({d.r.date})": Type.TEXT,
    "{d.r.null}": Type.UNKNOWN,
    "upper({d.r.number})": "upper needs a text, and {d.r.number} is a number.",
    "if({d.r.bool}, upper(1), 2)": "upper needs a text, and 1 is a number.",
    '{d.r.text} + "a"': "+ needs numbers, and {d.r.text} is a text. Join texts with concat.",
    "{d.r.txt}": "There is no field {d.r.txt}. Did you mean {d.r.text}?",
}


@pytest.mark.parametrize("text", CANONICAL)
def test_a_formula_has_one_spelling(text):
    assert written(parse(text)) == CANONICAL[text]
    assert parse(CANONICAL[text]) == parse(text)


@pytest.mark.parametrize("text", INFERRED)
def test_a_type_follows_from_the_fields_alone(text):
    assert judged(text) == INFERRED[text]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_field_has_a_type(kind):
    assert type_of(parse("{a.b.c}"), {"a.b.c": of_kind(kind)}) is not Type.UNKNOWN


def test_a_formulas_fields_are_known():
    assert references(parse("if({a.b.c} > 1, {a.b.d}, concat({a.b.c}, 'x{y.z.q}'))")) == {"a.b.c", "a.b.d"}
    assert references(parse("1 + 2")) == set()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1" + " " * 500, "The formula has 501 characters with its spaces, and 500 is the most. Make it shorter."),
        ("x" * 1_000_000, "The formula has 1,000,000 characters with its spaces, and 500 is the most."),
        ("+".join(["1"] * 26), "The formula has 51 parts, and 50 is the most. Make it simpler."),
        ("-" * 30 + "1", "The formula is nested more than 20 deep. Make it simpler."),
        ("not " * 20 + "true", "The formula is nested more than 20 deep. Make it simpler."),
        ("abs(" * 20 + "1" + ")" * 20, "The formula is nested more than 20 deep. Make it simpler."),
        ("\\" * 230, "“\\” has no meaning in a formula. Remove it."),
        ('"' + "\\d" * 249 + '"', "The formula has 749 characters with its spaces, and 500 is the most."),
        ("(" * 500, "After “(” a value is missing."),
    ],
)
def test_a_formula_beyond_a_limit_is_refused(text, sentence):
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    "text",
    ["1" + " " * 499, "+".join(["1"] * 25), "abs(" * 19 + "1" + ")" * 19, "(" * 249 + "1" + ")" * 249],
    ids=["long", "many", "deep", "parentheses"],
)
def test_a_formula_at_a_limit_is_accepted(text):
    formula = parse(text)
    assert parse(written(formula)) == formula
    assert type_of(formula, TYPES) is Type.NUMBER
