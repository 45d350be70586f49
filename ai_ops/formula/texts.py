"""The functions of texts. A character is what people count as one: a letter with its accents, an emoji."""

from decimal import Decimal
from itertools import islice

import regex

from ai_ops.formula.errors import ReasonError
from ai_ops.formula.function import ANY, NUMBER, TEXT, UNLIMITED, Function, whole
from ai_ops.formula.values import LONGEST_TEXT, Type, Value, as_text

CHARACTER = regex.compile(r"[\U0001F1E6-\U0001F1FF]{2}[\p{GCB=Extend}\p{GCB=SpacingMark}\u200d]*|\X")
"""An extended grapheme cluster (UAX 29). Flags come first: \\X alone is quadratic in a row of them."""

TOO_LONG = f"the text is longer than {LONGEST_TEXT:,} characters"


def concat(*parts: Value) -> str:
    """Join any values as plain texts; null is an empty text."""
    return "".join(as_text(each) for each in parts)


def upper(text: str) -> str:
    """Return a text in capital letters."""
    return text.upper()


def lower(text: str) -> str:
    """Return a text in small letters."""
    return text.lower()


def trim(text: str) -> str:
    """Return a text without spaces and line breaks at its ends."""
    return text.strip()


def left(text: str, count: Decimal) -> str:
    """Return the first characters of a text."""
    kept = whole(count, "count", least=0, most=LONGEST_TEXT)
    return "".join(each.group() for each in islice(CHARACTER.finditer(text), kept))


def right(text: str, count: Decimal) -> str:
    """Return the last characters of a text."""
    kept = whole(count, "count", least=0, most=LONGEST_TEXT)
    characters = CHARACTER.findall(text)
    return "".join(characters[max(len(characters) - kept, 0) :])


def replace(text: str, old: str, new: str) -> str:
    """Put one text in place of each other; an empty one is found nowhere. Raises ReasonError if it grows too long."""
    if not old:
        return text
    if len(text) + text.count(old) * (len(new) - len(old)) > LONGEST_TEXT:
        raise ReasonError(TOO_LONG)
    return text.replace(old, new)


def length(text: str) -> Decimal:
    """Return how many characters a text has."""
    return Decimal(sum(1 for _ in CHARACTER.finditer(text)))


FUNCTIONS = (
    Function(
        signature="concat(value, …)",
        takes=(ANY,),
        gives=Type.TEXT,
        apply=concat,
        needs=1,
        most=UNLIMITED,
        takes_nulls=True,
    ),
    Function(signature="upper(text)", takes=(TEXT,), gives=Type.TEXT, apply=upper, needs=1, most=1),
    Function(signature="lower(text)", takes=(TEXT,), gives=Type.TEXT, apply=lower, needs=1, most=1),
    Function(signature="trim(text)", takes=(TEXT,), gives=Type.TEXT, apply=trim, needs=1, most=1),
    Function(signature="left(text, count)", takes=(TEXT, NUMBER), gives=Type.TEXT, apply=left, needs=2, most=2),
    Function(signature="right(text, count)", takes=(TEXT, NUMBER), gives=Type.TEXT, apply=right, needs=2, most=2),
    Function(signature="replace(text, old, new)", takes=(TEXT,), gives=Type.TEXT, apply=replace, needs=3, most=3),
    Function(signature="length(text)", takes=(TEXT,), gives=Type.NUMBER, apply=length, needs=1, most=1),
)
