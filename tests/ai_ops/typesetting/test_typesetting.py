"""Texts are set within their boxes, in every font, whatever they hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.operations.theme.fonts import FONTS
from ai_ops.typesetting import fitting, fonts, measuring, wrapping
from ai_ops.typesetting.faces import Face

PLAIN = Face("system-ui", 400)
FACES = [Face(slug, weight) for slug in fonts.FAMILIES for weight in (400, 700)]
TEXTS = st.text(max_size=300) | st.text("ab -/–東京é\u0301\u202e\u200b😀👨‍👩‍👧\n\t", max_size=300)


def test_every_font_of_a_theme_has_a_family_for_layouts():
    assert fonts.FAMILIES.keys() == FONTS.keys()


@pytest.mark.parametrize("family", fonts.all_families(), ids=lambda family: family.name)
def test_the_file_of_every_family_is_there(family):
    assert family.path.is_file()
    assert family.name.startswith("Inspire ")


def test_an_unknown_font_is_measured_as_the_plain_one():
    assert measuring.width("Orders", Face("wingdings", 400), 1) == measuring.width("Orders", PLAIN, 1)


@pytest.mark.parametrize("face", FACES, ids=str)
def test_a_width_grows_with_the_size_and_the_text(face):
    one = measuring.width("Revenue", face, 1)
    assert measuring.width("Revenue", face, 3) == pytest.approx(3 * one)
    assert 2 < one < measuring.width("Revenue today", face, 1)
    assert measuring.ascent(face) > measuring.descent(face) > 0


def test_bold_is_wider():
    assert measuring.width("Revenue", Face("system-ui", 700), 1) > measuring.width("Revenue", PLAIN, 1)


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("\U0001f680", measuring.PICTURE),
        ("\U0001f1f3\U0001f1f4", measuring.PICTURE),
        ("\U0001f469\u200d\U0001f469\u200d\U0001f467", measuring.PICTURE),
        ("\u6f22\u5b57", 2 * measuring.IDEOGRAPH),
        ("\u0645\u0628", 2 * measuring.LETTER),
    ],
    ids=ascii,
)
def test_a_character_that_the_font_lacks_is_as_wide_as_other_fonts_draw_it(text, wide):
    assert measuring.width(text, PLAIN, 1) == pytest.approx(wide)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two three", ["one two", "three"]),
        ("north-west/south", ["north-", "west/", "south"]),
        ("  one   two  ", ["one two"]),
        ("東京都庁舎の前", ["東京都庁", "舎の前"]),
        ("", []),
        ("   ", []),
    ],
)
def test_lines_break_where_a_reader_expects_it(text, expected):
    assert wrapping.lines(text, PLAIN, 1, within=4.9 if "東" in text else 4.2) == expected


@given(TEXTS, st.sampled_from([1.5, 4.0, 11.0]))
@settings(max_examples=150, deadline=None)
def test_no_line_is_wider_than_the_box_and_nothing_is_lost(text, within):
    found = wrapping.lines(text, PLAIN, 1, within=within)
    assert "".join("".join(found).split()) == "".join(text.split())
    for line in found:
        assert measuring.width(line, PLAIN, 1) <= within or len(fitting._GRAPHEME.findall(line)) == 1


@given(TEXTS, st.sampled_from([1.5, 4.0, 11.0]))
@settings(max_examples=150, deadline=None)
def test_a_text_that_is_cut_fits_and_says_so(text, within):
    cut = fitting.cut(text, PLAIN, 1, within=within)
    assert measuring.width(cut, PLAIN, 1) <= within
    assert cut == text or cut.endswith("…")


@given(TEXTS, st.sampled_from([(3.0, 1.5), (8.0, 4.0)]))
@settings(max_examples=100, deadline=None)
def test_a_block_that_is_cut_fits_its_box(text, box):
    block = fitting.cut_block(text, PLAIN, 1, box=box)
    assert block.height <= box[1] + 1e-9
    assert all(measuring.width(line, PLAIN, 1) <= box[0] for line in block.lines if len(line) > 1)
    assert block.is_whole == (not block.lines or block == fitting.set_block(text, PLAIN, 1, within=box[0]))


def test_a_line_is_set_in_the_largest_size_that_fits():
    sizes = (0.5, 1.0, 2.0)
    wide = measuring.width("Orders", PLAIN, 1)
    assert fitting.fit_line("Orders", PLAIN, sizes, box=(wide, 9)) == 1.0
    assert fitting.fit_line("Orders", PLAIN, sizes, box=(wide * 2, 9)) == 2.0
    assert fitting.fit_line("Orders", PLAIN, sizes, box=(wide * 2, fitting.line_height(PLAIN, 1.0))) == 1.0
    assert fitting.fit_line("Orders", PLAIN, sizes, box=(wide / 4, 9)) is None


def test_a_block_is_set_in_the_largest_size_in_which_all_lines_fit():
    block = fitting.fit_block("one two three four", PLAIN, (0.5, 1.0), box=(4.2, 2.6))
    assert block is not None
    assert (block.size, block.lines) == (1.0, ("one two", "three", "four")) or block.size == 0.5
    assert fitting.fit_block("one two three four", PLAIN, (1.0,), box=(4.2, 1.3)) is None


@pytest.mark.parametrize("piece", ["x", "-", " ", "東", "a ", "\u0301", "\u202e", "😀"])
def test_ten_thousand_characters_are_cut_and_never_fit(piece):
    text = piece * 10_000
    assert fitting.fit_block(text, PLAIN, (0.1,), box=(32, 18)) is None
    assert fitting.cut_block(text, PLAIN, 1, box=(8, 3)).height <= 3
