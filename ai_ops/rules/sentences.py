"""A rule as one English sentence."""

from collections.abc import Iterator, Sequence
from typing import Final

from ai_ops.facts.texts import cleaned
from ai_ops.rules.addresses import SCENE, VARIABLES
from ai_ops.rules.model import CROSSING, Action, Condition, Rule
from ai_ops.rules.wording import WORDS, amount, lasting, listed, quoted
from connectors.kinds.base import Field
from connectors.naming import ITEM

ALERTS: Final = {"info": "an alert", "notice": "an alert", "warning": "a warning", "critical": "a critical alert"}


def sentence(rule: Rule, fields: Sequence[Field] = ()) -> str:
    """Return a rule in words; `fields` give the units of its values."""
    units = {each.name: each.unit for each in fields}
    does = f"{held(rule, units)}, {action(rule)}"
    return "; ".join((does, *ends(rule, units))) + "."


def held(rule: Rule, units: dict[str, str]) -> str:
    """Return when a rule fires: When revenue in north stays below 120 for 10 minutes."""
    stays = bool(rule.for_seconds) and len(rule.conditions) == 1
    parts = [condition(each, units, stays=stays) for each in rule.conditions]
    waits = f" for {lasting(rule.for_seconds)}" if rule.for_seconds else ""
    comma = "," if waits and len(parts) > 1 else ""
    return f"When {listed(parts, 'or' if rule.logic == 'ANY' else 'and')}{comma}{waits}"


def condition(one: Condition, units: dict[str, str], *, stays: bool = False) -> str:
    """Return a condition in words."""
    words = WORDS[one.op]
    if stays and one.op in CROSSING:
        words = words.replace("crosses", "goes")
    elif stays and words.startswith("is"):
        words = f"stays{words.removeprefix('is')}"
    return " ".join(part for part in (label(one.field), words, value(one, units)) if part)


def value(one: Condition, units: dict[str, str]) -> str:
    """Return the value of a condition in words."""
    match one.value:
        case bool():
            return "yes" if one.value else "no"
        case float():
            return measured(one.value, units.get(one.field, ""))
        case str():
            return label(one.value) if one.value_kind == "field" else quoted(one.value)
        case _:
            return ""


def measured(number: float, unit: str) -> str:
    """Return a number with its unit."""
    return f"{amount(number)} {unit}".strip()


def label(field: str) -> str:
    """Return a field in words: `sales.north.revenue` is “revenue in north”."""
    if field == SCENE:
        return "the scene"
    if field.startswith(VARIABLES):
        return f"the variable {quoted(field.removeprefix(VARIABLES))}"
    parts = field.split(".")
    if len(parts) != 3:  # noqa: PLR2004 - stream, item and field
        return quoted(field)
    item, name = (cleaned(each.replace("_", " ")) for each in parts[1:])
    return name if parts[1] == ITEM else f"{name} in {item}"


def action(rule: Rule) -> str:
    """Return what a firing does."""
    target, message = quoted(rule.target), quoted(rule.message)
    words = {
        Action.SWITCH_SCENE: f"switch to the scene {target}",
        Action.REVERT_SCENE: "go back to the scene before",
        Action.OVERRIDE_ELEMENT: f"set the element {target} to {message}",
        Action.SHOW_ALERT: f"show {ALERTS[rule.severity]}",
        Action.HIDE_ALERT: f"hide the alert {target}" if rule.target else "hide the alert",
        Action.PLAY_MEDIA: f"play {target}",
        Action.SET_VARIABLE: f"set the variable {target} to {message}",
    }
    says = f" that says {message}" if rule.action is Action.SHOW_ALERT and rule.message else ""
    return f"{words[rule.action]}{says}"


def ends(rule: Rule, units: dict[str, str]) -> Iterator[str]:
    """Yield how a firing ends, and when the next one may begin."""
    if rule.clear_value is not None and rule.leading is not None:
        one = rule.conditions[rule.leading]
        side = "below" if one.sign > 0 else "above"
        yield f"clears {side} {measured(rule.clear_value, units.get(one.field, ''))}"
    if rule.keep_seconds:
        yield f"stays for {lasting(rule.keep_seconds)} after"
    if rule.cooldown_seconds:
        yield f"at most every {lasting(rule.cooldown_seconds).removeprefix('1 ')}"
