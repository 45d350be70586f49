"""What holds for every accepted layout, checked by other means than those that made it."""

import json
import re
import unicodedata
from xml.etree import ElementTree as ET

from ai_ops.components import registry
from ai_ops.drawing import themes
from ai_ops.layouts import documents, rendering
from tests.ai_ops.content.tables import prepared

ADDRESS = re.compile(r"://|www\.|@|\w\.(?:com|org|net|example|io)\b|javascript:", re.IGNORECASE)
MARKUP = re.compile(r"[<>\[\]`*_|#~^\\=]|\{|\}|&\w+;")
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {
    "svg",
    "g",
    "rect",
    "text",
    "path",
    "line",
    "circle",
    "polyline",
    "polygon",
    "title",
    "animateTransform",
    "tspan",
}
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
SETTINGS = ("zone", "format", "good")


def check(result, task, names):
    """Fail where a result breaks an invariant."""
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    documents.read(result)
    check_places(result["placements"], result["canvas"])
    check_places(result["baseline"], result["canvas"])
    assert 1 <= len(result["placements"]) <= task.inputs.max_components
    assert {each["component"] for each in result["placements"]} <= set(task.inputs.allowed)
    assert 55 <= result["coverage"] <= 100
    titles = [each["title"].casefold() for each in result["placements"] if each["title"]]
    assert len(set(titles)) == len(titles)
    data = prepared(*names).data
    for each in result["placements"]:
        check_bindings(each, data)
    assert any(each["source"] != "literal" for placed in result["placements"] for each in placed["bindings"])
    check_drawing(rendering.render(documents.layout_of(result), data, themes.look(result["look"])))


def check_places(placements, canvas):
    """Fail where a placement lies off the grid, over another one, or is too small."""
    taken: set[tuple[int, int]] = set()
    for each in placements:
        least = registry.get(each["component"]).least
        assert each["w"] >= least[0]
        assert each["h"] >= least[1]
        cells = {
            (x, y) for x in range(each["x"], each["x"] + each["w"]) for y in range(each["y"], each["y"] + each["h"])
        }
        assert all(0 <= x < canvas["columns"] and 0 <= y < canvas["rows"] for x, y in cells)
        assert not cells & taken
        taken |= cells


def check_bindings(placement, data):
    """Fail where a binding names what there is not, or lacks."""
    component = registry.get(placement["component"])
    names = [each["input"] for each in placement["bindings"]]
    assert set(names) <= {each.name for each in component.inputs}
    assert {each.name for each in component.inputs if each.is_required} <= set(names)
    assert "picture" not in names
    for each in placement["bindings"]:
        if each["source"] == "field":
            assert each["value"] in data.columns
        elif each["source"] == "formula":
            found = re.findall(r"\{([^{}]*)\}", re.sub(r"\"[^\"]*\"|'[^']*'", "", each["value"]))
            assert found
            assert set(found) <= set(data.columns)


def texts_of(result):
    """Yield what of a result a model wrote that people read."""
    yield result["name"]
    for each in result["placements"]:
        yield from (each["title"], each["rationale"])
        for binding in each["bindings"]:
            if binding["source"] == "literal" and binding["input"] not in SETTINGS:
                yield binding["value"]
            if binding["source"] == "formula":
                yield from (one or other for one, other in QUOTED.findall(binding["value"]))


def strings_of(value):
    """Yield all texts in a JSON value."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings_of(inner)


def check_words(result):
    """Fail where a text of a model is more than plain words."""
    for text in texts_of(result):
        assert not ADDRESS.search(text), text
        assert not MARKUP.search(text), text
        assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs", "Cn"} for sign in text), text


def check_drawing(svg):
    """Fail where a drawing could do anything, or leads anywhere."""
    for element in ET.fromstring(svg).iter():
        assert element.tag.removeprefix(SVG) in DRAWN, element.tag
        for name in element.attrib:
            assert not name.casefold().startswith("on"), name
            assert "href" not in name.casefold(), name
            assert name != "style"
