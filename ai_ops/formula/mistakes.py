"""What is wrong with a text that is no formula, in words."""

import re
from typing import NamedTuple

from lark import Token, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from ai_ops.formula import functions
from ai_ops.formula.errors import FormulaError

LONGEST_QUOTED = 40
EXAMPLE = "{stream.item.field}"
VALUES = {"NUMBER", "STRING", "TRUE", "FALSE", "REFERENCE", "NAME", "LPAR", "NOT"}
NEIGHBOURS = re.compile(r"[^\W\d][\w.]*|[0-9][\w.]*|\{[^{}]*\}|\"[^\"]*\"|'[^']*'|[<>!=]=|\S")


class Mistake(NamedTuple):
    """A pattern of what stands at the place, and its sentence; {0} is what was found."""

    pattern: re.Pattern[str]
    sentence: str


def _mistake(pattern: str, sentence: str) -> Mistake:
    return Mistake(re.compile(pattern, re.DOTALL), sentence)


AT_CHARACTER = (
    _mistake(r"\{\{", "Write one pair of braces, not two: {{stream.item.field}}."),
    _mistake(r"\{\s*[\w.]*", "After “{0}” a }} is missing."),
    _mistake(r"\}", "Before this }} its {{ is missing. A field is written {{stream.item.field}}."),
    _mistake(r"[\"'][^\"']*", "The text that begins with “{0}” has no closing quote."),
    _mistake(r"[“”„‟‘’\u201a«»]", "Write straight quotes, \" or ', around a text. Curly ones have no meaning here."),
    _mistake(r"\.[0-9]+", "Write 0{0} in place of “{0}”."),
    _mistake(r"[×·∙⋅]", "Write * in place of “{0}”."),
    _mistake(r"[÷:]", "“{0}” is no operator. Divide with /, and choose with if(condition, then, else)."),
    _mistake(r"[–—]", "Write - in place of “{0}”."),
    _mistake(r"&&", "Write and in place of “{0}”."),
    _mistake(r"\|\|", "Write or in place of “{0}”."),
    _mistake(r"&", "“{0}” is no operator. Join texts with concat(…)."),
    _mistake(r"≠", "Write != in place of “{0}”."),
    _mistake(r"≤", "Write <= in place of “{0}”."),
    _mistake(r"≥", "Write >= in place of “{0}”."),
    _mistake(r"!", "Write not in place of “{0}”."),
    _mistake(r"\^", "There are no powers. Multiply with *."),
    _mistake(r"\?", "Write if(condition, then, else) in place of ? and :."),
    _mistake(r";", "Separate the values of a function with a comma, not with “{0}”."),
    _mistake(r"[$€£¥₹]", "“{0}” has no meaning in a formula. Write the number alone, and show it with currency(…)."),
)
AT_TOKEN = (
    _mistake(r"==+", "Write = in place of “{0}”."),
    _mistake(r"<>", "Write != in place of “{0}”."),
    _mistake(r"=>", "Write >= in place of “{0}”."),
    _mistake(r"=<", "Write <= in place of “{0}”."),
    _mistake(r"\*\*", "There are no powers. Multiply with *."),
)


def explained(text: str, error: UnexpectedInput) -> FormulaError:
    """Return the error in words, with its place in the text."""
    if isinstance(error, UnexpectedCharacters):
        return _at_character(text, error.pos_in_stream)  # type: ignore[arg-type]  # the class says None, an instance a place
    assert isinstance(error, UnexpectedToken)  # noqa: S101 - an LALR parser has no other
    return _at_token(text, error.token)


def cut(found: str) -> str:
    """Return a piece of the formula for a sentence, cut where it is long."""
    return found if len(found) <= LONGEST_QUOTED else f"{found[: LONGEST_QUOTED - 1]}…"


def _at_character(text: str, place: int) -> FormulaError:
    name = _last(text[:place])
    if text[place] == "." and re.search(r"\w$", text[:place]):
        return _bare(text, name, place - len(name))
    known = _known(AT_CHARACTER, text, place)
    if known:
        return FormulaError(known, place)
    shown = f"“{text[place]}”" if text[place].isprintable() else "A character that cannot be seen"
    return FormulaError(f"{shown} has no meaning in a formula. Remove it.", place)


def _at_token(text: str, token: Token) -> FormulaError:
    place = token.start_pos if token.type != "$END" and token.start_pos is not None else len(text)
    before = _last(text[:place])
    known = _known(AT_TOKEN, text, max(place - len(before), 0)) if before and before in "=<>*" else None
    if known:
        return FormulaError(known, place - len(before))
    if re.fullmatch(r"[^\W\d]\w*", before) and before.lower() not in {"and", "or", "not", "true", "false"}:
        return _bare(text, before, text.rindex(before, 0, place))
    return FormulaError(_missing(text, token, before=before, place=place), place)


def _known(table: tuple[Mistake, ...], text: str, place: int) -> str | None:
    for pattern, sentence in table:
        found = pattern.match(text, place)
        if found:
            return sentence.format(cut(found.group().rstrip()))
    return None


def _bare(text: str, name: str, place: int) -> FormulaError:
    """Say that a name stands alone: a function without parentheses, or a field without braces."""
    if functions.spelled(name):
        return FormulaError(f"After “{cut(name)}” a ( is missing.", place)
    found = re.compile(r"[\w.]*").match(text, place)
    whole = cut(found.group().rstrip(".")) if found else cut(name)
    if whole[0].isdigit():
        return FormulaError(f"“{whole}” is no number. Write one such as 1234.5.", place)
    field = f"{{{whole}}}" if whole.count(".") == EXAMPLE.count(".") else EXAMPLE
    return FormulaError(
        f"“{whole}” is neither a number nor a function. Write a field in braces, as in {field}, and a text in quotes.",
        place,
    )


def _missing(text: str, token: Token, *, before: str, place: int) -> str:
    """Say what is missing before a token, or that it is one too many."""
    if token.type == "$END":
        return _unfinished(text, before)
    if not before and str(token) == "=":
        return "A formula begins without =. Remove it."
    if _ends_a_value(before):
        return _after_a_value(text, token, before=before, place=place)
    if token.type == "NOT":
        return f"After “{cut(before)}” put not and what follows it in parentheses."
    return f"Before “{cut(token)}” a value is missing."


def _after_a_value(text: str, token: Token, *, before: str, place: int) -> str:
    if token.type in VALUES:
        return f"Between “{cut(before)}” and “{cut(token)}” an operator or a comma is missing."
    if token.type == "COMPARE":
        return "Only two values are compared at a time. Join comparisons with and."
    if token.type == "COMMA":
        if re.match(r"[0-9],[0-9]", text[place - 1 :]):
            return "Write a decimal number with a point, such as 12.5."
        return "A comma stands only between the values of a function."
    return f"This {cut(token)} has no ( before it."


def _unfinished(text: str, before: str) -> str:
    if not _ends_a_value(before):
        return f"After “{cut(before)}” a value is missing."
    return "At the end a ) is missing."


def _ends_a_value(before: str) -> bool:
    return bool(before) and (before[-1] in "})\"'" or (before[-1].isalnum() and before not in {"and", "or", "not"}))


def _last(text: str) -> str:
    """Return the last word, sign or quoted piece of a text."""
    found = NEIGHBOURS.findall(text)
    return str(found[-1]) if found else ""
