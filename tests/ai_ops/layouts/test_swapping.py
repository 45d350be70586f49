"""Another component for what a placement is bound to: only where its required inputs are filled."""

from xml.etree.ElementTree import fromstring

import pytest

from ai_ops.components import registry
from ai_ops.layouts import baseline, contents, fit, pictures, swapping
from ai_ops.layouts import data as datas
from ai_ops.layouts.model import LANDSCAPE, PORTRAIT, Binding, Canvas, Placement
from tests.ai_ops.layouts.tables import DEMO, LOOK, demo


@pytest.fixture(params=DEMO)
def layout_and_data(request):
    data = datas.of([demo(request.param)])
    return baseline.layout(data, LANDSCAPE, LOOK), data


def bars(*bindings: Binding) -> Placement:
    return Placement("p1", "bar_chart", 0, 0, 12, 7, "By kind", "", bindings)


def test_every_choice_has_its_required_inputs_filled_and_fails_nowhere(layout_and_data):
    layout, data = layout_and_data
    swapped = [
        (each, component, swapping.swapped(each, component, data) or each)
        for each in layout.placements
        for component in swapping.choices(each, data)
    ]

    assert len(swapped) > len(layout.placements)
    for _before, component, after in swapped:
        found = contents.gather(after, component, data)
        assert not found.failures
        assert not fit.lacking(component, dict(found.content.bound))


def test_its_own_component_is_the_first_choice(layout_and_data):
    layout, data = layout_and_data

    assert all(swapping.choices(each, data)[0].slug == each.component for each in layout.placements)


def test_a_swap_keeps_place_title_and_reason(layout_and_data):
    layout, data = layout_and_data
    before = next(each for each in layout.placements if each.component == "metric")
    after = swapping.swapped(before, registry.get("gauge"), data)

    assert after is not None
    kept = ("id", "x", "y", "w", "h", "title", "rationale")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert after.component == "gauge"


def test_bindings_go_to_inputs_of_their_own_names_or_to_those_that_take_them():
    data = datas.of([demo("seattle-weather")])
    weather = bars(
        Binding("x", "field", "seattle_weather.row.weather"),
        Binding("y", "field", "seattle_weather.row.precipitation", "sum"),
    )
    found = {name: swapping.swapped(weather, registry.get(name), data) for name in ("line_chart", "pie", "list")}

    assert {name: [(each.input, each.value) for each in after.bindings] for name, after in found.items() if after} == {
        "line_chart": [("x", weather.bindings[0].value), ("y", weather.bindings[1].value)],
        "pie": [("label", weather.bindings[0].value), ("value", weather.bindings[1].value)],
        "list": [("label", weather.bindings[0].value), ("value", weather.bindings[1].value)],
    }


def test_what_lacks_a_required_input_is_no_choice():
    data = datas.of([demo("seattle-weather")])
    heading = Placement("p1", "heading", 0, 0, 12, 2, "Rain", "", ())

    assert swapping.swapped(heading, registry.get("line_chart"), data) is None


@pytest.mark.parametrize("canvas", [LANDSCAPE, PORTRAIT, Canvas(64, 8)])
def test_a_picture_shows_every_placement_within_its_frame_for_every_kind(canvas):
    kinds = [each.slug for each in registry.all_components()] + ["one_that_is_gone"]
    placements = [Placement(f"p{at}", kind, at % 8, at // 8, 1, 1, "<b>", "", ()) for at, kind in enumerate(kinds)]
    root = fromstring(pictures.draw(placements, canvas, LOOK))

    assert root.get("aria-hidden") == "true"
    assert root[0].get("viewBox") == f"0 0 {canvas.columns} {canvas.rows}"
    assert len(root[0]) > 2 * len(kinds)
    assert not [each for each in root.iter() if each.get("style") or each.text]
