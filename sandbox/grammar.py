"""Refuse the JSON Schemas that the provider's grammar compiler refuses, so that they show here first.

Source: the provider's page on structured outputs, and what the SDK takes out of a schema before
it sends it (`anthropic.lib._parse._transform`).
"""

from collections.abc import Iterator
from typing import Any

from sandbox.errors import ApiError
from sandbox.replies import Json

MAX_OPTIONAL = 24
MAX_UNIONS = 16
MAX_ENUM = 500
WHERE = "output_config.format.schema"
TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")
FORMATS = ("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid")
ANNOTATIONS = {"title", "description", "default", "type", "enum", "const", "anyOf", "allOf", "$ref", "$defs"}
ANNOTATIONS |= {"definitions", "$schema", "$id", "$comment"}
KEYWORDS = {
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items", "minItems"},
    "string": {"format", "pattern"},
}


def check(schema: Any) -> None:
    """Raise ApiError 400 for a schema that the provider would refuse."""
    if not isinstance(schema, dict) or not schema:
        raise ApiError(400, f"{WHERE}: Input should be a valid dictionary")
    nodes = list(_walk(schema, schema, ()))
    for node in nodes:
        _check_node(node)
    _check_counts(nodes)


def _walk(node: Any, root: Json, trail: tuple[str, ...]) -> Iterator[Json]:
    """Yield each subschema; follow references once for each place, and refuse a circle."""
    if not isinstance(node, dict):
        raise ApiError(400, f"{WHERE}: a subschema should be an object")
    if "$ref" in node:
        reference = str(node["$ref"])
        if reference in trail:
            raise ApiError(400, f"{WHERE}: recursive schemas are not supported ('{reference}')")
        yield from _walk(resolve(reference, root), root, (*trail, reference))
        return
    yield node
    for child in _children(node):
        yield from _walk(child, root, trail)


def _children(node: Json) -> Iterator[Any]:
    yield from node.get("properties", {}).values()
    yield from (*node.get("anyOf", ()), *node.get("allOf", ()))
    if "items" in node:
        yield node["items"]


def resolve(reference: str, root: Json) -> Any:
    """Return what a local reference names. Raise ApiError 400 for any other."""
    found: Any = root
    for part in reference.removeprefix("#").strip("/").split("/"):
        name = part.replace("~1", "/").replace("~0", "~")
        if not reference.startswith("#/") or not isinstance(found, dict) or name not in found:
            raise ApiError(400, f"{WHERE}: cannot resolve '{reference}'; only local references are supported")
        found = found[name]
    return found


def types_of(node: Json) -> list[str]:
    """Return the types that a subschema names."""
    named = node.get("type", [])
    return [named] if isinstance(named, str) else list(named)


def _check_node(node: Json) -> None:
    types = types_of(node)
    label = types[0] if types else "any"
    if unknown := [kind for kind in types if kind not in TYPES]:
        raise ApiError(400, f"{WHERE}: '{unknown[0]}' is not a type")
    if not types and not {"enum", "const", "anyOf", "allOf"} & set(node):
        raise ApiError(400, f"{WHERE}: Schema must have a 'type', 'anyOf', 'allOf', 'enum' or 'const'")
    allowed = ANNOTATIONS.union(*(KEYWORDS.get(kind, set()) for kind in types))
    if surplus := sorted(set(node) - allowed):
        raise ApiError(400, f"{WHERE}: For '{label}' type, property '{surplus[0]}' is not supported")
    _check_values(node, types)


def _check_values(node: Json, types: list[str]) -> None:
    if "object" in types and node.get("additionalProperties") is not False:
        message = "For 'object' type, 'additionalProperties' must be explicitly set to false"
        raise ApiError(400, f"{WHERE}: {message}")
    if node.get("minItems", 0) not in (0, 1):
        raise ApiError(400, f"{WHERE}: For 'array' type, 'minItems' values other than 0 or 1 are not supported")
    if node.get("format", FORMATS[0]) not in FORMATS:
        raise ApiError(400, f"{WHERE}: String format '{node['format']}' is not supported")
    values = node.get("enum", [])
    if len(values) > MAX_ENUM or any(isinstance(value, dict | list) for value in values):
        raise ApiError(400, f"{WHERE}: an enum should hold at most {MAX_ENUM} plain values")


def _check_counts(nodes: list[Json]) -> None:
    optional = sum(len(set(node.get("properties", {})) - set(node.get("required", []))) for node in nodes)
    unions = sum("anyOf" in node or len(types_of(node)) > 1 for node in nodes)
    for count, name, limit in (
        (optional, "optional parameters", MAX_OPTIONAL),
        (unions, "parameters with union types", MAX_UNIONS),
    ):
        if count > limit:
            raise ApiError(
                400,
                f"Schemas contains too many {name} ({count}), which would make grammar compilation inefficient. "
                f"Reduce the number of {name} in your schemas (limit: {limit}).",
            )
