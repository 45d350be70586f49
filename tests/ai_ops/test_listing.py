"""What every answer to GET /v1/models says of a key, through the real SDKs against the sandbox."""

import gzip
import socket
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from ai_ops.providers import listing, model_lists
from ai_ops.providers.base import Endpoint, ProviderError
from tests.ai_ops.listeners import listening

PREFIXES = {"anthropic": "sk-ant-sandbox-", "openai": "sk-sandbox-"}
BOTH = pytest.mark.parametrize("provider", ["anthropic", "openai"])
UNCHANGED = "unchecked"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Wait little between tries."""
    monkeypatch.setattr(listing, "PAUSE", 0.01)


@pytest.fixture
def make_endpoint(sandbox):
    def make(provider: str, key: str = "", *, address: str | None = None) -> Endpoint:
        ending = {"anthropic": "", "openai": "/v1"}[provider]
        base_url = sandbox.url + ending if address is None else address
        return Endpoint(base_url, key or f"{PREFIXES[provider]}good", "provider", is_own_key=True)

    return make


def described(verdict) -> tuple[str, str]:
    return verdict.state, verdict.code


@BOTH
def test_a_good_key_is_active_and_its_models_are_listed(sandbox, make_endpoint, provider):
    verdict = listing.check(provider, make_endpoint(provider))
    assert described(verdict) == ("active", "")
    assert {"anthropic": "claude-haiku-5-5", "openai": "gpt-image-2"}[provider] in {
        model["id"] for model in verdict.models or ()
    }
    assert [(each["method"], each["path"]) for each in sandbox.requests()] == [("GET", "/v1/models")]


@pytest.mark.parametrize(
    ("provider", "kind", "outcome"),
    [
        ("anthropic", "refused", ("refused", "key_refused")),
        ("anthropic", "limited", ("limited", "out_of_money")),
        ("openai", "refused", ("refused", "key_refused")),
        ("openai", "limited", ("limited", "out_of_money")),
    ],
)
def test_a_demo_key_does_as_its_name_says(make_endpoint, provider, kind, outcome):
    assert described(listing.check(provider, make_endpoint(provider, PREFIXES[provider] + kind))) == outcome


@pytest.mark.parametrize(
    ("fault", "options", "anthropic", "openai"),
    [
        ("status", {"status": 401}, ("refused", "key_refused"), ("refused", "key_refused")),
        ("status", {"status": 402}, ("limited", "out_of_money"), ("limited", "out_of_money")),
        ("status", {"status": 403}, ("refused", "key_lacks_access"), ("unchecked", "key_lacks_access")),
        (
            "status",
            {"status": 429, "code": "enforced_spend_limit_reached"},
            ("limited", "out_of_money"),
            ("unchecked", "rate_limited"),
        ),
        (
            "status",
            {"status": 429, "code": "insufficient_quota"},
            ("unchecked", "rate_limited"),
            ("limited", "out_of_money"),
        ),
        (
            "status",
            {"status": 400, "code": "organization_on_hold"},
            ("refused", "key_lacks_access"),
            ("unchecked", "request_refused"),
        ),
        (
            "status",
            {"status": 401, "code": "missing_scope"},
            ("refused", "key_refused"),
            ("unchecked", "key_lacks_access"),
        ),
        (
            "status",
            {"status": 400, "code": "account_deactivated"},
            ("unchecked", "request_refused"),
            ("refused", "key_refused"),
        ),
    ],
)
def test_what_a_provider_says_of_a_key_is_believed(sandbox, make_endpoint, fault, options, anthropic, openai):
    for provider, outcome in (("anthropic", anthropic), ("openai", openai)):
        sandbox.fault(fault, path="/v1/models", **options)
        assert described(listing.check(provider, make_endpoint(provider))) == outcome


@BOTH
@pytest.mark.parametrize(
    ("fault", "options", "code"),
    [
        ("status", {"status": 400}, "request_refused"),
        ("status", {"status": 404}, "not_the_api"),
        ("status", {"status": 408}, "unavailable"),
        ("status", {"status": 429}, "rate_limited"),
        ("status", {"status": 429, "retry_after": "3600"}, "rate_limited"),
        ("status", {"status": 500}, "unavailable"),
        ("status", {"status": 502}, "unavailable"),
        ("status", {"status": 503}, "unavailable"),
        ("status", {"status": 301}, "redirected"),
        ("status", {"status": 302}, "redirected"),
        ("status", {"status": 307}, "redirected"),
        ("status", {"status": 308}, "redirected"),
        ("html", {}, "not_the_api"),
        ("empty", {}, "bad_answer"),
        ("half_body", {}, "bad_answer"),
        ("junk_only", {}, "bad_answer"),
        ("cut", {}, "unreachable"),
    ],
)
def test_what_says_nothing_of_a_key_leaves_it_unchecked(sandbox, make_endpoint, provider, fault, options, code):
    sandbox.fault(fault, times=0, path="/v1/models", **options)
    assert described(listing.check(provider, make_endpoint(provider))) == (UNCHANGED, code)
    assert "/v1/elsewhere" not in {each["path"] for each in sandbox.requests()}


@BOTH
@pytest.mark.parametrize("status", [401, 402, 403])
def test_an_error_page_of_a_proxy_is_not_the_providers_word(sandbox, make_endpoint, provider, status):
    sandbox.fault("error_page", status=status, path="/v1/models")
    verdict = listing.check(provider, make_endpoint(provider))
    assert described(verdict) == (UNCHANGED, "not_the_api")


@BOTH
@pytest.mark.parametrize("fault", ["hang", "drip", "slow"])
def test_a_server_that_does_not_finish_is_given_up_within_the_time(sandbox, make_endpoint, provider, fault):
    seconds = {"hang": None, "drip": 0.3, "slow": 30}[fault]
    sandbox.fault(fault, seconds=seconds, times=0, path="/v1/models")
    verdict = listing.check(provider, make_endpoint(provider), seconds=0.4)
    assert described(verdict) == (UNCHANGED, "timed_out")
    assert len(sandbox.requests()) == 1


@pytest.fixture
def dripping() -> Iterator[str]:
    """The address of a server whose headers never end: a byte now and then, so that no wait is long."""
    listener, stopped = socket.create_server(("127.0.0.1", 0)), Event()

    def serve():
        client, _address = listener.accept()
        with client:
            client.sendall(b"HTTP/1.1 200 OK\r\nx-drip: ")
            while not stopped.wait(0.05):
                client.sendall(b".")

    thread = Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    stopped.set()
    thread.join(timeout=20)
    listener.close()


@BOTH
def test_headers_that_never_end_are_given_up_within_the_time(make_endpoint, dripping, provider):
    verdict = listing.check(provider, make_endpoint(provider, address=dripping), seconds=0.4)
    assert described(verdict) == (UNCHANGED, "timed_out")


@BOTH
def test_nobody_at_the_address_leaves_a_key_unchecked(make_endpoint, provider):
    endpoint = make_endpoint(provider, address="http://127.0.0.1:9")
    assert described(listing.check(provider, endpoint, seconds=0.5)) == (UNCHANGED, "unreachable")


@BOTH
def test_what_passes_is_tried_once_more(sandbox, make_endpoint, provider):
    sandbox.fault("status", status=500, path="/v1/models")
    assert listing.check(provider, make_endpoint(provider)).state == "active"
    assert len(sandbox.requests()) == 2


@BOTH
def test_what_stays_is_not_tried_a_third_time(sandbox, make_endpoint, provider):
    sandbox.fault("status", status=500, times=0, path="/v1/models")
    listing.check(provider, make_endpoint(provider))
    assert len(sandbox.requests()) == 2


@BOTH
def test_a_refusal_is_not_tried_again(sandbox, make_endpoint, provider):
    sandbox.fault("status", status=401, times=0, path="/v1/models")
    listing.check(provider, make_endpoint(provider))
    assert len(sandbox.requests()) == 1


@BOTH
@pytest.mark.parametrize("tail", ["\r\nx-more: 1", " good", "gööd", "\x00", "“good”"])
def test_a_key_that_cannot_stand_in_a_header_is_refused_before_anything_is_sent(sandbox, make_endpoint, provider, tail):
    verdict = listing.check(provider, make_endpoint(provider, PREFIXES[provider] + tail))
    assert described(verdict) == ("refused", "key_refused")
    assert sandbox.requests() == []


@BOTH
def test_junk_among_the_models_is_left_out_and_cut(sandbox, make_endpoint, provider):
    sandbox.fault("junk_models", path="/v1/models")
    models = listing.list_models(provider, make_endpoint(provider)).models
    ids = [model.id for model in models]
    assert len(ids) == len(set(ids))
    assert {"claude-past-1", "claude-free-1"} & set(ids) == set()
    odd = next(model for model in models if model.id == "claude-odd-1")
    assert odd.label.startswith("Along name")
    assert (len(odd.label), odd.retires_on) == (80, None)
    assert next(model for model in models if model.id == "claude-odd-2").label == "claude-odd-2"
    assert all(len(model.id) <= 60 and model.label.isprintable() for model in models)


@BOTH
def test_of_too_many_models_those_that_we_know_are_kept(sandbox, make_endpoint, provider):
    sandbox.fault("many_models", path="/v1/models")
    models = listing.list_models(provider, make_endpoint(provider)).models
    assert len(models) == 200
    assert {"anthropic": "claude-opus-5-5", "openai": "gpt-image-2"}[provider] in {model.id for model in models}


@BOTH
def test_a_list_without_models_is_an_answer(sandbox, make_endpoint, provider):
    sandbox.fault("no_models", path="/v1/models")
    verdict = listing.check(provider, make_endpoint(provider))
    assert (verdict.state, verdict.models) == ("active", ())


@BOTH
def test_an_announced_retirement_is_read(sandbox, make_endpoint, provider):
    sandbox.fault("retiring", message="2027-03-05", path="/v1/models")
    days = {model.as_json()["retires_on"] for model in listing.list_models(provider, make_endpoint(provider)).models}
    assert days == {"2027-03-05"}


def test_a_retirement_that_stands_in_the_list_is_read_as_it_is(make_endpoint):
    texts = listing.list_models("anthropic", make_endpoint("anthropic")).models
    images = listing.list_models("openai", make_endpoint("openai")).models
    days = {model.id: str(model.retires_on) for model in (*texts, *images)}
    assert days["claude-sonnet-4-5"] == "2026-11-30"
    assert days["gpt-image-1.5"] == "2026-12-01"
    assert days["claude-haiku-5-5"] == days["gpt-image-2"] == "None"


@BOTH
def test_no_error_holds_the_key_or_the_providers_words(sandbox, make_endpoint, provider):
    endpoint = make_endpoint(provider, PREFIXES[provider] + "canary-4711")
    sandbox.fault("status", status=401, message=f"No such key: {endpoint.key}", path="/v1/models")
    with pytest.raises(ProviderError) as failure:
        listing.list_models(provider, endpoint)
    told = f"{failure.value!r} {failure.value.sentence} {failure.value.__cause__!r} {failure.value.__context__!r}"
    assert "canary" not in told


@BOTH
def test_a_small_body_that_unpacks_to_a_large_one_is_not_unpacked(make_endpoint, provider):
    def answer(_seen):
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        return 200, headers, gzip.compress(b'{"data": [{"id": "m"}]}' + b" " * 5_000_000)

    with listening() as listener:
        listener.answer = answer
        verdict = listing.check(provider, make_endpoint(provider, address=listener.url))
    assert described(verdict) == (UNCHANGED, "unreachable")
    assert {seen.headers["accept-encoding"] for seen in listener.seen} == {"identity"}


@pytest.mark.parametrize(
    "name",
    ["", "../../x", "<b>x</b>", "m" * 61, "m\n", "mödel", "sk-proj-another-tenants-x9Q2", "sk-ant-api03-another-w7R4"],
)
def test_what_cannot_be_a_models_id_is_no_model(name):
    assert model_lists.read({"data": [{"id": name}]}) is None


@pytest.mark.parametrize(
    "body",
    [None, [], "models", 7, {}, {"data": None}, {"data": {}}, {"data": "claude"}, {"data": [1]}, {"data": [{"id": 1}]}],
)
def test_what_is_no_list_of_models_is_not_taken_for_one(body):
    assert model_lists.read(body) is None
