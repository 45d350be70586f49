import hashlib
from concurrent.futures import ThreadPoolExecutor

import anthropic
import httpx2
import pytest

from tests.sandbox.asking import client_of, theme_request


def statuses(client, count):
    """Return the status of each of `count` answers: 200, or the error's."""
    return [_status(client) for _ in range(count)]


def _status(client):
    try:
        client.messages.create(**theme_request())
    except anthropic.APIStatusError as error:
        return error.status_code
    return 200


@pytest.fixture
def client(sandbox):
    with client_of(sandbox.url) as client:
        yield client


def test_a_fault_happens_once_unless_told_otherwise(sandbox, client):
    sandbox.fault("status", status=500)
    assert statuses(client, 2) == [500, 200]


def test_a_fault_happens_as_often_as_told(sandbox, client):
    sandbox.fault("status", status=500, times=2)
    assert statuses(client, 3) == [500, 500, 200]


def test_a_fault_told_to_happen_always_ends_when_cleared(sandbox, client):
    sandbox.fault("status", status=500, times=0)
    assert statuses(client, 3) == [500, 500, 500]
    sandbox.clear()
    assert statuses(client, 1) == [200]


def test_faults_happen_in_the_order_they_were_given(sandbox, client):
    sandbox.fault("status", status=500).fault("status", status=529).fault("status", status=429)
    assert statuses(client, 4) == [500, 529, 429, 200]


def test_a_fault_waits_for_the_request_that_it_matches(sandbox, client):
    sandbox.fault("status", status=500, match="a rainy quay")
    assert statuses(client, 1) == [200]
    with pytest.raises(anthropic.InternalServerError):
        client.messages.create(**theme_request("a rainy quay"))


def test_a_fault_of_messages_leaves_the_models_list_alone(sandbox, client):
    sandbox.fault("status", status=500)
    client.models.list()
    assert statuses(client, 1) == [500]


def test_a_fault_can_be_meant_for_the_models_list(sandbox, client):
    sandbox.fault("status", status=403, path="/v1/models")
    assert statuses(client, 1) == [200]
    with pytest.raises(anthropic.PermissionDeniedError):
        client.models.list()


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (b'{"fault": "earthquake"}', "one of"),
        (b'{"fault": "slow", "minutes": 5}', "minutes"),
        (b'{"fault": "slow", "seconds": "long"}', "wrong type"),
        (b"[]", "one of"),
        (b"{", "not JSON"),
    ],
)
def test_a_fault_that_is_not_understood_is_refused_in_words(sandbox, body, part):
    answer = httpx2.post(f"{sandbox.url}/sandbox/faults", content=body, trust_env=False)
    assert answer.status_code == 400
    assert part in answer.json()["problem"]


def test_concurrent_requests_get_a_counted_fault_exactly_as_often_as_told(sandbox, client):
    sandbox.fault("status", status=529, times=17)
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(lambda _: _status(client), range(60)))
    assert answers.count(529) == 17
    assert answers.count(200) == 43


def test_the_journal_shows_what_was_asked_with_which_key_without_showing_the_key(sandbox):
    key = "sk-ant-sandbox-good-secret-0042"
    with client_of(sandbox.url, key) as client:
        client.messages.create(**theme_request("a rainy quay"))
        client.models.list()
    message, models = sandbox.requests()
    assert (message["method"], message["path"]) == ("POST", "/v1/messages")
    assert "a rainy quay" in message["body"]["messages"][0]["content"]
    assert (models["method"], models["path"], models["body"]) == ("GET", "/v1/models", None)
    assert message["key"] == models["key"] == "sk-ant-…0042"
    assert message["key_sha256"] == hashlib.sha256(key.encode()).hexdigest()
    assert "secret" not in str(sandbox.requests())


def test_the_journal_names_the_fault_that_a_request_met(sandbox, client):
    sandbox.fault("status", status=500)
    statuses(client, 2)
    assert [entry["fault"] for entry in sandbox.requests()] == ["status", ""]


def test_the_control_endpoint_is_not_in_its_own_journal(sandbox):
    sandbox.fault("slow")
    assert sandbox.requests() == []


def test_an_unknown_control_address_is_not_found(sandbox):
    assert httpx2.get(f"{sandbox.url}/sandbox/keys", trust_env=False).status_code == 404
