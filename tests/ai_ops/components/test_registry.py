"""The registry finds the components by itself."""

import pytest

from ai_ops.components import registry
from ai_ops.components.base import ANY, Component
from tests.ai_ops.components import data

ALL = registry.all_components()


def test_there_are_fifteen_components_in_order():
    slugs = [each.slug for each in ALL]
    assert len(slugs) == 15
    assert slugs == sorted(set(slugs)) == sorted(data.USUAL)


@pytest.mark.parametrize("component", ALL, ids=lambda each: each.slug)
def test_a_component_says_what_it_is_and_takes(component):
    assert registry.get(component.slug) is component
    assert component.label
    assert component.about.endswith(".")
    names = [each.name for each in component.inputs]
    assert len(names) == len(set(names))
    for each in component.inputs:
        assert each.kinds
        assert each.kinds <= ANY
        assert each.about
        assert component.input(each.name) is each
    assert component.input("nothing") is None


@pytest.mark.parametrize("component", ALL, ids=lambda each: each.slug)
def test_the_least_size_has_a_shape_that_the_component_may_have(component):
    wide, high = component.least
    narrowest, widest = component.aspect
    assert narrowest <= wide / high <= widest
    assert wide <= 8
    assert high <= 8


def test_an_unknown_component_is_an_error():
    with pytest.raises(registry.UnknownComponentError):
        registry.get("hologram")


def test_two_components_cannot_share_a_slug():
    class Other(Component):
        slug = "metric"

    with pytest.raises(ValueError, match="Two components are called 'metric'"):
        registry.register(Other)
