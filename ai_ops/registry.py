"""Which operations there are: every module of `ai_ops/operations/` registers its own."""

import importlib
import pkgutil
from functools import cache

from ai_ops.base import Operation

OPERATIONS = "ai_ops.operations"
"""The package to look in. Known by name alone, for its modules import this one."""


_registered: dict[str, Operation] = {}


class UnknownOperationError(LookupError):
    """There is no operation of that name."""


def register[T: type[Operation]](operation: T) -> T:
    """Register an operation class under its slug.

    Raises ValueError where another class already has the slug.
    """
    known = _registered.get(operation.slug)
    if known is not None and type(known) is not operation:
        raise ValueError(f"Two operations are called {operation.slug!r}.")
    _registered[operation.slug] = operation()
    return operation


@cache
def _load() -> None:
    package = importlib.import_module(OPERATIONS)
    for module in pkgutil.iter_modules(package.__path__, f"{OPERATIONS}."):
        importlib.import_module(module.name)


def all_operations() -> list[Operation]:
    """Return every operation, cheapest first, then by slug."""
    _load()
    return sorted(_registered.values(), key=lambda each: (each.credits, each.slug))


def get(slug: str) -> Operation:
    """Return the operation of that slug. Raises UnknownOperationError."""
    _load()
    try:
        return _registered[slug]
    except KeyError:
        raise UnknownOperationError(slug) from None
