"""The functions that write numbers and dates as the reader's language does (CLDR, through Babel)."""

import re
from decimal import Decimal, localcontext

from babel import numbers as written

from ai_ops.formula.errors import ReasonError
from ai_ops.formula.function import NUMBER, TEXT, Function, whole
from ai_ops.formula.numbers import MOST_DECIMALS, rounded
from ai_ops.formula.regions import Region
from ai_ops.formula.values import Type

ALL_DIGITS = 400  # of the largest number, with its decimals
PATTERN = re.compile(r"(#,##|#)?0{1,15}(\.(?=[0#])0{0,12}#{0,12})?%?")
"""The part of CLDR's number patterns that is offered: 0, 000, #,##0, 0.00, #,##0.0#, 0.0%."""


def format_(region: Region, number: Decimal, form: Decimal | str | None = None) -> str:
    """Write a number with so many decimals, or by a pattern; without either with three decimals at most."""
    whole_part = region.locale.decimal_formats[None].pattern.partition(".")[0]
    if form is None:
        pattern = f"{whole_part}.###"
    elif isinstance(form, str):
        pattern = _checked(form)
    else:
        pattern = f"{whole_part}{_decimals(form)}"
    return _written(number, pattern, region)


def currency(region: Region, number: Decimal, code: str) -> str:
    """Write an amount of money; the currency, an ISO 4217 code, says how many decimals. Raises ReasonError."""
    if code.upper() not in written.list_currencies():
        raise ReasonError("the code is no currency; write three letters, such as EUR, GBP or USD")
    exact = rounded(number, written.get_currency_precision(code.upper()))
    with localcontext(prec=ALL_DIGITS):
        return written.format_currency(exact, code.upper(), locale=region.locale)


def percent(region: Region, number: Decimal, decimals: Decimal = Decimal(0)) -> str:
    """Write a share as a percentage: 0.123 is 12 %."""
    pattern = region.locale.percent_formats[None].pattern.replace("0", f"0{_decimals(decimals)}", 1)
    return _written(number, pattern, region)


def _written(number: Decimal, pattern: str, region: Region) -> str:
    """Write a number by a CLDR pattern; what rounds to zero has no sign."""
    parsed = written.parse_pattern(pattern)
    with localcontext(prec=ALL_DIGITS):
        return str(parsed.apply(rounded(number, parsed.frac_prec[1] + parsed.scale), region.locale))


def _decimals(decimals: Decimal) -> str:
    count = whole(decimals, "decimals", least=0, most=MOST_DECIMALS)
    return f".{'0' * count}" if count else ""


def _checked(pattern: str) -> str:
    if not PATTERN.fullmatch(pattern):
        raise ReasonError('the pattern is none of a number; write one such as "0", "0.00", "#,##0.0" or "0%"')
    return pattern


FUNCTIONS = (
    Function(
        signature="format(number, form?)",
        takes=(NUMBER, NUMBER | TEXT),
        gives=Type.TEXT,
        apply=format_,
        needs=1,
        most=2,
        is_local=True,
    ),
    Function(
        signature="currency(number, code)",
        takes=(NUMBER, TEXT),
        gives=Type.TEXT,
        apply=currency,
        needs=2,
        most=2,
        is_local=True,
    ),
    Function(
        signature="percent(number, decimals?)",
        takes=(NUMBER,),
        gives=Type.TEXT,
        apply=percent,
        needs=1,
        most=2,
        is_local=True,
    ),
)
