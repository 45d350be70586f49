"""Rules as documents, as sentences, and their messages."""

import pytest
from pydantic import ValidationError

from ai_ops.rules import addresses, messages, sentences
from ai_ops.rules.model import Action, Rule
from ai_ops.rules.values import Given
from connectors.kinds.base import Field, Kind
from tests.ai_ops.rules import past
from tests.ai_ops.rules.past import condition, rule

REVENUE = "sales.north.revenue"
LOW = condition(field=REVENUE, op="lt", value_kind="number", value=120.0)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (
            rule(LOW, for_seconds=600, clear_value=130.0, cooldown_seconds=86_400),
            "When revenue in north stays below 120 for 10 minutes, show an alert; clears above 130; at most every day.",
        ),
        (
            rule(LOW, condition(field="s.row.open_now", op="eq", value_kind="bool", value=True), for_seconds=60),
            "When revenue in north is below 120 and open now is yes, for 1 minute, show an alert.",
        ),
        (
            rule(
                condition(field="s.row.state", op="eq", value_kind="text", value="down"),
                condition(field="s.row.state", op="missing"),
                logic="ANY",
                action="switch_scene",
                target="Outage",
                keep_seconds=90,
            ),
            "When state is “down” or state is missing, switch to the scene “Outage”; stays for 90 seconds after.",
        ),
        (
            rule(
                condition(field="a.b.c", op="crosses_above", value_kind="field", value="a.row.limit"),
                severity="critical",
                message="Over {a.row.limit}",
            ),
            "When c in b crosses above limit, show a critical alert that says “Over {a.row.limit}”.",
        ),
        (
            rule(
                condition(field="state", op="changed"),
                action="set_variable",
                target="mode",
                message="{state}",
                cooldown_seconds=7200,
            ),
            "When “state” has changed, set the variable “mode” to “{state}”; at most every 2 hours.",
        ),
        (
            rule(condition(field="scene.current", op="ne", value_kind="text", value="Day"), action="revert_scene"),
            "When the scene is not “Day”, go back to the scene before.",
        ),
    ],
)
def test_a_rule_is_a_sentence(one, expected):
    assert sentences.sentence(one) == expected


def test_values_have_their_units():
    fields = [Field(REVENUE, Kind.CURRENCY, unit="€")]
    assert sentences.sentence(rule(LOW), fields) == "When revenue in north is below 120 €, show an alert."


@pytest.mark.parametrize("action", Action)
def test_every_action_has_words(action):
    assert sentences.sentence(rule(LOW, action=action, target="it", message="so")).endswith(".")


def test_hostile_names_are_made_fit_to_be_shown():
    hostile = condition(field="a\u202eb\n<c>", op="missing")
    assert sentences.sentence(rule(hostile)) == "When “ab <c>” is missing, show an alert."


def test_a_message_has_its_values():
    values: dict[str, Given] = {REVENUE: 1234.5, "state": "a\u202eb", "open": True, "gone": None}
    filled = messages.fill("{sales.north.revenue}, {state}, {open}, {gone}, {other}", values)
    assert filled == "1,234.5, ab, yes, –, –"


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"name": "a\u202eb"},
        {"message": "x" * 121},
        {"for_seconds": -1},
        {"for_seconds": 604_801},
        {"for_seconds": 1.5},
        {"for_seconds": True},
        {"clear_value": float("nan")},
        {"clear_value": "90"},
        {"conditions": []},
        {"conditions": [LOW.model_dump()] * 6},
        {"action": "navigate_url"},
        {"action": "send_webhook"},
        {"severity": "panic"},
        {"url": "https://example.org"},
        {"conditions": [{"field": "x", "op": "gt", "value_kind": "none", "value": None}]},
        {"conditions": [{"field": "x", "op": "missing", "value_kind": "number", "value": 1}]},
        {"conditions": [{"field": "x", "op": "gt", "value_kind": "number", "value": "1"}]},
        {"conditions": [{"field": "x", "op": "gt", "value_kind": "number", "value": True}]},
        {"conditions": [{"field": "x", "op": "eq", "value_kind": "bool", "value": 1}]},
        {"conditions": [{"field": "x", "op": "gt", "value_kind": "number", "value": float("inf")}]},
        {"conditions": [{"field": "x", "op": "matches", "value_kind": "text", "value": ".*"}]},
        {"conditions": [{"field": "", "op": "missing"}]},
    ],
    ids=str,
)
def test_a_document_that_is_no_rule_is_refused(change):
    good = rule(LOW).model_dump(mode="json")
    assert Rule.model_validate(good) == rule(LOW)
    with pytest.raises(ValidationError):
        Rule.model_validate(good | change)


def test_a_rule_comes_back_from_json():
    one = rule(LOW, condition(field="b", op="eq", value_kind="bool", value=True), clear_value=130.0, message="{b}")
    assert Rule.model_validate_json(one.model_dump_json()) == one


def test_a_table_takes_its_addresses_as_names():
    table = past.table([1.5, 2.5], **{"north.revenue": [1, 2], "North.Revenue": [3, 4]})
    found = addresses.addressed(table, "sales")
    expected = ["sales.row.at", "sales.row.x", "sales.north.revenue", "sales.north.revenue_2"]
    assert found.frame.columns == expected == [each.name for each in found.fields]
