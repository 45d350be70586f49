"""A result's lists as a template wants them."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from ai_ops.base import Json
from ai_ops.facts import methods
from ai_ops.facts.candidates.base import Fact

_FIELDS = frozenset(field.name for field in fields(Fact))


def present(result: Json) -> Json:
    """Return `findings`, each with its number, its evidence and exhibits resolved, and the names of its columns.

    A finding's `evidence` are its facts with `words` for their kind, the columns' aliases, and `how`: sentences
    on how each was computed. An exhibit's `fact` is resolved likewise. `count` and `dropped` are numbers.
    """
    facts = {each: resolved(fact) for each, fact in result["facts"].items()}
    return {
        "findings": [
            presented(finding, number, facts=facts, columns=result["columns"])
            for number, finding in enumerate(result["findings"], start=1)
        ],
        "count": len(result["findings"]),
        "dropped": len(result["dropped"]),
    }


def presented(finding: Json, number: int, *, facts: Mapping[str, Json], columns: Mapping[str, Json]) -> Json:
    """Return a finding with what it refers to in place of the references."""
    return finding | {
        "number": number,
        "evidence": [facts[each] for each in finding["evidence"]],
        "exhibits": [exhibit | {"fact": facts[exhibit["fact"]]} for exhibit in finding["exhibits"]],
        "column_names": [columns[each]["name"] for each in finding["columns"]],
    }


def resolved(fact: Json) -> Json:
    """Return a fact with its kind in words and how it was computed."""
    return fact | {"words": fact["kind"].replace("_", " "), "how": methods.how(fact_of(fact))}


def fact_of(kept: Mapping[str, Any]) -> Fact:
    """Return the fact that a result kept."""
    known = {name: value for name, value in kept.items() if name in _FIELDS}
    return Fact(**(known | {"columns": tuple(kept["columns"])}))
