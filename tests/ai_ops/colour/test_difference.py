"""Differences as people see them."""

import pytest

from ai_ops.colour import difference
from ai_ops.colour.charts import APART
from ai_ops.colour.charts import closest_pair as closest

OKABE_ITO = ["#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#000000"]
TABLEAU = ["#4E79A7", "#F28E2B", "#E15759", "#76B7B2", "#59A14F", "#EDC948", "#B07AA1", "#FF9DA7"]


def test_a_colour_does_not_differ_from_itself():
    assert difference.difference("#0E7C86", "#0E7C86") == 0


def test_ciede2000_agrees_with_a_published_value():
    """Pure red and pure green in sRGB (D65) are 86.6 apart."""
    assert difference.difference("#FF0000", "#00FF00") == pytest.approx(86.6, abs=0.1)


def test_red_and_green_of_one_lightness_are_apart_for_most_and_alike_for_some():
    red, green = "#C0653F", "#7E7F2E"
    least, vision = difference.closest(red, green)
    assert difference.difference(red, green) > 20
    assert least < APART
    assert vision in ("protanopia", "deuteranopia")
    assert not difference.are_apart(red, green, by=APART)


def test_blue_and_green_can_be_alike_without_blue_cones():
    least, vision = difference.closest("#4477AA", "#228899")
    assert vision == "tritanopia"
    assert least < difference.difference("#4477AA", "#228899")


def test_the_reference_palette_for_every_eye_is_apart_and_a_common_one_is_not():
    assert closest(OKABE_ITO)[0] >= APART
    assert closest(TABLEAU)[0] < 1
