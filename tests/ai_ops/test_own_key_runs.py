"""What becomes of runs on own keys while keys come, change and go."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ai_ops import executing, funding, offers, platform_keys, registry, runner
from ai_ops.errors import ProviderNotReadyError
from ai_ops.models import AnsweredBy, ModelChoice, Run, State
from ai_ops.providers.table import send
from byok import health, keys
from byok.health import Verdict
from byok.models import KeyState, PlatformKey, ProviderKey
from tests.ai_ops import books
from tests.byok import owning
from tests.byok.conftest import providers
from tests.byok.owning import execute, give_key, start
from vault.keyset import create_keyset

__all__ = ["providers"]

pytestmark = pytest.mark.django_db


def state_of(key: ProviderKey) -> str:
    return ProviderKey.objects.get(pk=key.pk).state


def used_keys(providers) -> list[str]:
    return [each["key_sha256"] for each in providers.requests()]


def test_a_run_that_waits_uses_the_key_that_replaced_the_one_it_began_with(tenant, providers):
    give_key(tenant)
    run = start(tenant, "anthropic")
    new = give_key(tenant, secret=owning.NEW_SECRETS["anthropic"])
    assert execute(run).state == State.SUCCEEDED
    assert used_keys(providers) == [owning.digest(owning.NEW_SECRETS["anthropic"])]
    assert run.attempts.get().key_version == str(new.pk)


def test_a_run_says_who_really_answered_when_the_new_key_leads_elsewhere(tenant, providers):
    give_key(tenant)
    run = start(tenant, "anthropic")
    assert run.answered_by == AnsweredBy.PROVIDER
    give_key(tenant, secret="sk-ant-sandbox-good")
    assert execute(run).answered_by == AnsweredBy.SANDBOX


def test_a_run_whose_key_was_removed_fails_free_and_calls_nobody(tenant, providers):
    key = give_key(tenant)
    run = start(tenant, "anthropic")
    assert keys.remove(key)
    execute(run)
    assert (run.state, run.error_code, run.funding) == (State.FAILED, "own_key_removed", "own_key")
    assert "was removed while this run waited for it, and a run never falls back to credits" in run.error
    assert run.error.endswith("No credits were taken.")
    assert providers.requests() == []
    assert books.used_and_held(tenant) == (0, 0)
    assert start(tenant, "anthropic").funding == "credits"


def test_a_run_whose_key_was_refused_meanwhile_fails_without_a_call(tenant, providers):
    key = give_key(tenant)
    first, second = start(tenant, "anthropic"), start(tenant, "anthropic")
    providers.fault("status", status=401)
    assert execute(first).error_code == "key_refused"
    assert state_of(key) == KeyState.REFUSED
    assert execute(second).error_code == "key_refused"
    assert len(providers.requests()) == 1
    with pytest.raises(ProviderNotReadyError, match=r"refused your own key.*pause the key.*No credits were taken"):
        start(tenant, "anthropic")
    books.check()


def test_a_paused_key_serves_the_runs_that_wait_and_no_new_ones(tenant, providers):
    key = give_key(tenant)
    before = start(tenant, "anthropic")
    keys.pause(key, at=timezone.now())
    after = start(tenant, "anthropic")
    assert (execute(before).funding, execute(after).funding) == ("own_key", "credits")
    assert used_keys(providers) == [owning.digest(owning.SECRETS["anthropic"]), owning.digest("sandbox")]
    assert books.used_and_held(tenant) == (1, 0)
    keys.resume(key)
    assert start(tenant, "anthropic").funding == "own_key"


def test_a_key_that_is_paused_because_it_is_refused_gives_way_to_credits(tenant, providers):
    give_key(tenant, state=KeyState.REFUSED, is_paused=True)
    assert execute(start(tenant, "anthropic")).funding == "credits"
    assert books.used_and_held(tenant) == (1, 0)


def test_a_late_failure_of_a_replaced_key_says_nothing_of_the_new_one(tenant, providers, monkeypatch):
    give_key(tenant)
    run, reveal = start(tenant, "anthropic"), keys.reveal

    def reveal_and_replace(key: ProviderKey) -> str:
        secret = reveal(key)
        give_key(tenant, secret=owning.NEW_SECRETS["anthropic"])
        return secret

    monkeypatch.setattr(keys, "reveal", reveal_and_replace)
    providers.fault("status", status=401)
    assert execute(run).error_code == "key_refused"
    assert ProviderKey.objects.get().state == KeyState.ACTIVE


def test_the_tries_of_one_attempt_keep_the_key_that_it_began_with(tenant, providers, monkeypatch):
    give_key(tenant)
    run = start(tenant, "anthropic")

    def send_and_replace(request, call):
        give_key(tenant, secret=owning.NEW_SECRETS["anthropic"])
        return send(request, call)

    monkeypatch.setattr(executing, "send", send_and_replace)
    providers.fault("status", status=529)
    assert execute(run).state == State.SUCCEEDED
    assert used_keys(providers) == [owning.digest(owning.SECRETS["anthropic"])] * 2


def test_an_answer_to_a_call_from_before_the_refusal_does_not_clear_it(tenant, providers, monkeypatch):
    key = give_key(tenant)
    run = start(tenant, "anthropic")

    def send_and_refuse(request, call):
        health.report_failure(health.row_of(key.pk), "key_refused", at=timezone.now())
        return send(request, call)

    monkeypatch.setattr(executing, "send", send_and_refuse)
    assert execute(run).state == State.SUCCEEDED
    assert state_of(key) == KeyState.REFUSED


def test_the_first_run_that_succeeds_clears_a_key_out_of_money(tenant, providers):
    key = give_key(tenant, state=KeyState.LIMITED)
    assert execute(start(tenant, "anthropic")).state == State.SUCCEEDED
    key.refresh_from_db()
    assert (key.state, key.error_code, key.failed_at, key.is_notice_due) == ("active", "", None, False)
    assert key.last_used_at


def test_the_report_comes_after_the_end_so_a_crash_between_them_loses_the_report_alone(tenant, providers, monkeypatch):
    key = give_key(tenant, state=KeyState.LIMITED)
    run = start(tenant, "anthropic")

    def crash(*args, **named):
        raise SystemExit

    monkeypatch.setattr(funding, "report", crash)
    with pytest.raises(SystemExit):
        runner.execute(run.id)
    run.refresh_from_db()
    assert run.state == State.SUCCEEDED
    assert run.attempts.get().key_version == str(key.pk)
    assert state_of(key) == KeyState.LIMITED
    books.check()


def test_a_key_of_a_lost_keyset_is_to_be_entered_again_and_harms_nothing_else(tenant, providers):
    owning.break_seal(give_key(tenant))
    give_key(tenant, "openai")
    quote = runner.quote(registry.get("text"), tenant, at=timezone.now())
    assert "must be entered again" in (quote.problem or "")
    assert (quote.funding, quote.price) == ("own_key", 0)
    assert len(offers.all_offers(tenant)) == len(registry.all_operations())
    assert execute(start(tenant, "openai")).funding == "own_key"


@pytest.mark.parametrize("keyset", ["", "{no keyset", create_keyset])
def test_a_server_without_the_right_keyset_fails_free_and_forgets_no_key(tenant, providers, settings, keyset):
    key = give_key(tenant)
    run = start(tenant, "anthropic")
    right, settings.VAULT_KEYSET = settings.VAULT_KEYSET, keyset() if callable(keyset) else keyset
    quote = runner.quote(registry.get("text"), tenant, at=timezone.now())
    assert "must be entered again" in (quote.problem or "")
    assert (execute(run).state, run.error_code) == (State.FAILED, "own_key_unreadable")
    assert providers.requests() == []
    settings.VAULT_KEYSET = right
    assert keys.reveal(ProviderKey.objects.get(pk=key.pk)) == owning.SECRETS["anthropic"]


def test_a_kms_that_does_not_answer_says_nothing_of_the_key(tenant, providers, settings):
    key = give_key(tenant)
    run = start(tenant, "anthropic")
    settings.VAULT_KEYSET, settings.VAULT_KEK_URI = '{"encryptedKeyset": ""}', "unknown-kms://key"
    assert not runner.quote(registry.get("text"), tenant, at=timezone.now()).problem
    assert execute(run).error_code == "vault_closed"
    assert "cannot open its vault at the moment" in run.error
    assert state_of(key) == KeyState.ACTIVE


def test_a_demo_key_works_in_local_mode_alone(tenant, providers, settings):
    give_key(tenant, secret="sk-ant-sandbox-good")
    run = start(tenant, "anthropic")
    settings.IS_LOCAL = False
    assert execute(run).error_code == "own_key_is_demo"
    with pytest.raises(ProviderNotReadyError, match="is a demo key"):
        start(tenant, "anthropic")
    assert providers.requests() == []


def test_a_demo_key_goes_to_the_sandbox_and_a_real_one_to_the_provider(tenant, providers, settings):
    settings.ANTHROPIC_API_BASE = "http://127.0.0.1:9"
    give_key(tenant, secret="sk-ant-sandbox-good")
    assert execute(start(tenant, "anthropic")).answered_by == AnsweredBy.SANDBOX
    settings.ANTHROPIC_API_BASE, settings.SANDBOX_URL = providers.url, "http://127.0.0.1:9"
    give_key(tenant)
    assert execute(start(tenant, "anthropic")).answered_by == AnsweredBy.PROVIDER


@pytest.mark.parametrize(("fault", "code"), [("refusal", "refused_content"), ("invalid_json", "invalid_output")])
def test_an_answer_that_is_refused_says_that_the_provider_may_bill_it(tenant, providers, fault, code):
    give_key(tenant)
    providers.fault(fault, times=0)
    run = execute(start(tenant, "anthropic"))
    assert run.error_code == code
    assert "No credits were taken, but Anthropic may bill your own account for its answer." in run.error
    assert ProviderKey.objects.get().state == KeyState.ACTIVE


def test_a_run_that_began_before_its_replay_keeps_its_funding(tenant, providers):
    first = start(tenant, "anthropic", submission_key="once")
    give_key(tenant)
    again = start(tenant, "anthropic", submission_key="once")
    assert (again.id, again.funding, again.price) == (first.id, "credits", 1)


def test_no_own_key_of_another_tenant_pays(tenant, other_tenant, providers):
    give_key(other_tenant)
    assert execute(start(tenant, "anthropic")).funding == "credits"
    assert used_keys(providers) == [owning.digest("sandbox")]


def test_the_model_follows_what_pays(tenant, providers):
    key = give_key(tenant)
    ModelChoice.objects.create(
        tenant=tenant, provider="anthropic", credits_model="claude-opus-5-5", own_key_model="claude-sonnet-5-5"
    )
    on_own = start(tenant, "anthropic")
    keys.pause(key, at=timezone.now())
    on_credits = start(tenant, "anthropic")
    assert (on_own.model, on_own.price) == ("claude-sonnet-5-5", 0)
    assert (on_credits.model, on_credits.price) == ("claude-opus-5-5", 2)


def test_an_end_that_the_provider_announced_to_the_key_refuses_runs_on_it(tenant, settings):
    key = give_key(tenant)
    gone = {"id": "claude-haiku-5-5", "label": "Claude Haiku 5.5", "retires_on": "2026-11-01"}
    ProviderKey.objects.filter(pk=key.pk).update(listed=[gone])
    with pytest.raises(ProviderNotReadyError, match="retired the model Claude Haiku"):
        start(tenant, "anthropic")


PLATFORM = "sk-ant-api03-of-the-operator-q8Z1"


@pytest.fixture
def platform_key(providers, settings) -> PlatformKey:
    settings.ANTHROPIC_API_KEY = PLATFORM
    return PlatformKey.objects.create(
        provider="anthropic",
        fingerprint=platform_keys.fingerprint_of("anthropic"),
        state=KeyState.ACTIVE,
    )


def test_a_refused_platform_key_is_marked_and_refuses_runs_on_credits_alone(tenant, providers, platform_key):
    providers.fault("status", status=401)
    run = execute(start(tenant, "anthropic"))
    assert (run.error_code, run.attempts.get().key_version) == ("key_refused", "platform")
    platform_key.refresh_from_db()
    assert (platform_key.state, platform_key.is_notice_due) == (KeyState.REFUSED, True)
    with pytest.raises(ProviderNotReadyError, match=r"our provider account.*Nothing was charged"):
        start(tenant, "anthropic")
    give_key(tenant)
    assert execute(start(tenant, "anthropic")).state == State.SUCCEEDED
    books.check()


def test_a_platform_key_that_works_again_is_cleared_by_a_run_that_waited(tenant, providers, platform_key):
    run = start(tenant, "anthropic")
    PlatformKey.objects.update(state=KeyState.REFUSED, error_code="key_refused", failed_at=timezone.now())
    assert execute(run).state == State.SUCCEEDED
    platform_key.refresh_from_db()
    assert (platform_key.state, platform_key.error_code) == (KeyState.ACTIVE, "")


def test_an_own_key_that_fails_says_nothing_of_the_platform_key(tenant, providers, platform_key):
    give_key(tenant)
    providers.fault("status", status=401)
    assert execute(start(tenant, "anthropic")).error_code == "key_refused"
    platform_key.refresh_from_db()
    assert platform_key.state == KeyState.ACTIVE


def test_a_check_by_itself_does_not_clear_what_it_cannot_see(tenant, providers):
    key = give_key(tenant)
    providers.fault("status", status=403)
    execute(start(tenant, "anthropic"))
    at = timezone.now()
    seen = partial(health.write_verdict, health.row_of(key.pk), Verdict(KeyState.ACTIVE), at=at)
    seen(next_check_at=at + timedelta(hours=1))
    assert state_of(key) == KeyState.REFUSED
    seen(next_check_at=at + timedelta(hours=1), is_manual=True)
    assert state_of(key) == KeyState.ACTIVE


def test_the_database_refuses_an_own_key_run_with_a_price(tenant, providers):
    give_key(tenant)
    run = start(tenant, "anthropic")
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(price=1)
