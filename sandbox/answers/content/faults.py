"""Spoil a layout: one way for each class of defect. What the layout should have been is left as it is."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

from sandbox.answers.content.block import Block
from sandbox.answers.prompt import Prompt

MOST_AT_ALL: Final = 24
LINKS: Final = (
    "See https://example.com/now",
    "www.example.com today",
    "Write to desk@example.com",
    "javascript:alert",
    "example.com/win",
)
MARKUP: Final = ("<b>Today</b>", "**Today**", "[Today](there)", "# Today", "<img src=x onerror=alert()>")
FORMULAS: Final = ("{f1", "{f1} +", "SUM({f1})", "eval({f1})", "{f1}; {f1}", "{f1} {f1}", "__import__('os')", "")
UNKNOWN: Final = ("f999", "visitors", "{f1}", "sales.row.takings", "f0")
ROOMS: Final = ("at the door", "in the hall", "upstairs", "by the lift", "outside", "below", "at the desk", "inside")

type Json = dict[str, Any]
type Spoil = Callable[[Json, Block, int], None]


def spoil(document: Any, prompt: Prompt, fault: str) -> Any:
    """Return a layout as the fault leaves it; without a fault of this kind, as it is."""
    way = WAYS.get(fault)
    if way is None or not isinstance(document, dict) or not document.get("placements"):
        return document
    spoilt = deepcopy(document)
    way(spoilt, Block.read(prompt), prompt.number(fault, 60))
    return spoilt


def _overlap(document: Json, block: Block, turn: int) -> None:
    """Put the last placement on the first, or all of them on one place."""
    first, *others = document["placements"]
    if not others:
        others = [{**first, "id": "p2", "title": "The same again"}]
        document["placements"] += others
        document["bindings"] += [{**each, "placement": "p2"} for each in document["bindings"]]
    for each in others if turn % 2 else others[-1:]:
        each |= {"x": first["x"], "y": first["y"]}


def _off_grid(document: Json, block: Block, turn: int) -> None:
    last = document["placements"][-1]
    last |= ({"x": block.columns - 1}, {"y": -3}, {"x": -5, "y": 90}, {"w": block.columns + 9}, {"h": 300})[turn % 5]


def _too_small(document: Json, block: Block, turn: int) -> None:
    document["placements"][-1] |= ({"w": 1, "h": 1}, {"w": 2}, {"w": 0}, {"w": -4, "h": -1})[turn % 4]


def _bindings(document: Json) -> list[Json]:
    """Return the bindings to fields; one is made where there is none."""
    found = [each for each in document["bindings"] if each["source"] == "field"]
    if not found:
        id_ = document["placements"][0]["id"]
        made = {"placement": id_, "input": "text", "source": "field", "value": "f1", "aggregate": "last", "format": ""}
        document["bindings"].append(made)
        return [made]
    return found


def _unknown_field(document: Json, block: Block, turn: int) -> None:
    found = _bindings(document)
    found[turn % len(found)]["value"] = UNKNOWN[turn % len(UNKNOWN)]


def _wrong_type(document: Json, block: Block, turn: int) -> None:
    """Bind words where a number belongs."""
    id_ = document["placements"][-1]["id"]
    document["placements"][-1]["component"] = ("metric", "gauge", "progress")[turn % 3]
    document["bindings"] = [each for each in document["bindings"] if each["placement"] != id_]
    words = next((each.id for each in block.fields if not each.is_number), "")
    value = {"source": "field", "value": words} if words else {"source": "formula", "value": 'concat({f1}, " or so")'}
    document["bindings"].append({"placement": id_, "input": "value", "aggregate": "last", "format": "", **value})


def _unknown_input(document: Json, block: Block, turn: int) -> None:
    """Bind an input that other components have."""
    found = _bindings(document)
    binding = found[turn % len(found)]
    binding["input"] = next(each for each in ("longitude", "danger", "subtitle") if each != binding["input"])


def _bad_formula(document: Json, block: Block, turn: int) -> None:
    found = _bindings(document)
    found[turn % len(found)] |= {"source": "formula", "value": FORMULAS[turn % len(FORMULAS)]}


def _empty_binding(document: Json, block: Block, turn: int) -> None:
    """Bind what has no value on any data."""
    found = _bindings(document)
    found[turn % len(found)] |= {
        "source": "formula",
        "value": f"if(1 = 2, {{{block.fields[0].id if block.fields else 'f1'}}})",
    }


def _long_text(document: Json, block: Block, turn: int) -> None:
    """Give a title that no small box has room for, or that is too long at all."""
    long = "Everything that anybody could ever want to know about this and all that goes with it"
    placement = document["placements"][-1]
    placement["title"] = (long[:80], f"{long} and more", f"{long[:60]} and so on")[turn % 3]
    if turn % 3 != 1:
        placement |= {"w": 4, "h": 3}


def _twin_titles(document: Json, block: Block, turn: int) -> None:
    first, *others = [each for each in document["placements"] if each["title"]] or document["placements"]
    for other in others[:1]:
        other["title"] = (first["title"], first["title"].upper(), f"{first['title']}.")[turn % 3]
    if not others:
        _unknown_field(document, block, turn)


def _link_in_title(document: Json, block: Block, turn: int) -> None:
    document["placements"][-1]["title"] = LINKS[turn % len(LINKS)]


def _markup_in_title(document: Json, block: Block, turn: int) -> None:
    document["placements"][-1]["title"] = MARKUP[turn % len(MARKUP)]


def _unknown_component(document: Json, block: Block, turn: int) -> None:
    document["placements"][-1]["component"] = ("hologram", "iframe", "script", "video", "metric ")[turn % 5]


def _shows_nothing(document: Json, block: Block, turn: int) -> None:
    """Leave words alone: no field is bound."""
    first = document["placements"][0]
    document["placements"] = [{**first, "component": "heading", "title": "Nothing but words"}]
    document["bindings"] = []


def _low_coverage(document: Json, block: Block, turn: int) -> None:
    """Keep one small thing in a corner."""
    last = document["placements"][-1]
    document["placements"] = [{**last, "x": 0, "y": 0, "w": 6, "h": 4}]
    document["bindings"] = [each for each in document["bindings"] if each["placement"] == last["id"]]


def _too_many_placements(document: Json, block: Block, turn: int) -> None:
    last = document["placements"][-1]
    bound = [each for each in document["bindings"] if each["placement"] == last["id"]]
    missing = max(block.most + 2 - len(document["placements"]), 1)
    for place in range(min(missing, MOST_AT_ALL - len(document["placements"]))):
        id_ = f"p{len(document['placements']) + 1}"
        title = f"{last['title'][:40]} {ROOMS[place % len(ROOMS)]}{' too' * (place // len(ROOMS))}"
        document["placements"].append({**last, "id": id_, "title": title.strip()})
        document["bindings"] += [{**each, "placement": id_} for each in bound]


WAYS: Final[dict[str, Spoil]] = {
    "overlap": _overlap,
    "off_grid": _off_grid,
    "too_small": _too_small,
    "unknown_field": _unknown_field,
    "wrong_type": _wrong_type,
    "unknown_input": _unknown_input,
    "bad_formula": _bad_formula,
    "empty_binding": _empty_binding,
    "long_text": _long_text,
    "twin_titles": _twin_titles,
    "link_in_title": _link_in_title,
    "markup_in_title": _markup_in_title,
    "unknown_component": _unknown_component,
    "shows_nothing": _shows_nothing,
    "low_coverage": _low_coverage,
    "too_many_placements": _too_many_placements,
}
