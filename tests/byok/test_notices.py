"""Admins are mailed once when a key stops working, whatever happens at once or fails."""

from datetime import UTC, datetime

import pytest
from django.core import mail

from byok import health, keys, notices
from byok.health import Verdict
from byok.models import PlatformKey, ProviderKey
from tenants.models import Role, User
from tests.credits.conftest import all_at_once, own_connections  # noqa: F401 - a fixture
from tests.factories import make_member

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECRET = "sk-ant-api03-canary-and-long-x9Q2"


def store(tenant, provider="anthropic", secret=SECRET):
    return keys.store(tenant, provider, secret, verdict=Verdict("active"), next_check_at=NOW, at=NOW)


def fail(key, code="key_refused", *, at=NOW):
    """Report a failure as a run does, and mail it where it is news."""
    if health.report_failure(health.row_of(key.pk), code, at=at):
        notices.send_due(at=at)


@pytest.fixture
def broken_mail(settings):
    """A mail server that is down."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9


@pytest.mark.parametrize(
    ("code", "subject", "said"),
    [
        ("key_refused", "Harbour Cafe: Anthropic refuses your own key", "New runs on this key are refused"),
        ("key_lacks_access", "Harbour Cafe: Anthropic refuses your own key", "its access was narrowed"),
        ("out_of_money", "Harbour Cafe: the account of your Anthropic key is out of money", "Runs on this key fail"),
        ("own_key_unreadable", "Harbour Cafe: your Anthropic key must be entered again", "can no longer read"),
    ],
)
def test_a_mail_says_which_key_what_it_means_and_what_to_do(tenant, admin, settings, code, subject, said):
    settings.PUBLIC_URL = "https://inspire.example.com"
    key = store(tenant)
    fail(key, code)
    (letter,) = mail.outbox
    assert letter.subject == subject
    assert said in letter.body
    assert key.mask in letter.body
    assert "nothing falls back to credits" in letter.body
    assert "https://inspire.example.com/settings/ai/" in letter.body
    assert "https://platform.claude.com/" in letter.body
    assert SECRET not in str(letter.message())


def test_every_admin_who_can_sign_in_gets_it_and_nobody_else(tenant, other_tenant, admin, designer):
    zoe = make_member(tenant, Role.ADMIN, email="zoe@example.com")
    left = make_member(tenant, Role.ADMIN)
    User.objects.filter(pk=left.pk).update(is_active=False)
    make_member(other_tenant, Role.ADMIN)
    fail(store(tenant))
    assert mail.outbox[0].to == sorted([admin.email, zoe.email])


def test_a_failure_that_says_nothing_of_the_key_is_not_mailed(tenant, admin):
    key = store(tenant)
    for code in ("unavailable", "rate_limited", "timed_out", "content_refused"):
        fail(key, code)
    assert not mail.outbox


def test_the_same_failure_again_is_no_news(tenant, admin):
    key = store(tenant)
    for _ in range(3):
        fail(key)
    assert len(mail.outbox) == 1


def test_another_failure_is_news(tenant, admin):
    key = store(tenant)
    fail(key, "out_of_money")
    fail(key, "key_refused")
    assert len(mail.outbox) == 2


def test_a_recovery_is_not_mailed_and_the_next_failure_is(tenant, admin):
    key = store(tenant)
    fail(key)
    health.write_verdict(health.row_of(key.pk), Verdict("active"), at=NOW, next_check_at=NOW)
    notices.send_due(at=NOW)
    assert len(mail.outbox) == 1
    fail(key)
    assert len(mail.outbox) == 2


def test_what_the_mail_server_does_not_take_stays_due_and_is_mailed_later(tenant, admin, broken_mail, settings):
    key = store(tenant)
    fail(key)
    assert ProviderKey.objects.get(pk=key.pk).is_notice_due
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert notices.send_due(at=NOW) == 1
    assert notices.send_due(at=NOW) == 0
    assert len(mail.outbox) == 1


def test_a_key_that_works_again_before_its_mail_was_sent_is_not_mailed(tenant, admin, broken_mail, settings):
    key = store(tenant)
    fail(key)
    health.write_verdict(health.row_of(key.pk), Verdict("active"), at=NOW, next_check_at=NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert notices.send_due(at=NOW) == 0
    assert not mail.outbox


def test_a_tenant_without_admins_stops_no_other_tenants_mail(tenant, other_tenant):
    make_member(other_tenant, Role.ADMIN)
    fail(store(tenant))
    fail(store(other_tenant))
    assert [letter.subject for letter in mail.outbox] == ["Rival Bakery: Anthropic refuses your own key"]
    assert notices.send_due(at=NOW) == 0


@pytest.mark.parametrize(
    ("code", "subject"),
    [
        ("key_refused", "OpenAI refuses this server's own key"),
        ("out_of_money", "The provider account at OpenAI is out of money"),
    ],
)
def test_a_platform_key_is_told_to_staff_with_what_it_means(admin, code, subject):
    User.objects.create(email="staff@example.com", is_staff=True)
    PlatformKey.objects.create(provider="openai", fingerprint="f", state="active")
    assert health.report_failure(PlatformKey.objects.filter(provider="openai"), code, at=NOW)
    assert notices.send_due(at=NOW) == 1
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == (subject, ["staff@example.com"])
    assert "tenants' own keys go on" in letter.body


@pytest.mark.usefixtures("own_connections")
def test_twenty_failures_at_once_are_one_mail(tenant):
    make_member(tenant, Role.ADMIN)
    key = store(tenant)
    all_at_once(lambda _: fail(key), range(20))
    assert len(mail.outbox) == 1
    assert not ProviderKey.objects.get(pk=key.pk).is_notice_due


@pytest.mark.usefixtures("own_connections")
def test_of_many_passes_at_once_one_mails(tenant):
    make_member(tenant, Role.ADMIN)
    key = store(tenant)
    health.report_failure(health.row_of(key.pk), "key_refused", at=NOW)
    assert sum(all_at_once(lambda _: notices.send_due(at=NOW), range(6))) == 1
    assert len(mail.outbox) == 1
