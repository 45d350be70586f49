"""What a JSON Schema says of one text: how long it may be, and where it stands."""

import re
from typing import Any

LENGTH = re.compile(r"at most (\d+) characters", re.IGNORECASE)
ID = re.compile(r"#[0-9A-Fa-f]{6}|[A-Za-z]\d{1,4}")
LONGEST = 2_000

type Json = dict[str, Any]


def resolved(schema: Any, root: Any) -> Json:
    """Return a subschema, or the one that it refers to within its root."""
    found = schema if isinstance(schema, dict) else {}
    reference = str(found.get("$ref", ""))
    if not reference.startswith("#/"):
        return found
    target: Any = root
    for name in reference.removeprefix("#/").split("/"):
        target = target.get(name.replace("~1", "/").replace("~0", "~"), {}) if isinstance(target, dict) else {}
    return target if isinstance(target, dict) else {}


def longest(part: Json) -> int:
    """Return how many characters a text may have: by its schema, or by the words of its description."""
    said = LENGTH.search(str(part.get("description", "")))
    told = int(said[1]) if said else LONGEST
    return int(part.get("maxLength", told))


def is_id(text: str) -> bool:
    """Return whether a text is a colour or an id, which is worth nothing to an order."""
    return ID.fullmatch(text) is not None
