"""Calls go from this server straight to the configured address of their provider, and nowhere else.

One listener stands at each provider's address and passes on to the sandbox; a third stands
elsewhere, where redirects and a hostile environment point.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import anthropic
import httpx2
import openai
import pytest
from django.utils import timezone

from ai_ops import registry, runner
from ai_ops.models import Run, State
from ai_ops.providers import http, listing
from ai_ops.providers.base import Endpoint
from byok import keys
from byok.health import Verdict
from credits.models import Funding
from tests.ai_ops import books
from tests.ai_ops.listeners import Listener, listening, redirecting, relaying

PROVIDERS = ("anthropic", "openai")
PLATFORM = {"anthropic": "sk-ant-api03-platform-3f9c2a71d0", "openai": "sk-proj-platform-8b1e64c9f2"}
OWN = {"anthropic": "sk-ant-api03-own-7d20c5be91", "openai": "sk-proj-own-e6a3910f48"}
OPERATIONS = {
    "anthropic": ("theme", {"description": "A calm harbour café at dusk", "mode": "light"}),
    "openai": ("image", {"prompt": "Fishing boats in a calm harbour at dusk"}),
}
PATHS = {"anthropic": "", "openai": "/v1"}
EVIL = "from-the-environment"

each_provider = pytest.mark.parametrize("provider", PROVIDERS)
each_funding = pytest.mark.parametrize("funding", [Funding.OWN_KEY, Funding.CREDITS])
each_redirect = pytest.mark.parametrize(
    "status", [302, 307, *(pytest.param(status, marks=pytest.mark.proof) for status in (301, 303, 308))]
)


@dataclass(frozen=True, slots=True)
class Places:
    """The listeners at the providers' addresses, and the one elsewhere."""

    anthropic: Listener
    openai: Listener
    elsewhere: Listener

    def of(self, provider: str) -> Listener:
        return self.anthropic if provider == "anthropic" else self.openai

    def not_of(self, provider: str) -> Listener:
        return self.openai if provider == "anthropic" else self.anthropic

    def address(self, provider: str) -> str:
        return f"{self.of(provider).url}{PATHS[provider]}"


@pytest.fixture
def places(sandbox, settings, tmp_path) -> Iterator[Places]:
    with ExitStack() as stack:
        places = Places(*(stack.enter_context(listening()) for _ in range(3)))
        for provider in PROVIDERS:
            places.of(provider).answer = relaying(sandbox.url)
            setattr(settings, f"{provider.upper()}_API_BASE", places.address(provider))
        files = {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
        settings.STORAGES = {**settings.STORAGES, "default": files}
        yield places


@pytest.fixture
def hostile(places, monkeypatch) -> None:
    """Point everything in the environment that the SDKs or their HTTP client read at the listener elsewhere."""
    trap = places.elsewhere.url
    for name in ("ANTHROPIC_BASE_URL", "OPENAI_BASE_URL", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, trap)
        if name.endswith("_PROXY"):
            monkeypatch.setenv(name.lower(), trap)
    for name in ("ANTHROPIC_CUSTOM_HEADERS", "OPENAI_CUSTOM_HEADERS"):
        monkeypatch.setenv(name, f"X-Evil: {EVIL}\nAuthorization: Bearer {EVIL}\nx-api-key: {EVIL}\nHost: {EVIL}")
    for name in (
        *("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_PROFILE", "ANTHROPIC_WEBHOOK_SIGNING_KEY"),
        *("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_WEBHOOK_SECRET"),
    ):
        monkeypatch.setenv(name, EVIL)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    http.pooled_client().close()
    http.the_client.cache_clear()


@pytest.fixture
def enter(tenant) -> Callable[[str], None]:
    """Return a function that gives the tenant an own key at a provider."""

    def store(provider: str) -> None:
        at = timezone.now()
        keys.store(tenant, provider, OWN[provider], verdict=Verdict("active"), next_check_at=at + timedelta(1), at=at)

    return store


@pytest.fixture
def run_on(tenant, places, enter, settings) -> Callable[[str, Funding], Run]:
    """Return a function that makes a run at a provider, on an own key or on credits, and works on it."""

    def make(provider: str, funding: Funding) -> Run:
        for each in PROVIDERS:
            setattr(settings, f"{each.upper()}_API_KEY", PLATFORM[each])
        if funding == Funding.OWN_KEY:
            enter(provider)
        slug, inputs = OPERATIONS[provider]
        operation = registry.get(slug)
        run = runner.start(
            tenant,
            operation,
            member=None,
            role="designer",
            inputs=inputs,
            submission_key=uuid4().hex,
            at=timezone.now(),
        )
        assert run.funding == funding
        runner.execute(run.pk)
        run.refresh_from_db()
        return run

    return make


def keys_in(listener: Listener) -> set[str]:
    """Return all keys of these tests that were sent to a listener, wherever they stood."""
    whole = "\n".join(seen.whole for seen in listener.seen)
    return {key for key in (*OWN.values(), *PLATFORM.values()) if key in whole}


@pytest.mark.usefixtures("hostile")
@each_provider
@each_funding
def test_the_environment_changes_neither_where_a_call_goes_nor_what_it_says(places, run_on, provider, funding):
    run = run_on(provider, funding)
    assert run.state == State.SUCCEEDED, run.error
    key = (OWN if funding == Funding.OWN_KEY else PLATFORM)[provider]
    assert keys_in(places.of(provider)) == {key}
    assert places.elsewhere.seen == []
    assert places.not_of(provider).seen == []
    for seen in places.of(provider).seen:
        assert EVIL not in seen.whole
        assert seen.headers["authorization"] == f"Bearer {key}"
        assert not {"x-evil", "openai-organization", "openai-project"} & set(seen.headers)


@pytest.mark.usefixtures("hostile")
@each_provider
def test_the_environment_changes_nothing_of_a_key_check(places, provider):
    verdict = listing.check(provider, Endpoint(places.address(provider), OWN[provider], "provider"))
    assert verdict.state == "active"
    assert keys_in(places.of(provider)) == {OWN[provider]}
    assert [seen.method for seen in places.of(provider).seen] == ["GET"]
    assert EVIL not in "".join(seen.whole for seen in places.of(provider).seen)
    assert places.elsewhere.seen == []
    assert places.not_of(provider).seen == []


@each_provider
@each_funding
@each_redirect
def test_a_redirect_is_not_followed_and_costs_nothing(tenant, places, run_on, provider, funding, status):
    places.of(provider).answer = redirecting(status, f"{places.elsewhere.url}/v1/messages")
    run = run_on(provider, funding)
    assert (run.state, run.error_code) == (State.FAILED, "redirected")
    assert "sent the request elsewhere, and this server does not follow" in run.error
    assert books.used_and_held(tenant) == (0, 0)
    assert books.kinds(tenant) == ["reserve", "void"]
    assert len(places.of(provider).seen) == 1
    assert places.elsewhere.seen == []


@each_provider
@each_redirect
def test_a_redirect_of_a_key_check_is_not_followed_and_says_nothing_of_the_key(places, provider, status):
    places.of(provider).answer = redirecting(status, f"{places.elsewhere.url}/v1/models")
    verdict = listing.check(provider, Endpoint(places.address(provider), OWN[provider], "provider"))
    assert (verdict.state, verdict.code) == ("unchecked", "redirected")
    assert len(places.of(provider).seen) == 1
    assert places.elsewhere.seen == []


@each_funding
def test_no_key_goes_to_the_other_provider(places, run_on, funding):
    for provider in PROVIDERS:
        assert run_on(provider, funding).state == State.SUCCEEDED
    used = OWN if funding == Funding.OWN_KEY else PLATFORM
    assert keys_in(places.anthropic) == {used["anthropic"]}
    assert keys_in(places.openai) == {used["openai"]}


@pytest.mark.usefixtures("hostile")
def test_the_listener_elsewhere_would_have_been_reached(places):
    with anthropic.Anthropic(max_retries=0) as client:
        client.models.list()
    with openai.OpenAI(max_retries=0, http_client=httpx2.Client(trust_env=False)) as client:
        client.models.list()
    with httpx2.Client() as client:
        client.get(places.anthropic.url)
    places.openai.answer = redirecting(307, places.elsewhere.url)
    with httpx2.Client(trust_env=False, follow_redirects=True) as client:
        client.get(places.openai.url)
    targets = [seen.target for seen in places.elsewhere.seen]
    assert len(targets) == 4
    assert all(EVIL in seen.whole for seen in places.elsewhere.seen[:2])
    assert targets[2].startswith(places.anthropic.url)
    assert places.anthropic.seen == []
