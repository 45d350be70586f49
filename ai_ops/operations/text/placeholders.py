"""Mask placeholders before a text goes to a model, and put them back after.

A placeholder is `{{value}}` or a field such as `{sales.north.revenue}`. The model sees a
numbered mark in its place, so it can neither translate nor misspell one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

PLACEHOLDER = re.compile(r"\{\{[^{}\n]{1,100}\}\}|\{[^\W\d]\w*(?:\.[\w-]+)*\}")
BRACKETS = (("⟦", "⟧"), ("⟪", "⟫"), ("⦃", "⦄"), ("⧼", "⧽"))


@dataclass(frozen=True, slots=True)
class Masked:
    """A text whose placeholders are numbered marks, and what each mark stands for.

    `originals[n - 1]` is what mark n stands for: first the text's own placeholders in their
    order, then the fields that may be used beside.
    """

    text: str
    originals: tuple[str, ...]
    brackets: tuple[str, str]

    def mark(self, number: int) -> str:
        """Return the mark of that number, counted from 1."""
        return f"{self.brackets[0]}{number}{self.brackets[1]}"


def find(text: str) -> list[str]:
    """Return the placeholders of a text in their order, with repeats."""
    return PLACEHOLDER.findall(text)


def count(text: str) -> Counter[str]:
    """Return the placeholders of a text as a multiset."""
    return Counter(find(text))


def strip(text: str) -> str:
    """Return the text with each placeholder taken out."""
    return PLACEHOLDER.sub(" ", text)


def mask(text: str, fields: Sequence[str] = ()) -> Masked:
    """Return the text with numbered marks in place of its placeholders.

    `fields` are names that the model may use beside; they get marks of their own.
    """
    brackets = next((pair for pair in BRACKETS if not any(each in text for each in pair)), BRACKETS[0])
    originals = find(text)
    numbers = iter(range(1, len(originals) + 1))
    masked = PLACEHOLDER.sub(lambda _match: f"{brackets[0]}{next(numbers)}{brackets[1]}", text)
    return Masked(masked, (*originals, *(f"{{{field}}}" for field in fields)), brackets)


def restore(text: str, masked: Masked) -> str:
    """Return the text with each known mark replaced by what it stands for.

    A placeholder that was written out is put back with its own spaces. A mark that stands for
    nothing is left as it is, for the checks to find.
    """
    left, right = map(re.escape, masked.brackets)

    def original(match: re.Match[str]) -> str:
        number = int(match[1])
        return masked.originals[number - 1] if 1 <= number <= len(masked.originals) else match[0]

    spelled = {_without_spaces(each): each for each in masked.originals}
    written = PLACEHOLDER.sub(lambda match: spelled.get(_without_spaces(match[0]), match[0]), text)
    return re.sub(rf"{left}\s*(\d{{1,3}})\s*{right}", original, written)


def _without_spaces(placeholder: str) -> str:
    return re.sub(r"\s+", "", placeholder)
