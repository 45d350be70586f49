"""POST /api/v1/runs and GET /api/v1/runs/{id}: a run is started once, and refused as on the pages."""

from uuid import uuid4

import pytest

from ai_ops import runner
from ai_ops.models import Run, State
from credits.models import Entry, Kind
from tenants.models import Scope
from tests.inspire.calling import Program, problem_of

pytestmark = pytest.mark.django_db

THEME = {"operation": "theme", "inputs": {"description": "A calm harbour café at dusk"}}


@pytest.fixture
def program(tenant, admin) -> Program:
    return Program(tenant, Scope.RUN, Scope.READ, member=admin)


def held(tenant) -> int:
    return Entry.objects.filter(period__account=tenant.pk, kind=Kind.RESERVE).count()


def test_a_run_is_started_executed_and_its_result_read(program, sandbox, tenant, admin):
    answer = program.post("/runs", THEME, key="1")
    assert answer.status_code == 202
    started = answer.json()
    assert (started["state"], started["price"], started["funding"], started["result"]) == ("queued", 1, "credits", None)
    assert answer["Location"] == f"/api/v1/runs/{started['id']}"
    runner.execute(Run.objects.get().pk)
    ended = program.get(f"/runs/{started['id']}").json()
    assert (ended["state"], ended["error"]) == ("succeeded", "")
    assert ended["result"] == Run.objects.get().result
    assert Run.objects.get().member == admin.pk, "it counts for who made the token"


def test_the_same_key_with_the_same_body_is_the_same_run_and_one_hold(program, sandbox, tenant):
    first, again = (program.post("/runs", THEME, key="1") for _ in range(2))
    assert first.json()["id"] == again.json()["id"]
    assert (again.status_code, Run.objects.count(), held(tenant)) == (202, 1, 1)


@pytest.mark.parametrize("other", [THEME | {"inputs": {"description": "A loud bazaar"}}])
def test_the_same_key_with_another_body_is_a_conflict(program, sandbox, tenant, other):
    program.post("/runs", THEME, key="1")
    assert "Use a new key for a new run." in problem_of(program.post("/runs", other, key="1"), 409)["detail"]
    assert (Run.objects.count(), held(tenant)) == (1, 1)


def test_a_key_of_another_tenant_is_free(program, sandbox, other_tenant):
    theirs = Program(other_tenant, Scope.RUN).post("/runs", THEME, key="1").json()
    assert program.post("/runs", THEME, key="1").json()["id"] != theirs["id"]


@pytest.mark.parametrize("key", ["", "x" * 101])
def test_a_run_needs_a_key_that_can_be_kept(program, key):
    assert "Idempotency-Key" in problem_of(program.post("/runs", THEME, key=key), 400)["detail"]
    assert not Run.objects.exists()


def test_too_few_credits_are_said_in_numbers(program, sandbox, tenant):
    tenant.account.plan.__class__.objects.update(credits=0)
    problem = problem_of(program.post("/runs", THEME, key="1"), 402)
    assert (problem["needed"], problem["remaining"]) == (1, 0)
    assert problem["until"].startswith("20")
    assert "needs 1 credit and 0 remain" in problem["detail"]
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (THEME | {"inputs": {}}, "/inputs/description"),
        (THEME | {"inputs": {"description": "x", "colour": "red"}}, "/inputs/colour"),
        (THEME | {"inputs": {"description": "a\0b"}}, "/inputs"),
        (THEME | {"operation": "dance"}, "/operation"),
        (THEME | {"inputs": []}, "/inputs"),
        (THEME | {"funding": "own_key"}, "/funding"),
        ({}, "/operation"),
        (b"", ""),
    ],
)
def test_what_is_not_an_operations_input_is_named_by_its_place(program, sandbox, body, pointer):
    problem = problem_of(program.post("/runs", body, key="1"), 422)
    assert pointer in [each["pointer"] for each in problem["errors"]]
    assert not Run.objects.exists()


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(program, body):
    problem_of(program.post("/runs", body, key="1"), 400)


def test_without_a_key_of_the_platform_a_run_is_refused(program, settings):
    settings.INSPIRE_MODE, settings.IS_LOCAL, settings.ANTHROPIC_API_KEY = "production", False, ""
    problem_of(program.post("/runs", THEME, key="1"), 503)
    assert not Run.objects.exists()


def test_another_tenants_run_is_as_absent_as_none(program, sandbox, other_tenant):
    theirs = Program(other_tenant, Scope.RUN).post("/runs", THEME, key="1").json()["id"]
    for run_id in (theirs, uuid4(), "7"):
        problem_of(program.get(f"/runs/{run_id}"), 404)


def test_each_scope_opens_its_own_addresses_alone(tenant, sandbox):
    reader, runs, feeder = (Program(tenant, each) for each in (Scope.READ, Scope.RUN, Scope.INGEST))
    started = runs.post("/runs", THEME, key="1").json()["id"]
    for program in (reader, feeder):
        assert "“run”" in problem_of(program.post("/runs", THEME, key="2"), 403)["detail"]
    for program in (runs, feeder):
        for path in (f"/runs/{started}", "/sources", "/operations", "/usage", "/statement"):
            assert "“read”" in problem_of(program.get(path), 403)["detail"]
    assert Run.objects.get().state == State.QUEUED
