"""Messages with places for values: `Revenue is {sales.north.revenue}`."""

import re
from collections.abc import Mapping
from typing import Final

from ai_ops.facts.texts import cleaned
from ai_ops.rules.values import Given
from ai_ops.rules.wording import amount

PLACE: Final = re.compile(r"\{([^{}]*)\}")
LONGEST_VALUE: Final = 60
MISSING: Final = "–"


def places(message: str) -> list[str]:
    """Return the fields that a message names."""
    return PLACE.findall(message)


def is_torn(message: str) -> bool:
    """Return whether a message has a brace that belongs to no place."""
    return bool(re.search(r"[{}]", PLACE.sub("", message)))


def fill(message: str, values: Mapping[str, Given]) -> str:
    """Return a message with its values; one that is missing is a dash. It is text: escape it where it is shown."""
    return PLACE.sub(lambda found: written(values.get(found[1])), message)


def written(value: Given) -> str:
    """Return a value as a message writes it."""
    match value:
        case None:
            return MISSING
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return amount(value)
        case str():
            return cleaned(value, LONGEST_VALUE)
