"""Why a formula is refused or has no value, in words."""

from collections.abc import Iterable
from difflib import get_close_matches

LIKENESS = 0.8


class FormulaError(Exception):
    """The text is no formula, or the formula has no value with this data.

    The sentence quotes the formula and never a value of the data. `position` counts
    characters of the formula's text from 0; it is None where no place is to be shown.
    """

    def __init__(self, sentence: str, position: int | None = None) -> None:
        super().__init__(sentence)
        self.position = position


class UnknownFieldError(FormulaError):
    """The formula refers to a field that the data does not have."""

    def __init__(self, name: str, known: Iterable[str] = ()) -> None:
        near = nearest(name, known)
        hint = f"Did you mean {{{near}}}?" if near else "Choose one of the source’s fields."
        super().__init__(f"There is no field {{{name}}}. {hint}")
        self.name = name


class ReasonError(Exception):
    """A function's reason for having no value, said as the end of a sentence that names the call."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like a name, for a hint; names are never bound to a near one."""
    spellings = {each.casefold(): each for each in known}
    found = get_close_matches(name.casefold(), spellings, n=1, cutoff=LIKENESS)
    return spellings[found[0]] if found else None
