"""The components as a model is told of them: what each is for, how small it may be, what it takes."""

from collections.abc import Iterator
from typing import Final

from ai_ops.components import registry
from ai_ops.components.base import ANY, Component, Input, Shape
from connectors.kinds.base import Kind

BY_PERSON: Final = frozenset({"picture"})
"""Inputs that a person fills and a model never does."""
ORDER: Final = tuple(Kind)


def told() -> str:
    """Return all components, in lines that programs can read too."""
    return "\n".join(line for each in registry.all_components() for line in _lines(each))


def _lines(component: Component) -> Iterator[str]:
    width, height = component.least
    narrowest, widest = component.aspect
    yield (
        f"- {component.slug}: at least {width} x {height} cells, width over height {narrowest:g} to {widest:g}. "
        f"{component.about}"
    )
    yield from (_line(each) for each in component.inputs if each.name not in BY_PERSON)


def _line(taking: Input) -> str:
    need = "required" if taking.is_required else "optional"
    shape = "one value" if taking.shape is Shape.ONE else "a column"
    several = f", up to {taking.most} of them" if taking.most > 1 else ""
    return f"    {taking.name}: {need}; {shape}{several}; {_takes(taking)}. {taking.about}"


def _takes(taking: Input) -> str:
    ways = [f"fields of type {_kinds(taking.kinds)}"] if taking.kinds else []
    return " or ".join([*ways, *(["literal"] if taking.takes_literal else [])])


def _kinds(kinds: frozenset[Kind]) -> str:
    """Return kinds in words: any, or each by its name."""
    return "any" if kinds >= ANY else "/".join(each.value for each in ORDER if each in kinds)
