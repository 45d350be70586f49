"""A minimal valid document for any JSON Schema, with strings made from the prompt's words."""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from math import ceil, floor
from typing import Any

MAX_DEPTH = 40
MAX_STRING = 60
FORMATS = {
    "date-time": "2026-11-24T09:30:00Z",
    "date": "2026-11-24",
    "time": "09:30:00Z",
    "duration": "PT1H",
    "email": "demo@sandbox.example",
    "hostname": "sandbox.example",
    "uri": "https://sandbox.example/",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uuid": "6f2b6f0a-3c0f-4d53-9f0e-5d1c2a9e7b10",
}

type Schema = Any


class Writer:
    """Writes one document. Optional properties are left out, arrays are as short as they may be."""

    def __init__(self, root: Schema, words: Sequence[str]) -> None:
        self._root = root
        self._words: Iterator[str] = cycle(words or ("demo",))

    def write(self, schema: Schema, depth: int = 0) -> Any:
        """Return a value that fits a subschema."""
        if depth > MAX_DEPTH:
            raise ValueError("The schema has no end: each value needs another one within.")
        schema = self._merged(schema)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return schema["enum"][0]
        if variants := schema.get("anyOf") or schema.get("oneOf"):
            rest = {name: value for name, value in schema.items() if name not in ("anyOf", "oneOf")}
            return self.write(_united(rest, self._simplest(variants)), depth + 1)
        return self._typed(schema, depth)

    def _merged(self, schema: Schema) -> dict[str, Any]:
        """Return a subschema with its reference and its `allOf` drawn in."""
        if not isinstance(schema, dict):
            return {}
        own = {name: value for name, value in schema.items() if name not in ("$ref", "allOf")}
        for part in ([{"$ref": schema["$ref"]}] if "$ref" in schema else []) + list(schema.get("allOf", [])):
            target = self._resolve(part["$ref"]) if "$ref" in part else part
            own = _united(own, self._merged(target))
        return own

    def _resolve(self, reference: str) -> Schema:
        found = self._root
        for part in reference.removeprefix("#").strip("/").split("/"):
            if part:
                found = found[part.replace("~1", "/").replace("~0", "~")]
        return found

    def _simplest(self, variants: Sequence[Schema]) -> dict[str, Any]:
        """Return the variant that says most with least: a plain value before nothing, before a structure."""
        order = {"string": 0, "number": 0, "integer": 0, "boolean": 0, "null": 1, "array": 2, "object": 3}
        merged = [self._merged(variant) for variant in variants]
        return min(merged, key=lambda variant: order.get(_first_type(variant), 0))

    def _typed(self, schema: dict[str, Any], depth: int) -> Any:
        makers: dict[str, Callable[[dict[str, Any], int], Any]] = {
            "object": self._object,
            "array": self._array,
            "string": self._string,
            "integer": lambda schema, _: int(_number(schema, step=schema.get("multipleOf", 1))),
            "number": lambda schema, _: _number(schema, step=schema.get("multipleOf", 0)),
            "boolean": lambda *_: True,
            "null": lambda *_: None,
        }
        return makers[_first_type(schema)](schema, depth)

    def _object(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        properties = schema.get("properties", {})
        return {name: self.write(properties.get(name, {}), depth + 1) for name in schema.get("required", [])}

    def _array(self, schema: dict[str, Any], depth: int) -> list[Any]:
        wanted = max(schema.get("minItems", 0), min(1, schema.get("maxItems", 1)))
        try:
            return [self.write(schema.get("items", {}), depth + 1) for _ in range(wanted)]
        except ValueError:
            if schema.get("minItems", 0):
                raise
            return []

    def _string(self, schema: dict[str, Any], depth: int) -> str:
        if schema.get("format") in FORMATS:
            return FORMATS[schema["format"]]
        least, most = schema.get("minLength", 0), schema.get("maxLength", MAX_STRING)
        text = next(self._words)
        while len(text) < max(least, min(8, most)):
            text += " " + next(self._words)
        cut = text[:most].rstrip()
        return cut if len(cut) >= least else cut.ljust(least, ".")


def document(schema: Schema, words: Sequence[str]) -> Any:
    """Return a minimal document that is valid under a schema. Raise ValueError when there is none."""
    return Writer(schema, words).write(schema)


def _first_type(schema: dict[str, Any]) -> str:
    named = schema.get("type")
    if isinstance(named, list):
        return next((kind for kind in named if kind != "null"), "null")
    if isinstance(named, str):
        return named
    return next((kind for name, kind in (("properties", "object"), ("items", "array")) if name in schema), "string")


def _united(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Return two subschemas as one that asks what both ask."""
    united = {**second, **first}
    united["properties"] = {**second.get("properties", {}), **first.get("properties", {})}
    united["required"] = list(dict.fromkeys([*first.get("required", []), *second.get("required", [])]))
    return {name: value for name, value in united.items() if value or name not in ("properties", "required")}


def _number(schema: dict[str, Any], *, step: float) -> float:
    """Return the allowed number that is nearest to 1; `step` 0 is any number."""
    low: float = schema.get("minimum", schema.get("exclusiveMinimum", float("-inf")))
    high: float = schema.get("maximum", schema.get("exclusiveMaximum", float("inf")))
    value: float = min(max(1, low), high)
    margin = step or (min(1.0, (high - low) / 2) if high > low else 0)
    if value == schema.get("exclusiveMinimum"):
        value += margin
    if value == schema.get("exclusiveMaximum"):
        value -= margin
    if not step:
        return value
    rounded: float = ceil(value / step) * step
    return rounded if rounded <= high else floor(value / step) * step
