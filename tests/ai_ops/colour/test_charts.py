"""Chart colours: 3:1 on their backgrounds, and apart for every eye."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.colour import charts, contrast, oklch
from ai_ops.colour.charts import APART
from ai_ops.colour.difference import difference

hexes = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
GOOD = ("#0E7C86", "#9F7B00", "#8C5A3C", "#105C80", "#C0566B", "#585912", "#7A5EA8")
lightnesses = st.one_of(st.floats(0, 0.35), st.floats(0.85, 1))
grounds = st.builds(
    lambda lightness, chroma, hue: oklch.to_hex(oklch.Lch(lightness, chroma, hue)),
    lightnesses,
    st.floats(0, 0.3),
    st.floats(0, 360),
)
LIMITS = {"light": 0.845, "dark": 0.355}


def assert_good(chart, against):
    assert all(contrast.worst(each, against) >= 3 for each in chart)
    assert charts.closest_pair(chart)[0] >= APART


def test_good_chart_colours_are_not_touched():
    assert charts.settle(GOOD, against=["#FFFFFF"]) == GOOD


def test_one_pale_colour_is_mended_and_the_others_stay():
    settled = charts.settle([*GOOD[:2], "#F0E0B0", *GOOD[3:]], against=["#FFFFFF"])
    assert [*settled[:2], *settled[3:]] == [*GOOD[:2], *GOOD[3:]]
    assert_good(settled, ["#FFFFFF"])


def test_of_two_alike_the_later_one_moves():
    settled = charts.settle([*GOOD[:6], "#0E7C87"], against=["#FFFFFF"])
    assert settled[:6] == GOOD[:6]
    assert settled[6] != "#0E7C87"
    assert_good(settled, ["#FFFFFF"])


def test_two_that_only_some_eyes_confuse_are_parted():
    settled = charts.settle([*GOOD[:5], "#C0653F", "#7E7F2E"], against=["#FFFFFF"])
    assert_good(settled, ["#FFFFFF"])


def test_a_small_fault_is_mended_by_a_small_step():
    settled = charts.settle([*GOOD[:6], "#7D61AB"], against=["#FFFFFF"])
    assert difference(settled[6], "#7D61AB") < 1
    almost = oklch.at(GOOD[0], oklch.to_lch(GOOD[0]).lightness + 0.03)
    settled = charts.settle([*GOOD, almost], against=["#FFFFFF"])
    assert difference(settled[7], almost) < 25


@pytest.mark.parametrize("colour", ["#000000", "#FFFFFF", "#808080", "#FF0000", "#FFFF00"])
@pytest.mark.parametrize("ground", ["#FFFFFF", "#000000", "#FBF8F3", "#10202A"])
def test_eight_times_the_same_colour_becomes_eight_colours(colour, ground):
    assert_good(charts.settle([colour] * 8, against=[ground]), [ground])


@settings(deadline=None, max_examples=25)
@given(colours=st.lists(hexes, min_size=6, max_size=8), ground=grounds)
def test_any_colours_become_good_ones_on_any_ground_of_one_kind(colours, ground):
    settled = charts.settle(colours, against=[ground])
    assert len(settled) == len(colours)
    assert_good(settled, [ground])


@settings(deadline=None, max_examples=10)
@given(colours=st.lists(hexes, min_size=6, max_size=8), ground=grounds)
def test_settled_colours_are_not_moved_again(colours, ground):
    settled = charts.settle(colours, against=[ground])
    assert charts.settle(settled, against=[ground]) == settled


@pytest.mark.parametrize(("kind", "palette"), [("light", charts.SAFE_ON_LIGHT), ("dark", charts.SAFE_ON_DARK)])
def test_the_last_resort_passes_on_every_ground_of_its_kind(kind, palette):
    assert charts.closest_pair(palette)[0] >= APART
    for hue in range(0, 360, 10):
        for chroma in (0, 0.05, 0.1, 0.2, 0.35):
            ground = oklch.to_hex(oklch.Lch(LIMITS[kind], chroma, hue))
            assert all(contrast.contrast(each, ground) >= 3 for each in palette)


@pytest.mark.parametrize(("ground", "palette"), [("#FFFFFF", charts.SAFE_ON_LIGHT), ("#0A0A0A", charts.SAFE_ON_DARK)])
def test_the_last_resort_is_taken_when_no_step_leads_anywhere(ground, palette, monkeypatch):
    monkeypatch.setattr(charts, "LIGHTNESSES", ())
    assert charts.settle(["#777777"] * 7, against=[ground]) == palette[:7]
