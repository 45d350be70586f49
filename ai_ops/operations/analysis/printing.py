"""A result's prose and facts as a reader of a file sees them, without references."""

from collections.abc import Callable

from ai_ops.base import Json
from ai_ops.charts import telling
from ai_ops.prose import references
from ai_ops.prose.references import ColumnReference, FactReference, Part

UNKNOWN = "–"


def prose(text: str, result: Json, *, words: Callable[[str], str] = str, column: Callable[[str], str] = str) -> str:
    """Return prose with its numbers and names printed: words and numbers by `words`, names by `column`."""
    return "".join(_printed(part, result, words=words, column=column) for part in references.parts(text))


def _printed(part: Part, result: Json, *, words: Callable[[str], str], column: Callable[[str], str]) -> str:
    match part:
        case FactReference(id=fact, part=name):
            return words(number(result["facts"].get(fact), name, result))
        case ColumnReference(alias=alias):
            return column(result["columns"][alias]["name"]) if alias in result["columns"] else UNKNOWN
        case _:
            return words(part.text)


def number(fact: Json | None, name: str, result: Json) -> str:
    """Return a fact's value ("" for its name) or a part of it, with its unit."""
    if fact is None:
        return UNKNOWN
    units = {each["name"]: each["unit"] for each in result["columns"].values()}
    return telling.part(fact, name, units=units, step=step_of(result)) or UNKNOWN


def step_of(result: Json) -> str:
    """Return the word for what the data's rows are apart, "" where there is none."""
    return str(result["profile"].get("step_name", ""))


def what(fact: Json) -> str:
    """Return what a fact is in words: its kind, or the name of a statistic."""
    name = telling.STATISTICS.get(fact.get("label", "")) if fact["kind"] == "statistic" else None
    return str(name).capitalize() if name else telling.kind(fact["kind"])


def label(fact: Json) -> str:
    """Return the category of the data that a fact is about, "" for none."""
    return "" if fact["kind"] == "statistic" else str(fact.get("label", ""))


def more(fact: Json, result: Json) -> str:
    """Return a fact's further numbers by name."""
    return ", ".join(f"{name.replace('_', ' ')} {number(fact, name, result)}" for name in fact["more"])
