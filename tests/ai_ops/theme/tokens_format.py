"""A strict reading of the Design Tokens Format Module 2025.10, for the types that we write.

The format is a Community Group report and not a W3C standard. This is written from its text:
names, groups, types, and references, each of which must lead to a token of the right type.
"""

import re

NAME = re.compile(r"[^${}.][^{}.]*")
REFERENCE = re.compile(r"\{([^{}]+)\}")
GROUP_PROPERTIES = {"$description", "$extensions", "$type", "$deprecated"}
TOKEN_PROPERTIES = {"$value", "$type", "$description", "$extensions", "$deprecated"}


class InvalidTokensError(AssertionError):
    """A document breaks the format."""


def require(condition, *where):
    if not condition:
        raise InvalidTokensError(" ".join(map(str, where)))


def validate(document):
    """Return the tokens of a document by path. Raises InvalidTokensError."""
    require(isinstance(document, dict), "A tokens file is a JSON object.")
    tokens = dict(_tokens(document, path=(), inherited=None))
    for path, (kind, value) in tokens.items():
        resolved = _resolved(value, kind, tokens, seen=(path,))
        CHECKS[kind](resolved, tokens, ".".join(path))
    return tokens


def _tokens(group, *, path, inherited):
    kind = group.get("$type", inherited)
    for name, member in group.items():
        if name.startswith("$"):
            require(name in GROUP_PROPERTIES, "Unknown group property", path, name)
            continue
        require(NAME.fullmatch(name), "Bad name", path, repr(name))
        require(isinstance(member, dict), "Neither group nor token", path, name)
        if "$value" in member:
            require(set(member) <= TOKEN_PROPERTIES, "Unknown token property", path, name)
            own = member.get("$type", kind)
            require(own in CHECKS, "No known type", path, name, own)
            yield (*path, name), (own, member["$value"])
        else:
            yield from _tokens(member, path=(*path, name), inherited=kind)


def _resolved(value, kind, tokens, *, seen):
    """Return the value that a reference leads to, of the same type, without going in circles."""
    if not isinstance(value, str) or not (found := REFERENCE.fullmatch(value)):
        return value
    target = tuple(found[1].split("."))
    require(target in tokens, "Dangling reference", value)
    require(target not in seen, "Circular reference", value)
    require(tokens[target][0] == kind, "Reference to another type", value, tokens[target][0], kind)
    return _resolved(tokens[target][1], kind, tokens, seen=(*seen, target))


def is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _colour(value, _, where):
    require(isinstance(value, dict), "A colour is an object:", where)
    require({"colorSpace", "components"} <= set(value) <= {"colorSpace", "components", "alpha", "hex"}, where)
    require(value["colorSpace"] == "srgb", "Another colour space:", where)
    components = value["components"]
    require(isinstance(components, list) and len(components) == 3, where)
    require(all(is_number(each) and 0 <= each <= 1 for each in components), "Out of range:", where)
    require(is_number(value.get("alpha", 1)) and 0 <= value.get("alpha", 1) <= 1, where)
    if "hex" in value:
        require(re.fullmatch("#[0-9a-fA-F]{6}", value["hex"]), "Bad hex:", where)
        levels = [int(value["hex"][place : place + 2], 16) for place in (1, 3, 5)]
        require([round(each * 255) for each in components] == levels, "The hex is another colour:", where)


def _dimension(value, _, where):
    require(isinstance(value, dict) and set(value) == {"value", "unit"}, "A dimension is value and unit:", where)
    require(is_number(value["value"]), where)
    require(value["unit"] in ("px", "rem"), where)


def _family(value, _, where):
    names = [value] if isinstance(value, str) else value
    require(isinstance(names, list) and names, where)
    require(all(isinstance(each, str) and each and "," not in each and '"' not in each for each in names), where)


def _weight(value, _, where):
    require(is_number(value) and 1 <= value <= 1000, "A weight is 1 to 1000:", where)


def _number(value, _, where):
    require(is_number(value), where)


PARTS = {
    "fontFamily": "fontFamily",
    "fontSize": "dimension",
    "fontWeight": "fontWeight",
    "letterSpacing": "dimension",
    "lineHeight": "number",
}


def _typography(value, tokens, where):
    require(isinstance(value, dict) and set(value) == set(PARTS), "A text style has five parts:", where)
    for part, kind in PARTS.items():
        CHECKS[kind](_resolved(value[part], kind, tokens, seen=()), tokens, f"{where}.{part}")


CHECKS = {
    "color": _colour,
    "dimension": _dimension,
    "fontFamily": _family,
    "fontWeight": _weight,
    "number": _number,
    "typography": _typography,
}
