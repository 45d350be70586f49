"""Which components there are: every module of `ai_ops/components/` registers its own."""

import importlib
import pkgutil
from functools import cache

from ai_ops.components.base import Component

COMPONENTS = "ai_ops.components"
"""The package to look in. Known by name alone, for its modules import this one."""

_registered: dict[str, Component] = {}


class UnknownComponentError(LookupError):
    """There is no component of that name."""


def register[T: type[Component]](component: T) -> T:
    """Register a component class under its slug.

    Raises ValueError where another class already has the slug.
    """
    known = _registered.get(component.slug)
    if known is not None and type(known) is not component:
        raise ValueError(f"Two components are called {component.slug!r}.")
    _registered[component.slug] = component()
    return component


@cache
def _load() -> None:
    package = importlib.import_module(COMPONENTS)
    for module in pkgutil.iter_modules(package.__path__, f"{COMPONENTS}."):
        importlib.import_module(module.name)


def all_components() -> list[Component]:
    """Return every component, by slug."""
    _load()
    return [_registered[slug] for slug in sorted(_registered)]


def get(slug: str) -> Component:
    """Return the component of that slug. Raises UnknownComponentError."""
    _load()
    try:
        return _registered[slug]
    except KeyError:
        raise UnknownComponentError(slug) from None
