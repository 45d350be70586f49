"""Contrast as WCAG 2.2 has it."""

import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from ai_ops.colour import contrast

hexes = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


def test_black_on_white_is_twenty_one():
    assert contrast.contrast("#000000", "#FFFFFF") == 21


def test_the_last_grey_that_passes_on_white_is_767676():
    assert contrast.contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.0005)
    assert contrast.contrast("#777777", "#FFFFFF") < contrast.TEXT
    assert contrast.contrast("#767676", "#FFFFFF") >= contrast.TEXT


@given(one=hexes, other=hexes)
def test_contrast_is_the_same_both_ways_and_close_to_that_of_a_known_library(one, other):
    ratio = contrast.contrast(one, other)
    assert ratio == contrast.contrast(other, one)
    assert 1 <= ratio <= 21
    assert ratio == pytest.approx(Color(one).contrast(other, method="wcag21"), rel=2e-3)


@pytest.mark.parametrize(
    ("ratio", "places", "shown"), [(4.4999, 1, 4.4), (4.4999, 2, 4.49), (4.5, 1, 4.5), (21.0, 2, 21.0), (2.999, 0, 2.0)]
)
def test_a_ratio_is_shown_rounded_down(ratio, places, shown):
    assert contrast.shown(ratio, places=places) == shown


@pytest.mark.parametrize(
    ("ratio", "grade"),
    [(7.0, "AAA"), (6.999, "AA"), (4.5, "AA"), (4.499, "AA large"), (3.0, "AA large"), (2.999, "fail")],
)
def test_a_grade_begins_at_its_ratio_and_not_before(ratio, grade):
    assert contrast.grade(ratio) == grade


def test_black_or_white_reaches_four_and_a_half_on_any_colour():
    """Their ratios multiply to 21 on every colour, so the greater is at least 4.58."""
    for level in range(256):
        part = f"{level:02X}"
        for colour in (f"#{part}0000", f"#00{part}00", f"#0000{part}", f"#{part}{part}{part}"):
            on_black, on_white = (contrast.contrast(colour, each) for each in ("#000000", "#FFFFFF"))
            assert on_black * on_white == pytest.approx(21)
            assert max(on_black, on_white) > contrast.TEXT


@given(colour=hexes)
def test_black_or_white_reaches_four_and_a_half_on_a_colour_taken_at_random(colour):
    assert max(contrast.contrast(colour, each) for each in ("#000000", "#FFFFFF")) > 4.58


def test_the_worst_ratio_is_that_of_the_nearest_background():
    assert contrast.worst("#000000", ("#FFFFFF", "#333333")) == contrast.contrast("#000000", "#333333")
