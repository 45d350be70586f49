"""Everything that a layout has to be, checked on the current data."""

from collections.abc import Iterator
from typing import Final

from ai_ops.components.base import Component, Content
from ai_ops.drawing.looks import Look
from ai_ops.drawing.texts import shown
from ai_ops.formula.nodes import references
from ai_ops.layouts import computing, contents, fit, grid_checks, words
from ai_ops.layouts.data import Data
from ai_ops.layouts.model import Binding, Layout, Placement
from ai_ops.layouts.problems import ANY_RULES, Problem, Rules, component_of, listed, named
from ai_ops.layouts.scaling import scaled

MOST_BINDINGS: Final = 8
GROUPED: Final = {"line_chart": "x", "bar_chart": "x", "pie": "label"}
"""The charts that have one place for each value of an input."""
MOST_REPEATED: Final = 0.05
"""Of a chart's rows, that come where another one is already: an hour that clocks go back, a correction."""


def problems(layout: Layout, data: Data, look: Look, *, rules: Rules = ANY_RULES) -> tuple[Problem, ...]:
    """Return what is wrong with a layout, nothing where it is good."""
    return (
        *_count(layout, rules),
        *(each for placement in layout.placements for each in _component(placement, data, rules)),
        *_data(layout, data),
        *words.check(layout),
        *grid_checks.check(layout, data, scaled(look, layout.canvas)),
    )


def _count(layout: Layout, rules: Rules) -> Iterator[Problem]:
    count = len(layout.placements)
    if count > rules.most:
        sentence = f"There are {count} components, and {rules.most} is the most."
        yield Problem("", "too_many_placements", sentence, is_mendable=True)
    if not count:
        yield Problem("", "no_placements", "The layout has no components. Place at least one.")
    seen: set[str] = set()
    for each in layout.placements:
        if each.id in seen or not each.id:
            sentence = f"Two components have the id “{shown(each.id)[:40]}”." if each.id else "A component has no id."
            yield Problem(each.id, "twin_ids", sentence, is_mendable=True)
        seen.add(each.id)


def _component(placement: Placement, data: Data, rules: Rules) -> Iterator[Problem]:
    component = component_of(placement)
    if component is None:
        sentence = f"There is no component “{shown(placement.component)[:40]}”."
        yield Problem(placement.id, "unknown_component", sentence)
        return
    if rules.components is not None and component.slug not in rules.components:
        sentence = f"{named(placement)} is a {component.slug}, which may not be used here. Choose another."
        yield Problem(placement.id, "component_not_allowed", sentence)
    yield from _inputs(placement, component)
    yield from _bindings(placement, component, data)


def _inputs(placement: Placement, component: Component) -> Iterator[Problem]:
    """Yield inputs that there are not, that are bound too often, or that are required and bound by nothing."""
    bound = [each.input for each in placement.bindings]
    if len(bound) > MOST_BINDINGS:
        sentence = f"{named(placement)} has {len(bound)} bindings, and {MOST_BINDINGS} is the most."
        yield Problem(placement.id, "too_many_bindings", sentence)
    for name in dict.fromkeys(bound):
        yield from _input(placement, component, name, bound.count(name))
    missing = fit.lacking(component, dict.fromkeys(bound))
    if missing:
        sentence = f"{named(placement)} lacks a binding for {listed([f'“{each}”' for each in missing])}."
        yield Problem(placement.id, "missing_input", sentence)


def _input(placement: Placement, component: Component, name: str, times: int) -> Iterator[Problem]:
    taking = component.input(name)
    if taking is None:
        known = listed([f"“{each.name}”" for each in component.inputs]) if component.inputs else "none"
        sentence = f"A {component.slug} has no input “{shown(name)[:40]}”; it has {known}."
        yield Problem(placement.id, "unknown_input", f"{named(placement)}: {sentence}")
    elif times > taking.most:
        sentence = f"{named(placement)} binds “{name}” {times} times, and {taking.most} is the most."
        yield Problem(placement.id, "too_many_bindings", sentence)


def _bindings(placement: Placement, component: Component, data: Data) -> Iterator[Problem]:
    found = contents.gather(placement, component, data)
    for place, error in sorted(found.failures.items()):
        sentence = f"{named(placement)}, “{placement.bindings[place].input}”: {error}"
        yield Problem(placement.id, error.code, sentence, error.suggestion)
    if not found.failures:
        yield from _repeated(placement, component, found.content)


def _repeated(placement: Placement, component: Component, content: Content) -> Iterator[Problem]:
    """Yield a chart whose places come again and again: its rows want to be grouped."""
    key = content.one(GROUPED.get(component.slug, ""))
    if key is None:
        return
    known = [each for each in key.values if each is not None]
    if len(set(known)) < (1 - MOST_REPEATED) * len(known):
        sentence = (
            f"{named(placement)} has {len(known):,} rows for {len(set(known)):,} different values of "
            f"“{key.label or 'the formula'}”. Choose an aggregate, such as sum or mean, for its numbers."
        )
        yield Problem(placement.id, "repeated_keys", sentence)


def _data(layout: Layout, data: Data) -> Iterator[Problem]:
    if layout.placements and not any(_shows_data(each, data) for each in layout.placements):
        yield Problem("", "no_data", "No component shows data. Bind at least one to a field.")


def _shows_data(placement: Placement, data: Data) -> bool:
    component = component_of(placement)
    if component is None:
        return False
    failures = contents.gather(placement, component, data).failures
    return any(
        place not in failures and component.input(each.input) is not None and _reads_data(each)
        for place, each in enumerate(placement.bindings)
    )


def _reads_data(binding: Binding) -> bool:
    if binding.source == "formula":
        return bool(references(computing.parsed(binding.value)))
    return binding.source == "field"
