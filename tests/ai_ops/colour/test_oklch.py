"""To OKLCH and back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.colour import oklch
from ai_ops.colour.contrast import HEX

hexes = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


@settings(deadline=None)
@given(colour=hexes)
def test_a_colour_comes_back_as_it_was(colour):
    assert oklch.to_hex(oklch.to_lch(colour)) == colour


@settings(deadline=None)
@given(lightness=st.floats(-0.5, 1.5), chroma=st.floats(0, 0.5), hue=st.floats(-720, 720, allow_nan=False))
def test_every_colour_is_mapped_into_srgb(lightness, chroma, hue):
    assert HEX.fullmatch(oklch.to_hex(oklch.Lch(lightness, chroma, hue)))


def test_lightness_is_held_where_chroma_must_give_way():
    vivid = oklch.to_hex(oklch.Lch(0.9, 0.3, 264))
    assert abs(oklch.to_lch(vivid).lightness - 0.9) < 0.01
    assert oklch.to_lch(vivid).chroma < 0.1


def test_the_ends_are_black_and_white():
    assert oklch.at("#0E7C86", 0) == "#000000"
    assert oklch.at("#0E7C86", 1) == "#FFFFFF"
