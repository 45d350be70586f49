"""POST /api/v1/ingest/{source}: rows come in, once, into the tenant's own sources."""

import json
from typing import Any

import pytest
from django.utils import timezone

from connectors import retention, snapshots, sources
from connectors.models import Push, Snapshot, Source, State
from tenants.models import Scope
from tests.inspire.calling import Program, problem_of

pytestmark = pytest.mark.django_db

ROW = {"room": "quay", "guests": 31}


@pytest.fixture
def program(tenant) -> Program:
    return Program(tenant, Scope.INGEST)


@pytest.fixture
def quay(tenant) -> Source:
    return sources.create_push(tenant, "Quay", at=timezone.now())


def rows_of(source) -> list[dict[str, Any]]:
    newest = snapshots.latest(source)
    return snapshots.frame_of(newest).to_dicts() if newest else []


def test_rows_that_are_sent_are_in_the_source(program, quay):
    answer = program.post("/ingest/quay", ROW)
    assert answer.status_code == 202
    assert answer.json() == {"source": "quay", "snapshot": 1, "rows": 1, "is_new": True}
    assert program.post("/ingest/quay", [{"room": "loft", "guests": 4}]).json()["rows"] == 2
    assert rows_of(quay) == [ROW, {"room": "loft", "guests": 4}]
    quay.refresh_from_db()
    assert quay.state == State.ACTIVE


def test_objects_one_a_line_are_rows_too(program, quay):
    answer = program.post("/ingest/quay", b'{"room": "quay"}\n{"room": "loft"}\n')
    assert answer.json()["rows"] == 2


def test_the_same_key_with_the_same_rows_adds_nothing_and_gives_the_same_answer(program, quay):
    first, again = (program.post("/ingest/quay", ROW, key="till-1") for _ in range(2))
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert len(rows_of(quay)) == 1


def test_the_same_key_with_other_rows_is_a_conflict(program, quay):
    program.post("/ingest/quay", ROW, key="till-1")
    answer = program.post("/ingest/quay", ROW | {"guests": 32}, key="till-1")
    assert "Use a new key for new rows." in problem_of(answer, 409)["detail"]
    assert len(rows_of(quay)) == 1


def test_without_a_key_the_same_row_twice_is_two_rows(program, quay):
    for _ in range(2):
        program.post("/ingest/quay", ROW)
    assert len(rows_of(quay)) == 2


def test_a_key_is_the_sources_own(program, quay, tenant):
    loft = sources.create_push(tenant, "Loft", at=timezone.now())
    program.post("/ingest/quay", ROW, key="1")
    program.post("/ingest/loft", ROW | {"guests": 2}, key="1")
    assert (len(rows_of(quay)), len(rows_of(loft))) == (1, 1)


def test_a_push_that_failed_may_be_mended_under_its_key(program, quay):
    problem_of(program.post("/ingest/quay", [], key="1"), 422)
    assert program.post("/ingest/quay", ROW, key="1").status_code == 202


def test_a_key_is_forgotten_after_a_day(program, quay):
    program.post("/ingest/quay", ROW, key="1")
    retention.sweep(at=timezone.now() + retention.REPLAYED / 2)
    assert Push.objects.exists()
    retention.sweep(at=timezone.now() + retention.REPLAYED)
    assert not Push.objects.exists()


@pytest.mark.parametrize("key", ["x" * 101, "tab\there"])
def test_a_key_that_cannot_be_kept_is_refused(program, quay, key):
    assert "100 printable characters" in problem_of(program.post("/ingest/quay", ROW, key=key), 400)["detail"]
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("slug", ["quay", "nothing", "sal%00es", "%F0%9F%98%80"])
def test_another_tenants_source_is_as_absent_as_none(program, other_tenant, slug):
    theirs = sources.create_push(other_tenant, "Quay", at=timezone.now())
    problem_of(program.post(f"/ingest/{slug}", ROW), 404)
    assert rows_of(theirs) == []


def test_a_disabled_source_takes_nothing(program, quay):
    sources.disable(quay)
    assert "Enable it on its page" in problem_of(program.post("/ingest/quay", ROW), 409)["detail"]
    assert rows_of(quay) == []


def test_a_source_of_files_takes_no_rows(program, tenant):
    sources.create_upload(tenant, "Sales", b"a,b\n1,2\n", filename="s.csv", at=timezone.now())
    assert "This source takes files" in problem_of(program.post("/ingest/sales", ROW), 409)["detail"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "the body is empty"),
        (b"room,guests\nquay,31", "The JSON cannot be read"),
        (b'[{"room": "qu', "it ends in the middle"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too many digits"),
        ('{"a": "é"}'.encode("latin-1"), "not UTF-8"),
        (b"[]", "Send at least one row."),
        (b"7", "rows begin with a bracket"),
        (b"[[]]", "The JSON holds no rows"),
        (json.dumps({f"c{number}": 1 for number in range(201)}).encode(), "up to 200"),
    ],
)
def test_what_holds_no_rows_says_why_in_a_sentence(program, quay, body, sentence):
    assert sentence in problem_of(program.post("/ingest/quay", body), 422)["detail"]
    assert rows_of(quay) == []


def test_rows_that_cannot_be_used_leave_their_sentence_on_the_source(program, quay):
    answer = program.post("/ingest/quay", [])
    quay.refresh_from_db()
    assert (quay.state, quay.last_error) == (State.ERROR, answer.json()["detail"])


@pytest.mark.parametrize(
    "body",
    [rb'{"a": "\u0000"}', rb'{"\u0000": 1}', rb'{"a": "\ud800"}', rb'{"\ud800": 1}', b'{"a": NaN}', b'{"a": 1e999}'],
)
def test_odd_letters_and_numbers_break_nothing(program, quay, body):
    assert program.post("/ingest/quay", body).status_code in {202, 422}


@pytest.mark.parametrize("scope", [Scope.READ, Scope.RUN])
def test_other_scopes_bring_nothing_in(tenant, quay, scope):
    answer = Program(tenant, scope).post("/ingest/quay", ROW)
    assert "“ingest”" in problem_of(answer, 403)["detail"]
    assert 'scope="ingest"' in answer["WWW-Authenticate"]
    assert rows_of(quay) == []
