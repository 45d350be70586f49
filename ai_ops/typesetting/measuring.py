"""How wide a text is, shaped by HarfBuzz with the very font that is shown, as browsers shape it."""

import unicodedata
from functools import cache, lru_cache

import uharfbuzz as hb

from ai_ops.typesetting.faces import Face
from ai_ops.typesetting.fonts import Family, family

PICTURE, IDEOGRAPH, LETTER = 1.3, 1.0, 0.5
"""Width in em of a character that the font lacks: another font draws it, about as wide."""
FLAGS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
"""Letters of which two are seen as one flag."""
LONGEST = 2_000
"""Characters that are measured; what is longer fits no box."""


@cache
def _face(found: Family) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(found.path)))


@cache
def _font(found: Family, weight: int) -> hb.Font:
    face = _face(found)
    font = hb.Font(face)
    least, most = next(((each.min_value, each.max_value) for each in face.axis_infos if each.tag == "wght"), (400, 400))
    font.set_variations({"wght": min(max(weight, least), most)})
    return font


def width(text: str, face: Face, size: float) -> float:
    """Return the width of a text on one line, in the unit of its size."""
    return _em(text[:LONGEST], face) * size


@lru_cache(maxsize=20_000)
def _em(text: str, face: Face) -> float:
    if not text:
        return 0.0
    found = family(face.font)
    font, buffer = _font(found, face.weight), hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {"kern": True, "liga": True, "tnum": face.is_tabular, "lnum": face.is_tabular})
    glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    upem = _face(found).upem
    widths: dict[int, float] = {}
    for info, place in glyphs:
        if info.codepoint:
            widths[info.cluster] = widths.get(info.cluster, 0.0) + place.x_advance / upem
        else:  # all that is seen as one character counts once
            widths.setdefault(info.cluster, _lacking(text[info.cluster]))
    return float(sum(widths.values()))


def _lacking(character: str) -> float:
    """Return about how wide another font draws a character."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    if character in FLAGS:
        return PICTURE
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return IDEOGRAPH if unicodedata.category(character) == "Lo" else PICTURE
    return LETTER


@cache
def ascent(face: Face) -> float:
    """Return how far letters reach above the baseline, in em."""
    extents = _font(family(face.font), face.weight).get_font_extents("ltr")
    return float(extents.ascender / _face(family(face.font)).upem)


@cache
def descent(face: Face) -> float:
    """Return how far letters reach below the baseline, in em."""
    extents = _font(family(face.font), face.weight).get_font_extents("ltr")
    return float(-extents.descender / _face(family(face.font)).upem)
