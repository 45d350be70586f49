"""What a conversation says: its data block, its words, and whether it asks for a repair."""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

REPAIR = re.compile(r"\b(refused|wrong|corrected?|fix|failed|failures?)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{2,}")
FILLERS = """
a about all also an and any are as at be brand but by can color colors colour colours do does each feel feels for
from get give has have her his if in into is it its like look looks lots make me more most my no not of off on or our
out over per please screen screens should show so some such than that the their them theme themes then there these they
this to too use used using very want was we were what when where which while who will with would you your
"""
STOP_WORDS = frozenset(FILLERS.split())


@dataclass(frozen=True, slots=True)
class Prompt:
    """`data` is the first JSON object in the user's words, `words` what the answer is made from.

    `complaints` is what the user says of a draft that went before, in a later turn or after the
    data block: a request for a repair.
    `notes` are the lines of the instructions.
    """

    data: dict[str, Any]
    words: tuple[str, ...]
    complaints: str
    seed: str
    notes: tuple[str, ...] = ()

    @classmethod
    def read(cls, turns: Sequence[tuple[str, str]], *, system: str = "") -> Self:
        """Read a conversation of (role, text), and its instructions."""
        asked = [text for role, text in turns if role == "user"]
        data, rest = find_object(asked[0]) if asked else ({}, "")
        subject = data.get("description")
        text = subject if isinstance(subject, str) and subject.strip() else " ".join(asked[:1])
        return cls(
            data=data,
            words=words_of(text),
            complaints="\n".join([rest if data and REPAIR.search(rest) else "", *asked[1:]]).strip(),
            seed=sha256((json.dumps(data, sort_keys=True) if data else text).encode()).hexdigest(),
            notes=tuple(system.splitlines()),
        )

    @property
    def is_repair(self) -> bool:
        return bool(self.complaints)

    def number(self, purpose: str, below: int) -> int:
        """Return a number from 0 to `below` less one that only this request and the purpose decide."""
        return int(sha256(f"{self.seed}:{purpose}".encode()).hexdigest()[:12], 16) % below


def find_object(text: str) -> tuple[dict[str, Any], str]:
    """Return the first JSON object in a text that holds something, and the text after it."""
    decoder = json.JSONDecoder()
    start = text.find("{")
    while start >= 0:
        try:
            found, end = decoder.raw_decode(text, start)
        except ValueError:
            found, end = None, start
        if isinstance(found, dict) and found:
            return found, text[end:]
        start = text.find("{", start + 1)
    return {}, text


def spelled(word: str, text: str) -> str:
    """Return a plain word as the text spells it: `cafe` is `café` again."""
    return next((found for found in WORD.findall(text) if plain(found) == word), word)


def words_of(text: str) -> tuple[str, ...]:
    """Return a text's telling words, in order, without repetition, in small plain letters."""
    words = (plain(word) for word in WORD.findall(text))
    return tuple(dict.fromkeys(word for word in words if word not in STOP_WORDS))


def plain(word: str) -> str:
    """Return a word in small letters without accents: `Café` is `cafe`."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
