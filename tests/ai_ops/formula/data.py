"""A row of data with one field of each type, and short ways to ask."""

from datetime import date, datetime

from ai_ops.formula.errors import FormulaError
from ai_ops.formula.evaluating import evaluate
from ai_ops.formula.inferring import type_of
from ai_ops.formula.parsing import parse
from ai_ops.formula.values import Type

VALUES = {
    "d.r.null": None,
    "d.r.text": "Bergen",
    "d.r.number": 12.5,
    "d.r.date": date(2026, 3, 1),
    "d.r.time": datetime(2026, 3, 1, 14, 5),  # noqa: DTZ001 - data without a zone
    "d.r.bool": True,
}
TYPES = {
    "d.r.null": Type.UNKNOWN,
    "d.r.text": Type.TEXT,
    "d.r.number": Type.NUMBER,
    "d.r.date": Type.DATE,
    "d.r.time": Type.DATE,
    "d.r.bool": Type.BOOL,
}


def answer(text, values=VALUES, **region):
    """Return a formula's value, or its sentence where it has none."""
    try:
        return evaluate(parse(text), values, **region)
    except FormulaError as error:
        return str(error)


def judged(text, types=TYPES):
    """Return the type that a formula's value will have, or the sentence that refuses it."""
    try:
        return type_of(parse(text), types)
    except FormulaError as error:
        return str(error)
