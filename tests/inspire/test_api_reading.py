"""What the API tells: sources, operations with prices, usage and the statement, of the token's tenant alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types

from ai_ops import own_keys
from connectors import sources
from credits.models import Price
from tenants.models import Scope
from tests.inspire.calling import Program, problem_of

pytestmark = pytest.mark.django_db

THEME = {"operation": "theme", "inputs": {"description": "A calm harbour café at dusk"}}


@pytest.fixture
def program(tenant) -> Program:
    return Program(tenant, *Scope)


def offer(program, slug):
    (found,) = [each for each in program.get("/operations").json() if each["slug"] == slug]
    return found


def test_sources_are_told_with_their_newest_snapshot(program, tenant, other_tenant):
    sources.create_upload(tenant, "Sales", b"day,revenue\n2026-11-01,1\n", filename="s.csv", at=timezone.now())
    sources.create_push(tenant, "Quay", at=timezone.now())
    sources.create_push(other_tenant, "Rival", at=timezone.now())
    quay, sales = program.get("/sources").json()
    assert (quay["slug"], quay["kind"], quay["state"], quay["rows"]) == ("quay", "push", "idle", None)
    assert (sales["slug"], sales["snapshot"], sales["rows"], sales["columns"]) == ("sales", 1, 1, 2)


def test_operations_are_told_with_prices_and_a_schema_that_holds(program):
    theme = offer(program, "theme")
    assert (theme["price"], theme["credits_price"], theme["funding"]) == (1, 1, "credits")
    Draft202012Validator.check_schema(theme["inputs"])
    assert Draft202012Validator(theme["inputs"]).is_valid(THEME["inputs"])
    assert not Draft202012Validator(theme["inputs"]).is_valid({})


def test_a_price_of_staff_and_an_own_key_change_what_is_told(program, tenant, sandbox):
    Price.objects.create(operation="theme", credits=3)
    assert offer(program, "theme")["price"] == 3
    own_keys.enter(tenant, "anthropic", "sk-ant-sandbox-abcdef-good", at=timezone.now())
    theme, image = offer(program, "theme"), offer(program, "image")
    assert (theme["funding"], theme["price"], theme["credits_price"]) == ("own_key", 0, 3)
    assert image["funding"] == "credits"


def test_usage_tells_what_is_reserved_and_what_remains(program, other_tenant, sandbox):
    program.post("/runs", THEME, key="1")
    Program(other_tenant, Scope.RUN).post("/runs", THEME, key="1")
    usage = program.get("/usage").json()
    assert (usage["plan"], usage["allowance"], usage["used"], usage["held"]) == ("Essentials", 100, 0, 1)
    assert usage["remaining"] == 99
    assert [(each["operation"], each["held"]) for each in usage["by_operation"]] == [("theme", 1)]


def test_the_statement_is_told_a_page_at_a_time(program, other_tenant, sandbox):
    runs = [program.post("/runs", THEME, key=str(number)).json()["id"] for number in range(3)]
    Program(other_tenant, Scope.RUN).post("/runs", THEME, key="1")
    first = program.get("/statement", limit=2).json()
    second = program.get("/statement", limit=2, before=first["older"]).json()
    entries = first["entries"] + second["entries"]
    assert [each["kind"] for each in entries] == ["reserve", "reserve", "reserve", "grant"]
    assert [each["reference"] for each in entries[:3]] == runs[::-1]
    assert [each["remaining"] for each in entries] == [97, 98, 99, 100]
    assert second["older"] is None


def test_the_statement_is_narrowed(program, sandbox):
    program.post("/runs", THEME, key="1")
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    for wanted, kinds in (
        ({"kind": "grant"}, ["grant"]),
        ({"operation": "theme"}, ["reserve"]),
        ({"funding": "own_key"}, []),
        ({"since": later}, []),
    ):
        assert [each["kind"] for each in program.get("/statement", **wanted).json()["entries"]] == kinds, wanted


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "x"), ("limit", "0"), ("limit", "201"), ("before", "x"), ("since", "2026-11-24"), ("operation", "a\0")],
)
def test_a_parameter_that_cannot_be_used_is_named(program, name, value):
    problem = problem_of(program.get("/statement", **{name: value}), 422)
    assert [each["parameter"] for each in problem["errors"]] == [name]


def test_another_tenants_mark_tells_nothing_of_it(program, other_tenant, sandbox):
    theirs = Program(other_tenant, *Scope)
    theirs.post("/runs", THEME, key="1")
    program.post("/runs", THEME, key="1")
    mark = theirs.get("/statement", limit=1).json()["older"]
    assert [each["remaining"] for each in program.get("/statement", before=mark).json()["entries"]] == [99, 100]
