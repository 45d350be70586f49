"""One placement made anew: it takes the place of another, and nothing else changes."""

from copy import deepcopy

import pytest

from ai_ops.base import NothingToAskError
from ai_ops.operations.content import request
from tests.ai_ops.content import goods, invariants
from tests.ai_ops.content.asking import reviewed, task_of
from tests.ai_ops.content.goods import bound, literal, placed
from tests.ai_ops.content.tables import prepared

NAMES = ("Shop",)


@pytest.fixture(scope="module")
def former():
    document, task, names = goods.made("dates and counts")
    return reviewed(document, task, names).result


def answer(component, *bindings, id_="p1", place=(0, 0, 1, 1), title="Takings by branch"):
    own = [{**each, "placement": id_} for each in bindings]
    return goods.document("Another title", [placed(id_, component, place, title)], own, "primary")


BARS = (bound("p1", "x", "f4"), bound("p1", "y", "f2", "sum"))


def anew(former, document, redo="p5", **inputs):
    task = task_of(*NAMES, former=deepcopy(former), redo=redo, **inputs)
    return reviewed(document, task, NAMES), task


def test_it_takes_the_place_of_the_other_whatever_place_it_asks_for(former):
    made, task = anew(former, answer("bar_chart", *BARS, place=(900, -4, 1, 70)))
    assert (made.problems, made.mends) == ((), ())
    was, now = (next(each for each in of["placements"] if each["id"] == "p5") for of in (former, made.result))
    assert now["component"] == "bar_chart"
    assert [now[side] for side in "xywh"] == [was[side] for side in "xywh"]
    assert now["title"] == "Takings by branch"
    others = [[each for each in of["placements"] if each["id"] != "p5"] for of in (former, made.result)]
    assert others[0] == others[1]
    assert [each["id"] for each in made.result["placements"]] == [each["id"] for each in former["placements"]]
    assert (made.result["name"], made.result["background"]) == (former["name"], former["background"])
    invariants.check(made.result, task, NAMES)


@pytest.mark.parametrize(
    ("document", "word"),
    [
        (answer("bar_chart", *BARS, title="branches"), "branches"),
        (answer("bar_chart", *BARS, title="See example.com"), "link"),
        (answer("bar_chart", bound("p1", "x", "f4")), "lacks"),
        (answer("bar_chart", bound("p1", "x", "f4"), bound("p1", "y", "f9")), "no field"),
        (answer("image", literal("p1", "picture", "x.png")), "person"),
        (answer("iframe"), "no component"),
    ],
)
def test_what_may_not_stand_is_said_and_the_former_layout_stays_as_it_is(former, document, word):
    made, _ = anew(former, document)
    assert made.result is None
    assert any(word in each.casefold() for each in made.problems), made.problems


def test_a_component_that_is_too_large_for_the_place_is_refused(former):
    small = deepcopy(former)
    small["placements"][4] |= {"w": 4, "h": 2}
    made, _ = anew(small, answer("map_points", bound("p1", "longitude", "f2"), bound("p1", "latitude", "f3")))
    assert made.result is None
    assert any("6 × 5" in each for each in made.problems)


def test_a_component_that_may_not_be_used_is_refused(former):
    made, _ = anew(former, answer("bar_chart", *BARS), components=["pie", "table"])
    assert any("may not be used" in each for each in made.problems)


def test_what_others_show_may_be_gone(former):
    """They stay as they are, and their sources stay known."""
    other = deepcopy(former)
    other["placements"][0]["bindings"][0]["value"] = "gone.row.visits"
    other["sources"].append({"slug": "gone", "name": "Gone", "number": 1})
    made, _ = anew(other, answer("bar_chart", *BARS))
    assert made.problems == ()
    assert [each["slug"] for each in made.result["sources"]] == ["shop", "gone"]


def test_the_model_is_told_the_place_and_what_was_there(former):
    made = request.build(task_of(*NAMES, former=former, redo="p5", note="As bars"), prepared(*NAMES))
    assert '"redo":{"id":"p1","component":"pie","title":"Days by branch","x":20,"y":6,"w":12,"h":12}' in made.prompt
    assert '"note":"As bars"' in made.prompt


def test_only_what_there_was_can_be_made_anew(former):
    with pytest.raises(NothingToAskError, match="no placement “p9”"):
        request.build(task_of(*NAMES, former=former, redo="p9"), prepared(*NAMES))
    with pytest.raises(NothingToAskError, match="no layout before"):
        request.build(task_of(*NAMES, redo="p1"), prepared(*NAMES))
