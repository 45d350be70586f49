"""Whatever text and data come in: a formula or a FormulaError, a value or a FormulaError, nothing else."""

import math
import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ai_ops.formula.errors import FormulaError
from ai_ops.formula.evaluating import evaluate
from ai_ops.formula.functions import FUNCTIONS
from ai_ops.formula.inferring import type_of
from ai_ops.formula.nodes import Binary, Call, Formula, Number, Reference, Text, Truth, Unary
from ai_ops.formula.parsing import parse
from ai_ops.formula.values import CONTEXT, LONGEST_TEXT, Type
from ai_ops.formula.writing import written
from tests.ai_ops.formula.data import TYPES
from tests.ai_ops.formula.test_parsing import CANONICAL
from tests.ai_ops.formula.test_values import VALUED, WRITTEN

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(FEW, max_examples=5000)
OF_TYPE = {int: Type.NUMBER, float: Type.NUMBER, str: Type.TEXT, date: Type.DATE, datetime: Type.DATE, bool: Type.BOOL}

seen = st.text(st.characters(exclude_categories=["C"]), max_size=12)
numbers = st.one_of(
    st.integers(-5, 20), st.floats(), st.integers(-(10**25), 10**25), st.sampled_from([1e307, -1e308, 5e-324])
)
rows = st.fixed_dictionaries(
    {
        "d.r.null": st.none(),
        "d.r.text": st.one_of(
            st.none(), st.text(max_size=30), st.text("aé👍🏽 ", max_size=9).map(lambda each: each * 999)
        ),
        "d.r.number": st.one_of(st.none(), numbers),
        "d.r.date": st.one_of(st.none(), st.dates()),
        "d.r.time": st.one_of(st.none(), st.datetimes(), st.datetimes(timezones=st.just(UTC))),
        "d.r.bool": st.one_of(st.none(), st.booleans()),
    }
)
leaves = st.one_of(
    st.floats(0, 1e300).map(lambda each: Number(CONTEXT.normalize(CONTEXT.create_decimal(repr(each))))),
    st.integers(0, 12).map(lambda each: Number(CONTEXT.normalize(CONTEXT.create_decimal(each)))),
    st.one_of(seen, st.sampled_from(["EUR", "0.0", "long", "HH:mm", "\\", "'\""])).map(Text),
    st.booleans().map(Truth),
    st.sampled_from(sorted(TYPES)).map(Reference),
)


def branches(children):
    calls = [
        st.builds(
            Call,
            st.just(each.name),
            st.lists(children, min_size=each.needs, max_size=min(each.most, each.needs + 2)).map(tuple),
        )
        for each in FUNCTIONS.values()
    ]
    signs = st.sampled_from(["+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "and", "or"])
    return st.one_of(
        st.builds(Unary, st.sampled_from(["-", "not"]), children), st.builds(Binary, signs, children, children), *calls
    )


formulas = st.recursive(leaves, branches, max_leaves=10).map(Formula)
valid = st.sampled_from(sorted({*CANONICAL, *VALUED, *WRITTEN}))
pieces = st.one_of(
    st.sampled_from(
        [*"(){}.,+-*/%=<>!'\"\\ \n", " and ", "not ", "{d.r.text}", "{d.r.number}", "1e308", "if(", "round("]
    ),
    st.characters(),
)


@st.composite
def mutated(draw):
    """A valid formula with some of its characters taken out, doubled, or put beside others."""
    text = draw(valid)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 5)))
        text = text[:start] + draw(st.one_of(st.just(""), st.just(text[start:end] * 2), pieces)) + text[end:]
    return text


def parsed(text):
    try:
        return parse(text)
    except FormulaError as error:
        return error


def valued(formula, row):
    try:
        return evaluate(formula, row)
    except FormulaError as error:
        return str(error)


def foretold(formula):
    try:
        return type_of(formula, TYPES)
    except FormulaError:
        return Type.UNKNOWN


def check_text(text, row):
    """Hold what is promised of any text: a formula that is written and read alike, or a sentence and a place."""
    formula = parsed(text)
    if isinstance(formula, FormulaError):
        assert str(formula).endswith((".", ")", "?"))
        assert formula.position is None or 0 <= formula.position <= len(text)
    else:
        assert parse(written(formula)) == formula
        check_value(formula, row)


def check_value(formula, row):
    """Hold what is promised of any formula: a value that others can take, of the foretold type, or a sentence."""
    value = valued(formula, row)
    assert value is None or type(value) in OF_TYPE
    assert not isinstance(value, str) or len(value) <= LONGEST_TEXT
    assert not isinstance(value, float) or math.isfinite(value)
    assert value is None or isinstance(value, str) or foretold(formula) in (Type.UNKNOWN, OF_TYPE[type(value)])


@given(text=st.one_of(st.text(max_size=60), st.lists(pieces, max_size=40).map("".join), mutated()), row=rows)
@FEW
def test_any_text_is_a_formula_or_an_error_in_words(text, row):
    check_text(text, row)


@given(formula=formulas)
@FEW
def test_a_written_formula_is_read_as_the_same(formula):
    found = parsed(written(formula))
    if isinstance(found, FormulaError):
        assert re.search(r"is the most\.|more than \d+ deep\.", str(found))  # only the limits may refuse it
    else:
        assert found == formula


@given(formula=formulas, row=rows)
@FEW
def test_a_value_is_of_the_type_that_was_foretold(formula, row):
    check_value(formula, row)


@pytest.mark.proof
@given(data=st.data())
@MANY
def test_all_of_it_holds_thousands_of_times(data):
    row = data.draw(rows)
    check_text(data.draw(mutated()), row)
    check_value(data.draw(formulas), row)
