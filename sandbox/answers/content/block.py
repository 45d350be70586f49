"""The data block of a request for a layout: the grid, the components that may be used, and the sources' fields."""

import re
from dataclasses import dataclass, field
from typing import Any, Final, Self

from sandbox.answers.prompt import Prompt, words_of

SPEC: Final = re.compile(
    r"- (?P<slug>\w+): at least (?P<w>\d+) x (?P<h>\d+) cells, width over height (?P<low>[\d.]+) to (?P<high>[\d.]+)\."
)
"""A component as the instructions tell of it."""
NUMERIC: Final = ("number", "integer", "percent", "currency")
FEWEST, MOST = 2, 12
"""Values that a field of categories has, to be shown side by side."""

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spec:
    """How small a component may be, and which width over height it may have."""

    slug: str
    least: tuple[int, int] = (4, 3)
    aspect: tuple[float, float] = (0.4, 6.0)


@dataclass(frozen=True, slots=True)
class Field:
    """A field under its id."""

    id: str
    name: str
    type: str
    role: str
    distinct: int
    lowest: float
    highest: float
    mean: float

    @classmethod
    def read(cls, data: Json) -> Self:
        """Return the field that one entry of the block holds."""
        return cls(
            id=str(data.get("id", "")),
            name=str(data.get("name", "")),
            type=str(data.get("type", "")),
            role=str(data.get("role", "")),
            distinct=int(_number(data.get("distinct"))),
            lowest=_number(data.get("min")),
            highest=_number(data.get("max")),
            mean=_number(data.get("mean")),
        )

    @property
    def is_number(self) -> bool:
        """Return whether its values are numbers."""
        return self.type in NUMERIC


@dataclass(frozen=True, slots=True)
class Source:
    """A source with its fields. `time` is its field of times, if it has one."""

    name: str
    rows: int
    fields: tuple[Field, ...]
    time: Field | None

    @property
    def measures(self) -> list[Field]:
        """Return what can be summed up; where nothing is meant to be, all other numbers."""
        others = [each for each in self.fields if each.is_number and each != self.time]
        return [each for each in others if each.role == "measure"] or others

    @property
    def dimensions(self) -> list[Field]:
        """Return fields of a few categories."""
        found = [each for each in self.fields if each.type in ("category", "boolean") or each.role == "dimension"]
        return [each for each in found if FEWEST <= each.distinct <= MOST]

    @property
    def texts(self) -> list[Field]:
        """Return fields of words."""
        return [each for each in self.fields if each.type in ("text", "category", "id")]


@dataclass(frozen=True)
class Block:
    """What is asked for, and what there is to show. `redo` is the one placement to be made anew."""

    brief: str
    columns: int
    rows: int
    most: int
    specs: dict[str, Spec]
    sources: tuple[Source, ...]
    redo: Json = field(default_factory=dict)
    fields: tuple[Field, ...] = ()

    @classmethod
    def read(cls, prompt: Prompt) -> Self:
        """Return the block of a request; what is missing gets a plain value."""
        data = prompt.data
        fields = [each for each in data.get("fields") or () if isinstance(each, dict)]
        brief = f"{data.get('brief') or ''} {data.get('note') or ''}".strip()
        sources = [_source(each, fields) for each in data.get("sources") or () if isinstance(each, dict)]
        return cls(
            brief=brief,
            columns=int(_number(data.get("columns"))) or 32,
            rows=int(_number(data.get("rows"))) or 18,
            most=int(_number(data.get("max_components"))) or 8,
            specs=_specs(prompt, [str(each) for each in data.get("components") or ()]),
            sources=tuple(sorted(sources, key=lambda each: -_nearness(each, brief))),
            redo=data.get("redo") or {},
            fields=tuple(Field.read(each) for each in fields),
        )

    def has(self, *slugs: str) -> bool:
        """Return whether components may be used."""
        return all(slug in self.specs for slug in slugs)

    def asks_for(self, *words: str) -> bool:
        """Return whether the brief has one of some words."""
        return any(word in self.brief.casefold() for word in words)


def _source(data: Json, fields: list[Json]) -> Source:
    own = tuple(Field.read(each) for each in fields if each.get("source") == data.get("id"))
    time = next((each for each in own if each.id == data.get("time")), None)
    return Source(str(data.get("name", "")), int(_number(data.get("rows"))), own, time)


def _specs(prompt: Prompt, allowed: list[str]) -> dict[str, Spec]:
    """Return the components that may be used, with what the instructions say of them."""
    told = {match["slug"]: match for line in prompt.notes if (match := SPEC.match(line))}
    return {slug: _spec(slug, told.get(slug)) for slug in allowed}


def _spec(slug: str, match: "re.Match[str] | None") -> Spec:
    if match is None:
        return Spec(slug)
    return Spec(slug, (int(match["w"]), int(match["h"])), (float(match["low"]), float(match["high"])))


def _nearness(source: Source, brief: str) -> int:
    """Return how many words of a brief a source and its fields have."""
    own = words_of(" ".join([source.name, *(each.name for each in source.fields)]).replace("_", " "))
    return len(set(own) & set(words_of(brief)))


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
