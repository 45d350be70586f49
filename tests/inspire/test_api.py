"""The API's doors: who may come in, how often, and that every error is a problem with a sentence."""

import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from inspire import logs, rates
from inspire.endpoints import lookup
from inspire.env import BASE_DIR
from tenants import tokens
from tenants.models import Scope
from tests.inspire.calling import API, Program, problem_of

pytestmark = pytest.mark.django_db

INGEST = f"{API}/ingest/quay"


@pytest.fixture
def program(tenant) -> Program:
    """A program that may do everything."""
    return Program(tenant, *Scope)


def ask(authorization: str | None, **options):
    headers = {} if authorization is None else {"Authorization": authorization}
    return Client(**options).post(INGEST, {"a": 1}, content_type="application/json", headers=headers)


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", "Bearer ik_0a1b2c3d4e5f_x", "Basic aWs6eA=="])
def test_without_a_token_nothing_opens_and_the_answer_says_what_to_send(authorization):
    answer = ask(authorization)
    assert "Authorization: Bearer ik_" in problem_of(answer, 401)["detail"]
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_the_word_bearer_may_be_written_in_any_case(program):
    assert ask(f"bearer {program.text}").status_code == 404, "the source is not there, and the token is"


def test_expired_and_revoked_tokens_open_nothing(program):
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        problem_of(ask(f"Bearer {program.text}"), 401)
    tokens.revoke(program.token, at=timezone.now())
    problem_of(ask(f"Bearer {program.text}"), 401)


def test_a_browsers_session_opens_nothing(client_of, admin):
    answer = client_of(admin).post(INGEST, {"a": 1}, content_type="application/json")
    problem_of(answer, 401)
    assert not answer.cookies


def test_a_program_needs_no_csrf_token(program):
    assert ask(f"Bearer {program.text}", enforce_csrf_checks=True).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("get", "/api/", 404), ("get", f"{API}/nothing", 404), ("get", f"{API}/", 404), ("get", INGEST, 405)],
)
def test_what_is_not_there_is_a_problem_too(program, method, path, status):
    answer = getattr(program.client, method)(path)
    problem_of(answer, status)
    assert answer.get("Allow") == ("POST" if status == 405 else None)


@pytest.mark.parametrize("is_debug", [True, False])
def test_a_fault_of_ours_is_a_problem_without_a_word_of_it(program, monkeypatch, settings, is_debug):
    def fail(*_arguments):
        raise RuntimeError("a secret of the code")

    settings.DEBUG = is_debug
    monkeypatch.setattr(lookup, "find_source", fail)
    program.client.raise_request_exception = False
    answer = program.post("/ingest/quay", {"a": 1})
    assert "the operator was told" in problem_of(answer, 500)["detail"]
    assert b"secret of the code" not in answer.content


@pytest.mark.parametrize("length", ["1000001", "9" * 5000])
def test_a_large_body_is_refused_before_it_is_read(program, length):
    class Unread:
        def read(self, *_arguments):
            raise AssertionError("It was read.")

        readline = read

    answer = program.client.generic(
        "POST", INGEST, b"", headers=program._headers(), CONTENT_LENGTH=length, **{"wsgi.input": Unread()}
    )
    assert "up to 1,000,000 bytes" in problem_of(answer, 413)["detail"]


def test_a_body_that_does_not_say_its_length_is_refused(program):
    headers = program._headers() | {"Transfer-Encoding": "chunked"}
    answer = program.client.generic("POST", INGEST, b"", headers=headers)
    problem_of(answer, 411)


def test_a_token_may_ask_so_often_a_minute_and_is_told_what_is_left(program, monkeypatch):
    monkeypatch.setattr(rates, "MOST", 2)
    with time_machine.travel("2026-11-24T08:00:15Z", tick=False):
        other = Program(program.token.tenant, *Scope)
        left = [ask(f"Bearer {other.text}")["RateLimit"] for _ in range(2)]
        assert left == ['"token";r=1;t=45', '"token";r=0;t=45']
        answer = ask(f"Bearer {other.text}")
        assert "Wait 45 seconds." in problem_of(answer, 429)["detail"]
        assert (answer["Retry-After"], answer["RateLimit-Policy"]) == ("45", '"token";q=2;w=60')
        third = Program(program.token.tenant, *Scope)
        assert ask(f"Bearer {third.text}").status_code == 404, "another token is counted by itself"
    with time_machine.travel("2026-11-24T08:01:00Z", tick=False):
        assert ask(f"Bearer {other.text}").status_code == 404


def test_without_the_cache_nobody_is_refused(program, settings):
    address = "redis://127.0.0.1:1/0"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}}
    assert ask(f"Bearer {program.text}").status_code == 404


def test_no_line_of_the_logs_holds_a_token(program, tmp_path):
    file = logging.FileHandler(tmp_path / "log")
    lines = dict(logs.configure("DEBUG", is_json=True)["formatters"]["lines"])
    file.setFormatter(lines.pop("()")(**lines))
    root = logging.getLogger()
    level = root.level
    root.addHandler(file)
    root.setLevel("DEBUG")
    try:
        ask(f"Bearer {program.text}")
        ask(f"Basic {program.text}")
        logging.getLogger("theirs").warning("they sent %s", program.text)
    finally:
        root.removeHandler(file)
        root.setLevel(level)
        file.close()
    written = (tmp_path / "log").read_text()
    assert program.text[16:] not in written
    assert f'"api_token": "{program.token}"' in written
    assert f'"tenant_id": "{program.token.tenant_id}"' in written


def test_the_description_names_every_address_and_how_to_come_in(client):
    description = client.get(f"{API}/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    for path, methods in description["paths"].items():
        for method in methods.values():
            assert method["responses"]["default"]["content"].keys() == {"application/problem+json"}, path
            assert method["security"] == [{"Bearer": []}], path
            assert re.match(r"[A-Z].+\.$", method["description"], re.DOTALL), path
    assert description["components"]["securitySchemes"]["Bearer"]["scheme"] == "bearer"
    file = description["paths"]["/api/v1/runs/{run_id}/exports/{export}"]["get"]["responses"]["200"]
    assert file["content"]["*/*"]["schema"]["format"] == "binary"


def test_the_page_of_the_description_is_for_everybody_and_loads_what_no_other_page_does(client):
    answer = client.get(f"{API}/docs")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "ninja/swagger-ui-bundle.js" in answer.content.decode()
    pages = [path.name for path in (BASE_DIR / "templates").rglob("*.html") if "ninja/" in path.read_text()]
    assert pages == ["api_docs.html"]
