"""Keys, model choices and own-key spend in the Django admin: to read, to check now, and never a key itself."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from ai_ops import choosing
from ai_ops.choosing import Wish
from ai_ops.models import ModelChoice
from byok import notices
from byok.models import KeyState, KeyUse, PlatformKey, ProviderKey, SpendLimit
from tenants.models import AuditEvent, User
from tests.byok.owning import SECRETS, give_key
from tests.credits.admin_pages import page, tick
from tests.factories import make_tenant

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
MODELS = [ProviderKey, PlatformKey, KeyUse, SpendLimit, ModelChoice]
RETIRING = "admin:ai_ops_modelchoice_retiring"


@pytest.fixture
def staff(client_of, settings):
    settings.REQUIRE_STAFF_MFA = False
    return client_of(User.objects.create_superuser("staff@inspire.example", "harbour-lights-at-dusk"))


@pytest.fixture
def set_platform_key(settings, sandbox):
    """Return a function that sets the operator's Anthropic key, for which the sandbox stands."""

    def set_it(key: str) -> None:
        settings.ANTHROPIC_API_KEY, settings.ANTHROPIC_API_BASE = key, sandbox.url

    return set_it


def a_row_of_each(tenant) -> None:
    give_key(tenant)
    PlatformKey.objects.get_or_create(provider="anthropic", defaults={"fingerprint": "f" * 64})
    choosing.choose(tenant, "openai", Wish(credits_model="gpt-image-2.6-flare"), at=NOW)
    KeyUse.objects.create(
        tenant=tenant,
        provider="anthropic",
        month=date(2026, 11, 1),
        model="claude-opus-5-5",
        runs=3,
        microdollars=420_000,
    )
    SpendLimit.objects.create(tenant=tenant, alert_cents=1_000, stop_cents=250_050)


@pytest.mark.parametrize("model", MODELS)
def test_staff_see_each_list_and_each_row_and_write_nothing(staff, tenant, model):
    a_row_of_each(tenant)
    row = model.objects.get()
    assert staff.get(page(model)).status_code == 200
    shown = staff.get(page(model, "change", row.pk))
    assert shown.status_code == 200
    assert 'name="_save"' not in shown.text
    assert staff.get(page(model, "add")).status_code == 403
    assert staff.post(page(model, "change", row.pk), {"state": "active"}).status_code == 403
    assert staff.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", [ProviderKey, KeyUse, SpendLimit, ModelChoice])
def test_a_list_takes_as_many_queries_for_many_tenants(staff, model, django_assert_max_num_queries):
    counts = []
    for size in (1, 5):
        for _ in range(size):
            a_row_of_each(make_tenant())
        with django_assert_max_num_queries(12) as queries:
            staff.get(page(model))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("model", [ProviderKey, KeyUse, SpendLimit, ModelChoice])
def test_a_tenants_rows_are_found_by_its_slug_and_name(staff, tenant, other_tenant, model):
    for each in (tenant, other_tenant):
        a_row_of_each(each)
    for term in ("harbour-cafe", "Harbour Cafe"):
        rows = staff.get(page(model), {"q": term}).context["cl"].result_list
        assert [row.tenant for row in rows] == [tenant]


def test_no_page_of_a_key_holds_its_ciphertext_or_reads_it(staff, tenant, django_assert_max_num_queries):
    key = give_key(tenant)
    forms = [bytes(key.sealed).hex(), str(bytes(key.sealed)), str(key.sealed), SECRETS["anthropic"]]
    for address in (page(ProviderKey), page(ProviderKey, "change", key.pk), page(ProviderKey, "history", key.pk)):
        with django_assert_max_num_queries(15) as queries:
            text = staff.get(address).text
        assert not [each for each in forms if each in text]
        assert not [each for each in queries.captured_queries if '"sealed"' in each["sql"]]
    assert key.mask in staff.get(page(ProviderKey)).text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (KeyState.REFUSED, "mistyped, revoked or expired"),
        (KeyState.LIMITED, "out of money or over its spend limit"),
        (KeyState.UNREADABLE, "can no longer read it"),
    ],
)
def test_a_failing_key_says_what_mends_it(staff, tenant, state, words):
    give_key(tenant, state=state)
    assert words in staff.get(page(ProviderKey)).text


def test_keys_are_filtered_by_state_provider_and_pause(staff, tenant, other_tenant):
    paused, refused = give_key(tenant, is_paused=True), give_key(other_tenant, "openai", state=KeyState.REFUSED)
    for query, found in (
        ({"paused": "yes"}, paused),
        ({"paused": "no"}, refused),
        ({"state__exact": "refused"}, refused),
        ({"provider": "anthropic"}, paused),
    ):
        assert list(staff.get(page(ProviderKey), query).context["cl"].result_list) == [found]


def test_a_key_is_checked_now_and_what_came_of_it_is_said_and_recorded(staff, tenant, sandbox):
    key = give_key(tenant, secret="sk-ant-sandbox-refused")
    text = tick(ProviderKey, "check_now", key, client=staff).text
    key.refresh_from_db()
    assert key.state == KeyState.REFUSED
    assert "Anthropic refuses it" in text.partition("messagelist")[2]
    assert AuditEvent.objects.filter(action="key.tested", tenant_uuid=tenant.pk).count() == 1


def test_a_key_that_staff_find_refused_is_news_to_the_tenants_admins(staff, tenant, admin, sandbox):
    tick(ProviderKey, "check_now", give_key(tenant, secret="sk-ant-sandbox-refused"), client=staff)
    notices.send_due(at=NOW)
    assert [letter.to for letter in mail.outbox] == [[admin.email]]


def test_several_keys_are_due_at_once_and_nothing_waits_for_the_provider(staff, tenant, sandbox):
    later = timezone.now() + timedelta(days=1)
    keys = [give_key(tenant, each, at=later) for each in SECRETS]
    text = tick(ProviderKey, "check_now", *keys, client=staff).text
    assert "2 keys are checked within the next minutes" in text
    assert not ProviderKey.objects.filter(next_check_at__gt=timezone.now()).exists()
    assert sandbox.requests() == []


def test_the_operators_key_is_checked_now(staff, set_platform_key, sandbox):
    set_platform_key("sk-ant-api03-platform-canary-0001")
    row = PlatformKey.objects.create(provider="anthropic", fingerprint="other", state=KeyState.REFUSED)
    text = tick(PlatformKey, "check_now", row, client=staff).text
    assert "Anthropic accepts this key" in text
    row.refresh_from_db()
    assert (row.state, row.fingerprint == "other") == (KeyState.ACTIVE, False)
    assert row.fingerprint not in staff.get(page(PlatformKey, "change", "anthropic")).text


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        (KeyState.REFUSED, "key_refused", "set it in ANTHROPIC_API_KEY"),
        (KeyState.REFUSED, "key_lacks_access", "does not let this server"),
        (KeyState.LIMITED, "out_of_money", "Runs on credits fail, free of charge"),
    ],
)
def test_a_dead_key_of_the_operators_stands_at_the_top_of_the_admin_with_what_mends_it(staff, state, code, words):
    PlatformKey.objects.create(provider="anthropic", fingerprint="x", state=state, error_code=code)
    for address in (reverse("admin:index"), page(PlatformKey)):
        assert words in staff.get(address).text.replace("&#x27;", "'")


def test_a_healthy_key_is_no_news(staff, settings):
    settings.ANTHROPIC_API_KEY = settings.OPENAI_API_KEY = "sk-ant-api03-platform-canary-0001"
    PlatformKey.objects.create(provider="anthropic", fingerprint="x", state=KeyState.ACTIVE)
    assert "messagelist" not in staff.get(reverse("admin:index")).text


@pytest.mark.parametrize(
    ("is_local", "words"), [(True, "the sandbox answers"), (False, "are refused before they start")]
)
def test_a_missing_key_of_the_operators_is_said_and_outside_local_mode_at_the_top(staff, settings, is_local, words):
    settings.IS_LOCAL, settings.ANTHROPIC_API_KEY = is_local, "sk-ant-api03-platform-canary-0001"
    text = staff.get(page(PlatformKey)).text
    assert words in text
    assert "OPENAI_API_KEY" in text
    assert "ANTHROPIC_API_KEY" not in text
    assert ("OPENAI_API_KEY" in staff.get(reverse("admin:index")).text) != is_local


def test_who_may_not_see_keys_is_told_nothing_of_them(client_of, settings):
    settings.REQUIRE_STAFF_MFA = False
    PlatformKey.objects.create(provider="anthropic", fingerprint="x", state=KeyState.REFUSED, error_code="key_refused")
    client = client_of(User.objects.create_user("new@inspire.example", "x", is_staff=True))
    assert "messagelist" not in client.get(reverse("admin:index")).text
    assert client.get(reverse(RETIRING)).status_code == 403


def test_models_that_end_are_listed_with_who_chose_them(staff, tenant, other_tenant, settings):
    settings.OPENAI_IMAGE_MODEL = "gpt-image-1-mini"
    choosing.choose(tenant, "openai", Wish(credits_model="gpt-image-1.5"), at=NOW)
    give_key(other_tenant)
    with time_machine.travel(NOW, tick=False):
        shown = staff.get(reverse(RETIRING))
        index = staff.get(reverse("admin:index")).text
    lines = [
        (line.retirement.model.id, line.setting, [each.slug for each in line.tenants])
        for line in shown.context["lines"]
    ]
    assert sorted(lines) == [
        ("gpt-image-1-mini", "OPENAI_IMAGE_MODEL", []),
        ("gpt-image-1.5", "", ["harbour-cafe"]),
    ]
    assert "Harbour Cafe" in shown.text
    assert "The standard model GPT Image 1 mini ends on 1 December 2026." in index


def test_the_page_of_models_that_end_takes_as_many_queries_for_many_tenants(staff, django_assert_max_num_queries):
    counts = []
    for size in (1, 5):
        for _ in range(size):
            choosing.choose(make_tenant(), "openai", Wish(credits_model="gpt-image-1.5"), at=NOW)
        with time_machine.travel(NOW, tick=False), django_assert_max_num_queries(15) as queries:
            staff.get(reverse(RETIRING))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_spend_is_shown_in_dollars_and_unknown_prices_as_unknown(staff, tenant):
    a_row_of_each(tenant)
    KeyUse.objects.create(
        tenant=tenant,
        provider="openai",
        month=date(2026, 11, 1),
        model="gpt-image-2",
        runs=2,
        unpriced_runs=2,
        member=uuid4(),
    )
    text = staff.get(page(KeyUse)).text
    assert "$0.42" in text
    assert "not known" in text
    limits = staff.get(page(SpendLimit)).text
    for part in ("everybody together", "$10.00", "$2,500.50"):
        assert part in limits
