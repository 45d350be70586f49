"""Placements find places of their own, and those that have one keep it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.layouts import grid, packing
from ai_ops.layouts.model import LANDSCAPE, PORTRAIT, Canvas, Placement
from ai_ops.layouts.packing import Limits

KINDS = {
    "metric": Limits((4, 2), (0.5, 6.0), 3),
    "line": Limits((6, 4), (0.8, 4.0), 2),
    "text": Limits((4, 1), (1.0, 20.0), 1),
    "clock": Limits((3, 2), (0.8, 3.0), 0),
}
CANVASES = st.sampled_from([LANDSCAPE, PORTRAIT, Canvas(8, 8), Canvas(64, 10)])


def limits_of(placement):
    return KINDS[placement.component]


def place(id_, x, y, w=6, h=4, kind="metric"):
    return Placement(id_, kind, x, y, w, h, id_, "")


@st.composite
def crowds(draw):
    canvas = draw(CANVASES)
    numbers = st.integers(-5, 70)
    found = [
        Placement(
            f"p{at}",
            draw(st.sampled_from(sorted(KINDS))),
            draw(numbers),
            draw(numbers),
            draw(numbers),
            draw(numbers),
            "",
            "",
        )
        for at in range(draw(st.integers(1, 16)))
    ]
    return canvas, [packing.fitted(each, canvas, limits_of(each)) for each in found]


@given(crowds())
@settings(max_examples=60, deadline=None)
def test_what_is_packed_lies_on_the_grid_apart_and_within_its_limits(crowd):
    canvas, placements = crowd
    packed = packing.pack(placements, canvas, limits_of)
    assert not grid.overlaps(packed.placements)
    for each in packed.placements:
        limits = limits_of(each)
        assert grid.is_inside(each, canvas)
        assert each.w >= limits.least[0]
        assert each.h >= limits.least[1]
    assert {each.id for each in (*packed.placements, *packed.dropped)} == {each.id for each in placements}
    assert packed.placements


@given(crowds())
@settings(max_examples=40, deadline=None)
def test_what_is_packed_is_not_packed_again(crowd):
    canvas, placements = crowd
    once = packing.pack(placements, canvas, limits_of)
    assert packing.pack(once.placements, canvas, limits_of) == packing.Packed(once.placements)


@given(crowds())
@settings(max_examples=40, deadline=None)
def test_spreading_keeps_everything_apart_and_covers_no_less(crowd):
    canvas, placements = crowd
    packed = packing.pack(placements, canvas, limits_of).placements
    spread = packing.spread(packed, canvas, limits_of, least=55)
    assert not grid.overlaps(spread)
    assert all(grid.is_inside(each, canvas) for each in spread)
    assert grid.coverage(spread, canvas) >= grid.coverage(packed, canvas)


def test_placements_that_lie_apart_stay_where_they_are():
    good = [place("a", 0, 0), place("b", 6, 0), place("c", 20, 10, 12, 8, "line")]
    assert packing.pack(good, LANDSCAPE, limits_of).placements == tuple(good)


def test_of_two_that_overlap_the_later_one_moves_to_the_nearest_free_place():
    packed = packing.pack([place("a", 0, 0), place("b", 4, 0)], LANDSCAPE, limits_of).placements
    assert packed == (place("a", 0, 0), place("b", 6, 0))


def test_one_that_finds_no_room_gets_smaller():
    packed = packing.pack([place("a", 0, 0, 26, 18), place("b", 10, 0, 10, 18)], LANDSCAPE, limits_of)
    assert packed.dropped == ()
    assert (packed.placements[0].w, packed.placements[1].x, packed.placements[1].w) == (26, 26, 6)


def test_others_get_smaller_before_anything_is_dropped():
    packed = packing.pack([place("a", 0, 0, 32, 18, "line"), place("b", 0, 0)], LANDSCAPE, limits_of)
    assert packed.dropped == ()
    assert packed.placements[0].w * packed.placements[0].h > 300


def test_the_lightest_is_dropped_where_there_is_no_room_for_all():
    crowd = [place(f"m{at}", 0, 0, 4, 4) for at in range(8)] + [place("clock", 0, 0, 3, 2, "clock")]
    packed = packing.pack(crowd, Canvas(8, 8), limits_of)
    assert [each.id for each in packed.dropped] == ["clock"]
    assert len(packed.placements) == 8


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (place("a", -3, 30), (0, 14, 6, 4)),
        (place("a", 30, 2), (26, 2, 6, 4)),
        (place("a", 0, 0, 1, 1), (0, 0, 4, 2)),
        (place("a", 0, 0, 100, 100), (0, 0, 32, 18)),
        (place("a", 0, 0, 30, 2), (0, 0, 30, 5)),
        (place("a", 5, 5, 0, -4), (5, 5, 4, 2)),
    ],
)
def test_a_placement_is_brought_onto_the_grid_with_the_least_change(given_, expected):
    found = packing.fitted(given_, LANDSCAPE, KINDS["metric"])
    assert (found.x, found.y, found.w, found.h) == expected


def test_what_fits_already_is_not_touched():
    assert packing.fitted(place("a", 3, 3), LANDSCAPE, KINDS["metric"]) == place("a", 3, 3)


def test_coverage_is_the_share_of_cells():
    assert grid.coverage([place("a", 0, 0, 16, 18), place("b", 8, 0, 16, 18)], LANDSCAPE) == pytest.approx(75)


def test_free_places_are_all_that_are_free():
    taken = grid.covered([place("a", 0, 0, 31, 17)], LANDSCAPE)
    assert grid.free_places(taken, 1, 18).tolist() == [[0, 31]]
    assert grid.free_places(taken, 32, 1).tolist() == [[17, 0]]
    assert grid.free_places(taken, 2, 2).tolist() == []
