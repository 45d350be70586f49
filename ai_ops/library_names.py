"""Names of saved items: what may be one, and which one is free."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import count

from django.db.models import QuerySet

from ai_ops.errors import InvalidInputError
from ai_ops.models import SavedItem
from tenants.models import Tenant

LONGEST_NAME = 100
TURNING = frozenset({"LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
NUMBERED = re.compile(r" \(\d{1,6}\)$")


def clean(name: str) -> str:
    """Return the name with single spaces. Raises InvalidInputError where it is empty, too long or unprintable."""
    name = " ".join(name.split())
    if not name:
        raise InvalidInputError({"name": ["Enter a name."]})
    if len(name) > LONGEST_NAME:
        raise InvalidInputError({"name": [f"Use at most {LONGEST_NAME} characters; this has {len(name)}."]})
    if not all(is_showable(character) for character in name):
        raise InvalidInputError({"name": ["The name holds characters that cannot be shown. Remove them."]})
    return name


def is_showable(character: str) -> bool:
    """Return whether a character is text: no control, no surrogate, nothing that turns the writing direction."""
    is_text = unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn"}
    return is_text and unicodedata.bidirectional(character) not in TURNING


def free(tenant: Tenant, kind: str, *, name: str) -> str:
    """Return the name where no item of this kind has it, or else the name with the next free number: Dusk (2)."""
    stem = NUMBERED.sub("", name)
    taken = set(live(tenant, kind).filter(name__startswith=stem[: LONGEST_NAME - 9]).values_list("name", flat=True))
    return name if name not in taken else next(each for each in _numbered(stem) if each not in taken)


def _numbered(stem: str) -> Iterator[str]:
    for number in count(2):
        suffix = f" ({number})"
        yield f"{stem[: LONGEST_NAME - len(suffix)].rstrip()}{suffix}"


def live(tenant: Tenant, kind: str) -> QuerySet[SavedItem]:
    """Return the items of one kind that are in the library, and not in its bin."""
    return SavedItem.objects.filter(tenant=tenant, kind=kind, deleted_at=None)
