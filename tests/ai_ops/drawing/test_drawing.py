"""Drawings are well-formed, escape everything, and read well on their grounds."""

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_ops.colour import contrast
from ai_ops.drawing import shapes, svg, texts, themes
from ai_ops.typesetting.fitting import cut_block
from ai_ops.typesetting.measuring import width

LOOK = themes.look(None)
HOSTILE = [
    "<script>alert(1)</script>",
    "]]>",
    "&amp;",
    '" onload="x',
    "\x00\x1b[31m",
    "\u202eabc\u2066",
    "\ud800",
    "\ufffe",
]


def drawn(text):
    run = texts.run(1, 2, text, face=LOOK.body, size=1, fill=LOOK.text)
    inner = shapes.nested(0, 0, size=(4, 4), children=[run], label=texts.shown(text))
    return svg.document((32, 18), [inner], background=LOOK.background, label="A layout")


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_a_hostile_text_stays_a_text(text):
    root = fromstring(drawn(text))
    tags = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert tags == {"svg", "rect", "title", "text"}
    assert not [name for each in root.iter() for name in each.attrib if name.startswith("on") or name == "style"]


@given(st.text(max_size=60))
def test_any_text_can_be_drawn(text):
    (found,) = [each for each in fromstring(drawn(text)).iter() if each.tag.endswith("}text")]
    assert (found.text or "") == texts.shown(text)


def test_a_run_is_as_wide_as_it_was_measured_in_any_font():
    run = texts.run(1, 2, "Revenue", face=LOOK.body, size=2, fill=LOOK.text)
    assert float(run.attrib["textLength"]) == pytest.approx(width("Revenue", LOOK.body, 2), abs=1e-4)
    assert run.attrib["lengthAdjust"] == "spacingAndGlyphs"


def test_an_empty_run_has_no_length():
    assert "textLength" not in texts.run(0, 0, "", face=LOOK.body, size=1, fill=LOOK.text).attrib


def test_the_lines_of_a_block_stand_below_each_other():
    lines = texts.block(0, 1, cut_block("one two three", LOOK.body, 1, box=(3, 9)), face=LOOK.body, fill=LOOK.text)
    ys = [float(each.attrib["y"]) for each in lines]
    assert len(ys) > 1
    assert ys == sorted(set(ys))
    assert ys[0] > 1


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", ["text", "muted", "primary", "accent", "success", "warning", "danger"])
def test_texts_of_the_plain_look_reach_four_and_a_half_to_one(mode, name):
    look = themes.look(None, mode=mode)
    assert contrast.worst(getattr(look, name), (look.background, look.surface)) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_shapes_of_the_plain_look_reach_three_to_one(mode):
    look = themes.look(None, mode=mode)
    assert all(contrast.worst(each, (look.background, look.surface)) >= 3 for each in (*look.chart, look.border))
    assert contrast.contrast(look.on_primary, look.primary) >= 4.5


@pytest.mark.parametrize("colour", ["#FFEE00", "#8899AA", "#19C37D", "#F3F5F8", "#000000"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_text_in_any_colour_of_a_theme_can_be_read_on_its_grounds(mode, colour):
    look = themes.look(None, mode=mode)
    assert contrast.worst(look.ink(colour), (look.background, look.surface)) >= 4.5
    assert look.ink(look.text) == look.text


def test_a_look_in_a_mode_that_the_theme_lacks_is_in_the_one_that_it_has():
    theme = {**themes.PLAIN, "modes": {"dark": themes.PLAIN["modes"]["dark"]}}
    assert themes.look(theme, mode="light") == themes.look(None, mode="dark")


def test_sizes_rise_from_the_least():
    assert LOOK.sizes == tuple(sorted(set(LOOK.sizes)))
    assert LOOK.sizes[0] >= LOOK.least


@pytest.mark.parametrize(("value", "text"), [(1, "1"), (0.5, "0.5"), (-0.00001, "0"), (1 / 3, "0.3333"), (100, "100")])
def test_lengths_are_written_short(value, text):
    assert shapes.number(value) == text
