"""The data block of a request for an analysis: its columns, and the facts that may be referred to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from sandbox.answers.prompt import Prompt, words_of

UP, DOWN = 1, -1
SIGNED = {"level_shift", "trend", "period_change", "correlation", "group_difference"}
"""Kinds whose value is below zero where something falls or runs against."""
WIDENING = {"drift", "changed_seasonality"}
"""Kinds whose value is a factor: above one is wider."""
SUPPORT = "statistic"
EVERYTHING = "change changes changed happened happen stand stands unusual remarkable strange odd new news notable"
GENERAL = frozenset(EVERYTHING.split())
ALIKE = 4  # letters
PLAIN = re.compile(r"[A-Za-z]{2,20}([ _.-][A-Za-z]{2,20}){0,2}")
RANKS = {"max", "min", "maximum", "minimum", "high", "low", "top", "peak"}
"""Words of a name that would claim something in a title, and are left out of it."""
CLAIMING = re.compile(
    r"(?i)rise|fall|gr[oe]wth?|gain|drop|loss|increas|decreas|best|worst|record|est\b|hundred|thousand|million|dozen|"
    r"percent|half|double|\b(three|four|five|six|seven|eight|nine|ten|up|down|higher|lower|more|less)\b"
)
"""Names that are not shown in a title at all."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as the request states it. `more` holds further numbers by name."""

    id: str
    kind: str
    columns: tuple[str, ...]
    value: float
    since: str
    until: str
    more: tuple[str, ...]
    numbers: dict[str, float]

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """Return the fact that one entry of the block holds."""
        more = data.get("more") or {}
        numbers = {str(name): _number(value) for name, value in more.items()} if isinstance(more, dict) else {}
        return cls(
            id=str(data.get("id", "")),
            kind=str(data.get("kind", "")),
            columns=tuple(str(each) for each in data.get("columns") or ()),
            value=_number(data.get("value")),
            since=str(data.get("since") or ""),
            until=str(data.get("until") or ""),
            more=tuple(numbers),
            numbers=numbers,
        )

    @property
    def sign(self) -> int:
        """Return 1 for a fact that tells of a rise, -1 for a fall, 0 for neither."""
        fixed = {"spike": UP, "dip": DOWN}
        if self.kind in fixed:
            return fixed[self.kind]
        level = self.value - (1 if self.kind in WIDENING else 0)
        return (level > 0) - (level < 0) if self.kind in SIGNED | WIDENING else 0

    @property
    def parts(self) -> set[str]:
        """Return what may stand after the dot of a reference."""
        times = {name for name, moment in (("since", self.since), ("until", self.until)) if moment}
        return times | set(self.more)


@dataclass(frozen=True, slots=True)
class Block:
    """What is asked, and what it is asked about. `names` are the columns' names by their ids."""

    question: str
    most: int
    names: dict[str, str]
    facts: tuple[Fact, ...]
    data: dict[str, Any]

    @classmethod
    def read(cls, prompt: Prompt) -> Self:
        """Return the block of a request; what is missing gets a plain value."""
        data = prompt.data
        columns = [each for each in data.get("columns") or () if isinstance(each, dict)]
        facts = [Fact.read(each) for each in data.get("facts") or () if isinstance(each, dict)]
        most = data.get("max_findings")
        return cls(
            question=str(data.get("question") or ""),
            most=most if isinstance(most, int) and most > 0 else 5,
            names={str(each.get("id", "")): str(each.get("name", "")) for each in columns},
            facts=tuple(facts),
            data=data,
        )

    def title_of(self, column: str) -> str:
        """Return a column's name as a title may show it: one to three plain words, or ""."""
        name = self.names.get(column, "")
        words = re.split(r"[ _.-]", name.casefold())
        is_fit = PLAIN.fullmatch(name) and not CLAIMING.search(" ".join(words))
        return " ".join(word for word in words if word not in RANKS) if is_fit else ""

    def is_asked_about(self, fact: Fact) -> bool:
        """Return whether the question has a word of the name of one of a fact's columns."""
        asked = words_of(self.question)
        names = [word for each in fact.columns for word in words_of(self.names.get(each, "").replace("_", " "))]
        return any(are_alike(word, name) for word in asked for name in names)

    @property
    def is_open(self) -> bool:
        """Return whether the question is about whatever there is: what changed, what is unusual."""
        return not self.question or bool(GENERAL & set(words_of(self.question)))

    def strings(self) -> Iterator[str]:
        """Yield all texts of the block, with the names that hold them."""
        yield from texts_of(self.data)


def are_alike(one: str, other: str) -> bool:
    """Return whether two words are the same, or one is the other shortened, as temp is for temperature."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= ALIKE and long.startswith(short))


def texts_of(value: Any) -> Iterator[str]:
    """Yield all texts in a JSON value, with the names that hold them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
