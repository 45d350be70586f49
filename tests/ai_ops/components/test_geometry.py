"""The checker of drawings sees what leaves a box or covers a text."""

import pytest

from ai_ops.drawing import shapes, texts, themes
from tests.ai_ops.components.geometry import arc, extents, faults

LOOK = themes.look(None)


def written(x, y, text="Revenue", anchor="start"):
    return texts.run(x, y, text, face=LOOK.body, size=1, fill=LOOK.text, anchor=anchor)


@pytest.mark.parametrize(
    "element",
    [
        shapes.rect(0, 0, width=4.1, height=1, fill="#000000"),
        shapes.frame(0, 0, width=4, height=4, stroke="#000000", line=0.1),
        shapes.circle(3.5, 2, radius=0.6, fill="#000000"),
        shapes.line(1, 1, to=(1, 4.2), stroke="#000000", width=0.01),
        shapes.path("M0 0L5 0Z", fill="#000000"),
        shapes.path("M1 2A1.5 1.5 0 0 1 3.9 2A1.5 4 0 0 1 5 2", fill="#000000"),
        shapes.group([shapes.rect(-1, 0, width=1, height=1, fill="#000000")]),
        shapes.nested(1, 1, size=(4, 1), children=[], label="x"),
        shapes.nested(1, 1, size=(2, 2), children=[shapes.circle(2.9, 1, radius=0.3, fill="#000000")], label="x"),
        written(1, 2),
        written(0.1, 0.5),
        written(0.1, 3.9, "a"),
        written(1, 2, "Total", "end"),
        written(3.9, 2, "Total", "middle"),
    ],
    ids=lambda each: each.tag,
)
def test_what_leaves_a_box_is_seen(element):
    assert faults([element], 4, 4) != []


@pytest.mark.parametrize(
    "element",
    [
        shapes.rect(0, 0, width=4, height=4, fill="#000000"),
        shapes.circle(3, 2, radius=1, fill="#000000"),
        shapes.path("M1 2A1 1 0 0 1 3 2", fill="#000000"),
        shapes.group([shapes.rect(9, 9, width=1, height=1, fill="#000000")], display="none"),
        written(0.1, 2, "One"),
        written(3.9, 2, "One", "end"),
        written(2, 2, "One", "middle"),
    ],
    ids=lambda each: each.tag,
)
def test_what_lies_within_a_box_is_no_fault(element):
    assert faults([element], 4, 4) == []


def test_texts_that_cover_each_other_are_seen():
    assert faults([written(1, 2), written(2, 2.2)], 9, 9) == ["'Revenue' covers 'Revenue'"]
    assert faults([written(1, 2), written(1, 3.2)], 9, 9) == []


@pytest.mark.parametrize(("sweep", "top"), [(True, -1), (False, 0)])
def test_an_arc_bulges_to_its_side(sweep, top):
    points = list(arc((-1, 0), (1, 0), radius=1, is_large=False, sweep=sweep))
    assert min(y for _x, y in points) == pytest.approx(top, abs=1e-9)


def test_a_scaled_path_lies_where_it_is_scaled_to():
    path = shapes.path("M0 0h10v10h-10z", fill="#000000")
    path.set("transform", "translate(1 2) scale(0.1)")
    (found,) = extents(path)
    assert (found.left, found.top, found.right, found.bottom) == (1, 2, 2, 3)
