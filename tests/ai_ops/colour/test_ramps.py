"""Tonal ramps."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.colour import contrast, ramps

hexes = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


@settings(deadline=None, max_examples=60)
@given(colour=hexes)
def test_a_ramp_goes_from_light_to_dark_and_holds_its_colour(colour):
    steps = ramps.ramp(colour)
    lights = [contrast.luminance(each) for each in steps.values()]
    assert lights == sorted(lights, reverse=True)
    assert list(steps) == list(ramps.STEPS)
    assert colour in steps.values()


def test_the_ends_of_a_ramp_are_legible_on_each_other():
    steps = ramps.ramp("#0E7C86")
    assert contrast.contrast(steps["50"], steps["950"]) >= 7
    assert contrast.contrast(steps["50"], steps["700"]) >= 4.5
