"""Formulas on the current data: the value of the newest row, or one for each row."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

from ai_ops.components.base import Value
from ai_ops.formula import evaluating, inferring, parsing
from ai_ops.formula.errors import FormulaError, UnknownFieldError
from ai_ops.formula.nodes import Call, Formula, Node, Text, children, references, walk
from ai_ops.formula.values import Type
from ai_ops.layouts.data import MOST_ROWS, Column, Data
from ai_ops.layouts.errors import BindingError, unknown_field
from ai_ops.prose.plainness import ADDRESS
from connectors.kinds.base import Kind

KINDS: Final = {Type.NUMBER: Kind.NUMBER, Type.TEXT: Kind.TEXT, Type.DATE: Kind.TIME, Type.BOOL: Kind.BOOLEAN}

parsed = lru_cache(maxsize=1_000)(parsing.parse)


def checked(text: str, data: Data) -> Formula:
    """Return the formula of a text, whose fields there are and whose types fit. Raises BindingError."""
    try:
        formula = parsed(text)
        inferring.type_of(formula, data.types)
    except UnknownFieldError as error:
        raise unknown_field(error.name, data.near(error.name)) from None
    except FormulaError as error:
        raise BindingError(f"The formula is refused. {error}", code="bad_formula") from None
    _check_texts(formula)
    return formula


def _check_texts(formula: Formula) -> None:
    """Refuse a formula that puts an address together. Raises BindingError."""
    joined = ["".join(_texts(node)) for node in walk(formula.root) if isinstance(node, Call) and node.name == "concat"]
    if any(ADDRESS.search(each) for each in (*_texts(formula.root), *joined)):
        raise BindingError("The formula contains a link or an address. Write plain words.", code="link")


def _texts(node: Node) -> Iterator[str]:
    """Yield the texts in a part of a formula, in their order."""
    if isinstance(node, Text):
        yield node.value
    for each in children(node):
        yield from _texts(each)


def kind_of(formula: Formula, data: Data) -> Kind | None:
    """Return the kind of a formula's value, or None where it depends on the values."""
    return KINDS.get(inferring.type_of(formula, data.types))


def columns_of(formula: Formula, data: Data) -> list[Column]:
    """Return the columns that a formula reads."""
    return [data.columns[name] for name in sorted(references(formula))]


def newest(formula: Formula, data: Data) -> Value:
    """Return a formula's value on the newest row of each of its sources. Raises BindingError."""
    return _evaluated(formula, {each.address: _last(each) for each in columns_of(formula, data)})


def _last(column: Column) -> Value:
    return column.newest[-1] if column.newest else None


def each_row(formula: Formula, data: Data, *, is_whole: bool) -> Sequence[Value]:
    """Return a formula's value for each row of its source, of the newest MOST_ROWS. Raises BindingError.

    Where all rows are needed for what comes after, more rows are refused. The same formula on the same
    data is computed once, whatever reads it: thousands of rows take long.
    """
    columns = columns_of(formula, data)
    count = _rows_of(columns)
    if is_whole and count > MOST_ROWS:
        raise BindingError(
            f"The source has {count:,} rows, and a formula is computed for {MOST_ROWS:,} at most. "
            "Aggregate a field instead, or compute with the newest row.",
            code="too_many_rows",
        )
    return data.remembered(("each_row", repr(formula)), lambda: _computed(formula, columns))


def _computed(formula: Formula, columns: Sequence[Column]) -> tuple[Value, ...]:
    tails = [each.newest for each in columns]
    names = [each.address for each in columns]
    return tuple(_evaluated(formula, dict(zip(names, row, strict=True))) for row in zip(*tails, strict=True))


def _rows_of(columns: Sequence[Column]) -> int:
    if not columns:
        raise BindingError("The formula reads no field, and a column needs one for each row.", code="wrong_type")
    if len({each.stream for each in columns}) > 1:
        raise BindingError(
            "The formula reads several sources, whose rows do not belong together. Read one source.", code="misaligned"
        )
    return len(columns[0].series)


def _evaluated(formula: Formula, row: dict[str, Value]) -> Value:
    try:
        value = evaluating.evaluate(formula, row)
    except FormulaError as error:
        raise BindingError(f"The formula has no value. {error}", code="no_value") from None
    if isinstance(value, str) and ADDRESS.search(value) and not _is_in(row, value):
        raise BindingError("The formula makes a link or an address. Write plain words.", code="link")
    return value


def _is_in(row: dict[str, Value], text: str) -> bool:
    """Return whether every address in a text stands in a field already."""
    known = [str(each).casefold() for each in row.values() if each is not None]
    words = [each.casefold() for each in text.split() if ADDRESS.search(each)]
    return all(any(word in field for field in known) for word in words)


def kind_of_values(values: Sequence[Value], otherwise: Kind | None) -> Kind:
    """Return the kind of a formula's values, from the values where its type did not tell."""
    known = next((each for each in values if each is not None), None)
    if known is None:
        return otherwise or Kind.TEXT
    match known:
        case bool():
            return Kind.BOOLEAN
        case int() | float():
            is_whole = all(each is None or isinstance(each, int) for each in values)
            return Kind.INTEGER if is_whole else Kind.NUMBER
        case str():
            return Kind.TEXT
    return Kind.TIME if isinstance(known, datetime) else Kind.DATE
