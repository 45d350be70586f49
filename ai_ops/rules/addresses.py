"""A source's table with its columns named as rules name fields: `stream.item.field`."""

from dataclasses import replace
from typing import Final

from connectors.frames import Table
from connectors.naming import places

VARIABLES: Final = "variables."
SCENE: Final = "scene.current"


def addressed(table: Table, stream: str) -> Table:
    """Return a table whose columns have their addresses as names, in the same order."""
    names = [f"{stream}.{item}.{field}" for item, field in places(each.name for each in table.fields)]
    fields = tuple(replace(each, name=name) for each, name in zip(table.fields, names, strict=True))
    olds = [each.name for each in table.fields]
    return replace(table, frame=table.frame.rename(dict(zip(olds, names, strict=True))), fields=fields)


def is_signal(field: str) -> bool:
    """Return whether a field is no data: a variable, or the scene that is shown."""
    return field == SCENE or field.startswith(VARIABLES)
