"""Whatever the data, a component stays within its box, covers no text of its own, and says what it shows."""

from xml.etree.ElementTree import fromstring

import pytest

from ai_ops.components import registry
from ai_ops.components.base import Box, Content, DoesNotFitError, Resolved
from ai_ops.components.parts import values
from ai_ops.drawing import shapes, svg, themes
from connectors.kinds.base import Kind
from tests.ai_ops.components import data
from tests.ai_ops.components.geometry import faults

SLUGS = [each.slug for each in registry.all_components()]
LOOKS = {mode: themes.look(None, mode=mode) for mode in ("light", "dark")}
LARGE = themes.look({**themes.PLAIN, "typography": {**themes.PLAIN["typography"], "base_px": 32, "ratio": 1.5}})
LOOK = LOOKS["light"]
DRAWN = {"svg", "title", "rect", "circle", "line", "path", "g", "text", "image", "animateTransform"}


def boxes(slug):
    """Return boxes of a component: the least, a usual one, and the widest and highest that it takes of some."""
    component = registry.get(slug)
    wide, high = component.least
    narrowest, widest = component.aspect
    sizes = [(wide, high), (wide * 2, high * 2), (wide * 4, high), (wide, high * 5), (32, 18)]
    return [inner(w, h) for w, h in sizes if narrowest <= w / h <= widest or (w, h) == (wide, high)]


def inner(wide, high):
    """Return the box of so many cells: layouts leave a gap between two."""
    return Box(wide - LOOK.gap, high - LOOK.gap)


def draw(slug, content, box, *, look=LOOK, is_strict=False):
    return registry.get(slug).draw(content, box, look, is_strict=is_strict)


def document(slug, content, box, *, look=LOOK):
    """Return a component as a whole drawing."""
    inner = draw(slug, content, box, look=look)
    label = registry.get(slug).describe(content)
    nested = shapes.nested(0, 0, size=(box.width, box.height), children=inner, label=label)
    return svg.document((box.width, box.height), [nested], background=look.background, label="A layout")


@pytest.mark.parametrize("slug", SLUGS)
def test_usual_data_fits_a_usual_box_in_every_look(slug):
    wide, high = registry.get(slug).least
    for box in (Box(wide * 2, high * 2), Box(wide * 2 + 1, high * 2 + 1)):
        for look in (*LOOKS.values(), LARGE):
            assert faults(draw(slug, data.USUAL[slug], box, look=look), box.width, box.height) == []
        assert draw(slug, data.USUAL[slug], box, is_strict=True)


@pytest.mark.parametrize("slug", SLUGS)
def test_usual_data_stays_within_every_box(slug):
    for box in boxes(slug):
        assert faults(draw(slug, data.USUAL[slug], box), box.width, box.height) == []


@pytest.mark.parametrize("extreme", data.EXTREMES)
@pytest.mark.parametrize("slug", SLUGS)
def test_extreme_data_stays_within_every_box(slug, extreme):
    content = data.filled(slug, data.EXTREMES[extreme], title="A title")
    for box in boxes(slug):
        assert faults(draw(slug, content, box), box.width, box.height) == []


@pytest.mark.parametrize("title", ["", data.LONG, data.EMOJI, data.ARABIC, data.CHINESE, *data.HOSTILE], ids=ascii)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_title_stays_within_the_box(slug, title):
    for box in boxes(slug)[:2]:
        content = Content(title, data.USUAL[slug].bound)
        assert faults(draw(slug, content, box, look=LARGE), box.width, box.height) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_hostile_texts_stay_texts(slug):
    content = data.filled(slug, data.EXTREMES["hostile"], title=data.HOSTILE[0], label=data.HOSTILE[2])
    root = fromstring(document(slug, content, Box(12, 8)))
    assert {each.tag.rpartition("}")[2] for each in root.iter()} <= DRAWN
    names = {name for each in root.iter() for name in each.attrib}
    assert not [name for name in names if name.startswith("on") or name in ("style", "href")]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_component_is_drawn_the_same_each_time(slug):
    assert document(slug, data.USUAL[slug], Box(10, 7)) == document(slug, data.USUAL[slug], Box(10, 7))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_component_says_what_it_shows(slug):
    words = registry.get(slug).describe(data.USUAL[slug])
    assert len(words) > 8
    assert words == " ".join(words.split())


@pytest.mark.parametrize("extreme", data.EXTREMES)
@pytest.mark.parametrize("slug", SLUGS)
def test_extreme_data_is_said_in_few_words(slug, extreme):
    words = registry.get(slug).describe(data.filled(slug, data.EXTREMES[extreme], title=data.LONG))
    assert 0 < len(words) < 800


REQUIRED = [slug for slug in SLUGS if any(each.is_required for each in registry.get(slug).inputs)]


@pytest.mark.parametrize("slug", REQUIRED)
def test_a_required_input_without_a_binding_is_said_in_a_sentence(slug):
    component = registry.get(slug)
    first = next(each.name for each in component.inputs if each.is_required)
    sentence = f"No data: nothing is bound to “{first}”."
    assert sentence in component.describe(Content("Title"))
    for box in boxes(slug):
        drawn = draw(slug, Content("Title"), box)
        assert faults(drawn, box.width, box.height) == []
    assert sentence in " ".join(each.text for element in drawn for each in element.iter() if each.text)


@pytest.mark.parametrize("slug", REQUIRED)
def test_a_required_input_without_values_is_said_in_a_sentence(slug):
    content = data.filled(slug, data.EXTREMES["only nulls"], title="Title")
    assert values.NOTHING_YET in registry.get(slug).describe(content)


LONGEST = {
    "heading": ("text", data.LONG * 5, "heading"),
    "text": ("text", data.LONG * 5, "text"),
    "metric": ("value", "1,234,567,890,123,456.89 €", "value"),
    "progress": ("target", "1,234,567,890,123,456.89 €", "text"),
    "gauge": ("value", "1,234,567,890,123,456.89 €", "value"),
}


@pytest.mark.parametrize("slug", LONGEST)
def test_a_text_that_would_be_cut_is_refused_with_a_sentence(slug):
    name, text, what = LONGEST[slug]
    bound = {**data.USUAL[slug].bound, name: [Resolved((12345.0,), (text,), Kind.NUMBER)]}
    wide, high = registry.get(slug).least
    with pytest.raises(DoesNotFitError, match=rf"The {what} “.+” does not fit a box of {wide} × {high}; make it"):
        draw(slug, Content("T", bound), Box(wide, high), is_strict=True)
    assert faults(draw(slug, Content("T", bound), Box(wide, high)), wide, high) == []


@pytest.mark.parametrize("slug", sorted({*SLUGS} - {"clock", "heading", "image"}))
def test_a_title_that_would_be_cut_is_refused_with_a_sentence(slug):
    box = Box(*registry.get(slug).least)
    with pytest.raises(DoesNotFitError, match="The title “A very long"):
        draw(slug, Content(data.LONG, data.USUAL[slug].bound), box, is_strict=True)
