"""A mend is the nearest colour that passes, and no other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.colour import contrast, mends, oklch
from ai_ops.colour.difference import difference

hexes = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
needs = st.sampled_from([3.0, 4.5, 7.0])
ROUNDING = 0.6  # CIEDE2000 between neighbours in 8 bits


def mended(colour: str, *against: str, needed: float = 4.5) -> str:
    found = mends.mend(colour, against=against, needed=needed)
    assert found is not None
    return found


def test_a_colour_that_passes_is_not_touched():
    assert mended("#767676", "#FFFFFF") == "#767676"


def test_a_grey_that_just_fails_moves_by_one_level():
    assert mended("#777777", "#FFFFFF") == "#767676"


def test_a_colour_lightens_on_a_dark_background_and_darkens_on_a_light_one():
    assert contrast.luminance(mended("#555555", "#222222")) > contrast.luminance("#555555")
    assert contrast.luminance(mended("#999999", "#EEEEEE")) < contrast.luminance("#999999")


def test_on_a_middle_grey_the_nearer_way_is_taken():
    lighter = mended("#D0D0D0", "#8A8A8A", needed=3)
    darker = mended("#505050", "#8A8A8A", needed=3)
    assert contrast.luminance(lighter) > contrast.luminance("#8A8A8A") > contrast.luminance(darker)


def test_every_background_counts():
    grounds = ("#FFFFFF", "#E0E0E0")
    assert contrast.worst(mended("#999999", *grounds), grounds) >= 4.5


def test_what_no_lightness_can_reach_is_none():
    assert mends.mend("#777777", against=["#000000", "#FFFFFF"], needed=7.0) is None
    assert mends.mend("#FF0000", against=["#777777"], needed=7.0) is None


@pytest.mark.parametrize("colour", ["#000000", "#FFFFFF"])
def test_the_ends_of_the_scale_are_mended_too(colour):
    assert contrast.contrast(mended(colour, colour), colour) >= 4.5


@settings(deadline=None, max_examples=60)
@given(colour=hexes, background=hexes, needed=needs)
def test_no_colour_of_the_same_hue_and_chroma_is_nearer_and_passes(colour, background, needed):
    found = mends.mend(colour, against=[background], needed=needed)
    tried = [oklch.at(colour, step / 250) for step in range(251)]
    passing = [each for each in tried if contrast.contrast(each, background) >= needed]
    if found is None:
        assert not passing
        return
    assert contrast.contrast(found, background) >= needed
    nearest = min((difference(colour, each) for each in passing), default=100)
    assert difference(colour, found) <= nearest + ROUNDING


@settings(deadline=None, max_examples=60)
@given(colour=hexes, background=hexes)
def test_a_mend_holds_the_hue(colour, background):
    found = mends.mend(colour, against=[background], needed=4.5)
    if found is None:
        return
    before, after = oklch.to_lch(colour), oklch.to_lch(found)
    if min(before.chroma, after.chroma) > 0.06:
        turn = abs(before.hue - after.hue) % 360
        assert min(turn, 360 - turn) < 6
    assert after.chroma <= before.chroma + 0.02


@settings(deadline=None, max_examples=40)
@given(colour=hexes, background=hexes)
def test_a_mended_colour_is_not_mended_again(colour, background):
    found = mends.mend(colour, against=[background], needed=4.5)
    if found is not None:
        assert mends.mend(found, against=[background], needed=4.5) == found
