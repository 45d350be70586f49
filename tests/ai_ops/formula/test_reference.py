"""docs/formulas.md and the functions say the same, and its examples are true."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from ai_ops.formula.dates import DAY_SIGNS, TIME_SIGNS
from ai_ops.formula.errors import FormulaError
from ai_ops.formula.evaluating import evaluate
from ai_ops.formula.functions import FUNCTIONS
from ai_ops.formula.operators import ARITHMETIC, COMPARISON, LOGIC
from ai_ops.formula.parsing import parse
from ai_ops.formula.writing import quoted

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "formulas.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| ")]
SIGNATURES = [row[0].strip("`") for row in ROWS if len(row) == 4 and "(" in row[0]]
ROW = {
    "sales.north.revenue": 1234.5,
    "sales.north.city": "Bergen",
    "sales.north.day": date(2026, 3, 1),
    "sales.north.closed_at": datetime(2026, 3, 1, 14, 5),  # noqa: DTZ001 - data without a zone
    "sales.north.is_open": True,
    "sales.north.target": None,
}


def tables(*heads):
    """Return the last two cells of each row of the tables whose heads end so."""
    found, is_within = [], False
    for line in PAGE.splitlines():
        is_within = line.startswith("|") and (is_within or line.endswith(heads))
        if is_within and not line.startswith("|-") and not line.endswith(heads):
            found.append(tuple(cell.strip() for cell in line.strip("|").split("|")[-2:]))
    return found


EXAMPLES = tables("| Example | Result |", "| Example | Error |")


def told(text):
    try:
        value = evaluate(parse(text), ROW)
    except FormulaError as error:
        return str(error)
    if value is None or isinstance(value, bool):
        return f"`{'null' if value is None else str(value).lower()}`"
    return f"`{quoted(value)}`" if isinstance(value, str) else f"`{value}`"


@pytest.mark.parametrize(("example", "result"), EXAMPLES)
def test_an_example_gives_what_the_page_says(example, result):
    assert told(example.strip("`")) == result


def test_the_page_has_each_function_with_its_signature():
    assert [each.signature for each in FUNCTIONS.values()] == SIGNATURES


def test_each_function_stands_beside_an_example_of_itself():
    examples = [row for row in ROWS if len(row) == 4 and "(" in row[0]]
    assert all(row[2].startswith(f"{row[0].partition('(')[0]}(") for row in examples)


def test_the_page_has_each_sign_of_dates_and_each_operator():
    named = {each for row in ROWS for each in re.findall(r"`([^`]+)`", row[0])}
    assert named >= {*DAY_SIGNS, *TIME_SIGNS, *ARITHMETIC, *COMPARISON, *LOGIC, "not"}


def test_the_page_has_examples_of_every_table():
    assert len(EXAMPLES) >= len(FUNCTIONS) + 20
