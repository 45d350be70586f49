"""In every font, size and density that a theme may have, and with any numbers and texts, all stays within its box."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.components import registry
from ai_ops.components.base import Box, Content, DoesNotFitError
from ai_ops.drawing import themes
from ai_ops.typesetting.fonts import FAMILIES
from connectors.kinds.base import Kind
from tests.ai_ops.components import data
from tests.ai_ops.components.geometry import faults

ALL = registry.all_components()


def look(font, *, base=16, ratio=1.25, spacing=6, radius=8):
    type_ = {
        "heading": {"font": font, "weight": 700},
        "body": {"font": font, "weight": 400},
        "base_px": base,
        "ratio": ratio,
    }
    return themes.look({**themes.PLAIN, "typography": type_, "spacing": {"base": spacing}, "radius": radius})


@pytest.mark.parametrize("font", sorted(FAMILIES))
def test_usual_data_fits_in_every_font(font):
    for component in ALL:
        wide, high = component.least
        box = Box(wide * 2, high * 2)
        drawn = component.draw(data.USUAL[component.slug], box, look(font), is_strict=True)
        assert faults(drawn, box.width, box.height) == [], component.slug


@pytest.mark.parametrize(("base", "ratio"), [(12, 1.067), (12, 1.618), (20, 1.2), (32, 1.067), (32, 1.618)])
@pytest.mark.parametrize(("spacing", "radius"), [(4, 0), (8, 24)])
def test_usual_data_stays_within_its_box_in_every_size(base, ratio, spacing, radius):
    found = look("system-ui", base=base, ratio=ratio, spacing=spacing, radius=radius)
    for component in ALL:
        for scale in (1, 2):
            box = Box(*(side * scale for side in component.least))
            drawn = component.draw(data.USUAL[component.slug], box, found, is_strict=False)
            assert faults(drawn, box.width, box.height) == [], component.slug


NUMBERS = st.lists(st.none() | st.integers(-(10**9), 10**9) | st.floats(), max_size=12)
TEXTS = st.lists(st.none() | st.text(max_size=40), max_size=12)
MOMENTS = st.lists(st.none() | st.datetimes() | st.dates(), max_size=12)


@pytest.mark.parametrize("component", ALL, ids=lambda each: each.slug)
@settings(max_examples=25, deadline=None)
@given(
    numbers=NUMBERS, texts=TEXTS, moments=MOMENTS, title=st.text(max_size=30), grown=st.tuples(*[st.integers(0, 9)] * 2)
)
def test_any_data_stays_within_any_box(component, numbers, texts, moments, title, grown):
    given_data = {Kind.NUMBER: numbers, Kind.TEXT: texts, Kind.TIME: moments}
    content = data.filled(component.slug, given_data.__getitem__, title=title)
    box = Box(*(side + more for side, more in zip(component.least, grown, strict=True)))
    drawn = component.draw(content, box, look("system-ui"), is_strict=False)
    assert faults(drawn, box.width, box.height) == []
    assert component.describe(content)


@pytest.mark.parametrize("component", ALL, ids=lambda each: each.slug)
@settings(max_examples=15, deadline=None)
@given(numbers=NUMBERS, texts=TEXTS, moments=MOMENTS, title=st.text(max_size=60))
def test_a_component_that_refuses_says_why_in_a_sentence(component, numbers, texts, moments, title):
    given_data = {Kind.NUMBER: numbers, Kind.TEXT: texts, Kind.TIME: moments}
    content: Content = data.filled(component.slug, given_data.__getitem__, title=title)
    box = Box(*component.least)
    try:
        drawn, sentence = component.draw(content, box, look("system-ui"), is_strict=True), ""
    except DoesNotFitError as error:
        drawn, sentence = [], str(error)
    assert faults(drawn, box.width, box.height) == []
    assert sentence == "" or (sentence.startswith("The ") and sentence.endswith("."))
