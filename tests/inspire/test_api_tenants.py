"""Another tenant's token sees nothing: every address of the description, with another tenant's objects."""

import json
from typing import Any

import pytest
from django.utils import timezone

from ai_ops import runner
from ai_ops.models import Run
from connectors import sources
from connectors.models import Snapshot, Source
from inspire.api import api
from tenants.models import Scope
from tests.inspire.calling import Program, problem_of

pytestmark = pytest.mark.django_db

SECRET = "Harbour takings"
ROUTES = [
    (method, path.removeprefix("/api/v1"))
    for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
    for method in methods
]


@pytest.fixture
def theirs(other_tenant, sandbox) -> dict[str, str]:
    """What another tenant has: a source of files, one of rows, and a run that succeeded."""
    at = timezone.now()
    data = b"day,takings\n2026-11-01,4711\n2026-11-02,4712\n"
    sources.create_upload(other_tenant, SECRET, data, filename="x.csv", at=at)
    sources.create_push(other_tenant, f"{SECRET} live", at=at)
    program = Program(other_tenant, *Scope)
    body = {"operation": "theme", "inputs": {"description": f"{SECRET} at dusk"}}
    run_id = program.post("/runs", body, key="1").json()["id"]
    runner.execute(Run.objects.get().pk)
    return {"source": "harbour_takings", "run_id": run_id, "export": "css", "live": "harbour_takings_live"}


def bodies(theirs: dict[str, str]) -> list[dict[str, Any]]:
    """Bodies that name another tenant's objects, for whatever takes one."""
    return [
        {"room": "quay"},
        {"operation": "analysis", "inputs": {"source": theirs["source"]}},
        {"operation": "theme", "inputs": {"description": "A loud bazaar", "base": theirs["run_id"]}},
    ]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_nothing_of_another_tenant_is_told_or_changed(tenant, other_tenant, theirs, method, path):
    program = Program(tenant, *Scope)
    before = state_of(other_tenant)
    for address in {path.format(**theirs), path.format(**theirs | {"source": theirs["live"]})}:
        for answer in ask(program, method, address, theirs):
            if address != path:
                problem_of(answer, 404)
            told = json.dumps(answer.json())
            assert not [each for each in (SECRET, theirs["run_id"], "4711") if each in told]
    assert state_of(other_tenant) == before


def ask(program: Program, method: str, address: str, theirs: dict[str, str]) -> list[Any]:
    """Return the answers of an address to all that can be sent to it."""
    if method == "get":
        return [program.get(address)]
    return [program.post(address, body, key=f"k{place}") for place, body in enumerate(bodies(theirs))]


def state_of(tenant) -> list[tuple[Any, ...]]:
    """What a tenant has, as it is."""
    return [
        *Run.objects.filter(tenant=tenant).values_list("pk", "state"),
        *Source.objects.filter(tenant=tenant).order_by("slug").values_list("slug", "state", "last_error"),
        *Snapshot.objects.filter(source__tenant=tenant).values_list("pk", "number"),
    ]


def test_their_own_token_sees_all_of_it(other_tenant, theirs):
    program = Program(other_tenant, *Scope)
    reading = [path.format(**theirs) for method, path in ROUTES if method == "get"]
    assert [path for path in reading if program.get(path).status_code != 200] == [
        "/sources/harbour_takings/facts"  # two rows are too few to look at
    ]


def test_a_run_on_another_tenants_source_is_refused_in_a_sentence(tenant, theirs):
    body = {"operation": "analysis", "inputs": {"source": theirs["source"]}}
    problem = problem_of(Program(tenant, *Scope).post("/runs", body, key="1"), 422)
    assert [each["pointer"] for each in problem["errors"]] == ["/inputs/source"]
    assert "There is no such source" in problem["detail"]
