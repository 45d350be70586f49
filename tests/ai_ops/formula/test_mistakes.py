"""The likely mistakes: each has its own sentence, and its place."""

import pytest

from ai_ops.formula.errors import FormulaError
from ai_ops.formula.parsing import parse

BARE = "is neither a number nor a function. Write a field in braces, as in"
LIST = (
    "There are concat, upper, lower, trim, left, right, replace, length, round, floor, ceil, abs, min, max, clamp, if, "
    "lookup, format, currency, percent, formatDate."
)
MISTAKES = {
    "": ("The formula is empty. Write a field in braces, such as {stream.item.field}.", 0),
    "{sales.north": ("After “{sales.north” a } is missing.", 0),
    '{sales.north + "}"': ("After “{sales.north” a } is missing.", 0),
    "sales.north.total}": (f"“sales.north.total” {BARE} {{sales.north.total}}, and a text in quotes.", 0),
    "1 + }": ("Before this } its { is missing. A field is written {stream.item.field}.", 4),
    "{{sales.north.total}}": ("Write one pair of braces, not two: {stream.item.field}.", 0),
    "1 + {sales.north}": ("{sales.north} is no field’s name. A field is written {stream.item.field}.", 4),
    "{sales.north east.total}": (
        "{sales.north east.total} is no field’s name. A field is written {stream.item.field}.",
        0,
    ),
    "{}": ("{} is no field’s name. A field is written {stream.item.field}.", 0),
    "sales.north.total * 2": (f"“sales.north.total” {BARE} {{sales.north.total}}, and a text in quotes.", 0),
    "2 * total": (f"“total” {BARE} {{stream.item.field}}, and a text in quotes.", 4),
    "upper(bergen)": (f"“bergen” {BARE} {{stream.item.field}}, and a text in quotes.", 6),
    'upper("Bergen)': ('The text that begins with “"Bergen)” has no closing quote.', 6),
    "upper(“Bergen”)": ("Write straight quotes, \" or ', around a text. Curly ones have no meaning here.", 6),
    "round(1.5": ("At the end a ) is missing.", 9),
    "(1 + 2": ("At the end a ) is missing.", 6),
    "1 + 2)": ("This ) has no ( before it.", 5),
    "1 +": ("After “+” a value is missing.", 3),
    "1 + * 2": ("Before “*” a value is missing.", 4),
    "round()": ("round takes 1 or 2 values, and 0 are given: round(number, decimals?).", 0),
    "1 + left('a')": ("left takes 2 values, and 1 is given: left(text, count).", 4),
    "min()": ("min takes at least 1 value, and 0 are given: min(value, …).", 0),
    'lookup("a", 1)': (
        "lookup takes at least 3 values, and 2 are given: lookup(value, key, result, …, default?).",
        0,
    ),
    "upper('a', 'b')": ("upper takes 1 value, and 2 are given: upper(text).", 0),
    "round(, 1)": ("Before “,” a value is missing.", 6),
    "round(1, )": ("Before “)” a value is missing.", 9),
    "rond(1)": ("There is no function rond. Did you mean round?", 0),
    "sum(1, 2)": (
        f"There is no function sum. {LIST}",
        0,
    ),
    "if 1 > 2": ("After “if” a ( is missing.", 0),
    "1 == 2": ("Write = in place of “==”.", 2),
    "1 <> 2": ("Write != in place of “<>”.", 2),
    "1 => 2": ("Write >= in place of “=>”.", 2),
    "1 =< 2": ("Write <= in place of “=<”.", 2),
    "1 ≤ 2": ("Write <= in place of “≤”.", 2),
    "1 = 1 && 2 = 2": ("Write and in place of “&&”.", 6),
    "1 = 1 || 2 = 2": ("Write or in place of “||”.", 6),
    "!true": ("Write not in place of “!”.", 0),
    "1 = not true": ("After “=” put not and what follows it in parentheses.", 4),
    '"a" & "b"': ("“&” is no operator. Join texts with concat(…).", 4),
    "2 ** 3": ("There are no powers. Multiply with *.", 2),
    "2 ^ 3": ("There are no powers. Multiply with *.", 2),
    "2 × 3": ("Write * in place of “×”.", 2),
    "6 ÷ 3": ("“÷” is no operator. Divide with /, and choose with if(condition, then, else).", 2),
    "6 – 3": ("Write - in place of “–”.", 2),
    "1 > 2 ? 3 : 4": ("Write if(condition, then, else) in place of ? and :.", 6),
    "round(1; 2)": ("Separate the values of a function with a comma, not with “;”.", 7),
    "12,5": ("Write a decimal number with a point, such as 12.5.", 2),
    "1, 2": ("A comma stands only between the values of a function.", 1),
    ".5": ("Write 0.5 in place of “.5”.", 0),
    "{}.": ("“.” has no meaning in a formula. Remove it.", 2),
    "1.": ("“1” is no number. Write one such as 1234.5.", 0),
    "1.234.5": ("“1.234.5” is no number. Write one such as 1234.5.", 0),
    "1e999": ("1e999 is too large a number.", 0),
    "€5": ("“€” has no meaning in a formula. Write the number alone, and show it with currency(…).", 0),
    "1 < 2 < 3": ("Only two values are compared at a time. Join comparisons with and.", 6),
    "{a.b.c} {a.b.d}": ("Between “{a.b.c}” and “{a.b.d}” an operator or a comma is missing.", 8),
    'concat("a" "b")': ('Between “"a"” and “"b"” an operator or a comma is missing.', 11),
    "= 1 + 2": ("A formula begins without =. Remove it.", 0),
    "1 + #": ("“#” has no meaning in a formula. Remove it.", 4),
    "1 +\u202e 2": ("Character 4 of the formula cannot be seen. Remove it, or type the formula anew.", 3),
    "__import__('os')": (
        f"There is no function __import__. {LIST}",
        0,
    ),
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_named_with_its_place(text):
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert (str(refused.value), refused.value.position) == MISTAKES[text]
