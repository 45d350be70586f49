"""Alerts: admins are told once for each line and month, whatever happens at once or fails."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail

from credits import alert_mails, alert_rules, alerts, ledger, tasks
from credits.models import Alert, AlertRule, Period, Plan
from tenants.models import AuditEvent, Role
from tests.credits.conftest import NOW, hold
from tests.factories import make_member, make_plan, make_tenant

pytestmark = pytest.mark.django_db


def use(account, credits, *, at=NOW):
    """Reserve and settle."""
    request = hold(credits)
    assert ledger.reserve(account, request, at=at).ok
    ledger.settle(request.reference, at=at)


def give(account, credits, *, at=NOW):
    assert ledger.adjust(account, credits, reference=uuid4(), reason="A test.", member=None, at=at).ok


def subjects():
    return [letter.subject for letter in mail.outbox]


@pytest.fixture
def broken_mail(settings):
    """A mail server that is down."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9


def mend_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_below_the_line_nobody_is_told(account, admin):
    use(account, 79)
    assert alerts.check(account.pk, at=NOW) == 0
    assert not mail.outbox


def test_admins_are_told_at_the_line_with_what_remains_and_when_it_resets(account, admin, designer):
    make_member(account.tenant, Role.ADMIN, email="zoe@example.com")
    use(account, 80)

    assert alerts.check(account.pk, at=NOW) == 1

    (letter,) = mail.outbox
    assert letter.to == [admin.email, "zoe@example.com"]
    assert letter.subject == "Harbour Cafe has used 80 % of this month's credits"
    assert "80 of its 100 credits" in letter.body
    assert "Remaining: 20." in letter.body
    assert "1 December 2026" in letter.body


def test_the_reset_is_told_in_the_tenants_zone(db):
    tenant = make_tenant(zone="America/New_York")
    make_member(tenant, Role.ADMIN)
    use(tenant.account, 85)
    alerts.check(tenant.account.pk, at=NOW)
    assert "reset on 1 December 2026" in mail.outbox[0].body


def test_a_line_is_told_of_once(account, admin):
    use(account, 80)
    for _ in range(3):
        alerts.check(account.pk, at=NOW)
        use(account, 1)
    assert len(mail.outbox) == 1


def test_each_line_is_told_of_by_itself(account, admin):
    use(account, 80)
    alerts.check(account.pk, at=NOW)
    use(account, 20)
    alerts.check(account.pk, at=NOW)
    assert subjects() == [
        "Harbour Cafe has used 80 % of this month's credits",
        "Harbour Cafe has no credits left this month",
    ]


def test_two_lines_crossed_at_once_are_one_mail(account, admin):
    use(account, 100)
    assert alerts.check(account.pk, at=NOW) == 2
    assert subjects() == ["Harbour Cafe has no credits left this month"]
    assert not Alert.objects.filter(mailed_at=None).exists()


def test_the_last_line_is_reached_when_nothing_remains_to_reserve(account, admin):
    use(account, 85)
    ledger.reserve(account, hold(15), at=NOW)
    alerts.check(account.pk, at=NOW)
    assert subjects() == ["Harbour Cafe has no credits left this month"]


def test_what_is_held_does_not_count_for_the_early_line(account, admin):
    ledger.reserve(account, hold(90), at=NOW)
    assert alerts.check(account.pk, at=NOW) == 0


def test_a_small_refund_does_not_send_again(account, admin):
    use(account, 80)
    alerts.check(account.pk, at=NOW)
    give(account, 5)  # 80 of 105: below the line, but not well below
    alerts.check(account.pk, at=NOW)
    use(account, 10)
    alerts.check(account.pk, at=NOW)
    assert len(mail.outbox) == 1


def test_after_a_larger_plan_a_new_crossing_tells_again(account, admin):
    use(account, 80)
    alerts.check(account.pk, at=NOW)
    ledger.change_plan(account, make_plan("professional"), at=NOW)
    alerts.check(account.pk, at=NOW)
    use(account, 320)
    alerts.check(account.pk, at=NOW)
    assert len(mail.outbox) == 2
    assert Alert.objects.filter(percent=80).count() == 2


def test_ten_points_below_the_line_it_is_armed_again_and_not_before(account, admin):
    use(account, 80)
    alerts.check(account.pk, at=NOW)
    give(account, 14)  # 80 of 114: 70.2 %
    alerts.check(account.pk, at=NOW)
    assert Alert.objects.filter(rearmed_at=None).count() == 1
    give(account, 1)  # 80 of 115: 69.6 %
    alerts.check(account.pk, at=NOW)
    assert Alert.objects.filter(rearmed_at=None).count() == 0


def test_a_plan_without_credits_crosses_nothing(account, admin):
    account.plan = Plan.objects.create(slug="none", name="None", credits=0)
    account.save()
    ledger.open_period(account, at=NOW)
    assert alerts.check(account.pk, at=NOW) == 0


def test_a_month_that_is_over_tells_nothing_and_the_next_begins_anew(account, admin):
    before = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
    after = before + timedelta(minutes=2)
    request = hold(90)
    ledger.reserve(account, request, at=before)
    ledger.settle(request.reference, at=after)

    assert alerts.check(account.pk, at=after) == 0
    use(account, 80, at=after)
    assert alerts.check(account.pk, at=after) == 1
    assert Alert.objects.get().period == Period.objects.get(starts_at=datetime(2026, 12, 1, tzinfo=UTC))


def test_what_was_not_mailed_within_its_month_is_not_mailed_in_the_next(account, admin, settings, broken_mail):
    use(account, 80)
    alerts.check(account.pk, at=NOW)
    mend_mail(settings)
    alerts.sweep(at=datetime(2026, 12, 1, 0, 1, tzinfo=UTC))
    assert not mail.outbox


def test_a_tenant_sets_its_own_line(account, admin):
    AlertRule.objects.create(account=account, warn_at=50)
    use(account, 50)
    alerts.check(account.pk, at=NOW)
    assert subjects() == ["Harbour Cafe has used 50 % of this month's credits"]


def test_lines_that_are_off_tell_nothing(account, admin):
    AlertRule.objects.create(account=account, warn_at=None, is_at_limit=False)
    use(account, 100)
    assert alerts.check(account.pk, at=NOW) == 0


def test_with_mail_off_the_crossing_is_written_down_and_not_mailed(account, admin):
    AlertRule.objects.create(account=account, is_mailed=False)
    use(account, 80)
    assert alerts.check(account.pk, at=NOW) == 1
    assert not mail.outbox


def test_a_mail_server_that_is_down_loses_nothing(account, admin, settings, broken_mail):
    use(account, 80)
    assert alerts.check(account.pk, at=NOW) == 1
    assert Alert.objects.get().mailed_at is None

    mend_mail(settings)
    alerts.sweep(at=NOW + timedelta(minutes=5))
    alerts.sweep(at=NOW + timedelta(minutes=10))

    assert len(mail.outbox) == 1
    assert Alert.objects.get().mailed_at == NOW + timedelta(minutes=5)


def test_a_crash_between_writing_down_and_mailing_loses_nothing(account, admin):
    use(account, 80)
    alerts._cross(account.pk, account.pk, at=NOW)  # and then the process dies
    alerts.sweep(at=NOW)
    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_down_is_asked_a_few_times_only(settings, broken_mail, monkeypatch, caplog, db):
    for _ in range(5):
        tenant = make_tenant()
        make_member(tenant, Role.ADMIN)
        use(tenant.account, 80)
    alerts.sweep(at=NOW)
    assert caplog.text.count("stays due") == alert_mails.MOST_FAILURES


def test_what_is_no_longer_so_is_not_mailed_late(account, admin, settings, broken_mail):
    use(account, 80)
    alerts.check(account.pk, at=NOW)
    give(account, 10)
    mend_mail(settings)
    alerts.sweep(at=NOW)
    assert not mail.outbox


def test_the_sweep_finds_every_account_in_chunks(db):
    accounts = [make_tenant().account for _ in range(5)]
    for account in accounts[:4]:
        use(account, 90)
    assert alerts.sweep(at=NOW, chunk=2) == 4
    assert set(Alert.objects.values_list("period__account", flat=True)) == {each.pk for each in accounts[:4]}


def test_beat_calls_the_sweep(account, admin):
    use(account, 80)
    with time_machine.travel(NOW, tick=False):
        assert tasks.watch_credits() == 1


def test_a_check_without_a_crossing_is_one_query(account, django_assert_num_queries):
    use(account, 10)
    with django_assert_num_queries(1):
        alerts.check(account.pk, at=NOW)


def test_another_tenants_admins_are_not_told(account, other_tenant, admin):
    make_member(other_tenant, Role.ADMIN, email="rival@example.com")
    use(account, 80)
    alerts.check(account.pk, at=NOW)
    assert [letter.to for letter in mail.outbox] == [[admin.email]]


def test_a_changed_rule_is_written_down_once(account):
    rule = AlertRule(warn_at=60, is_at_limit=True, is_mailed=False)
    assert alert_rules.change(account, rule)
    assert not alert_rules.change(account, rule)
    (event,) = AuditEvent.objects.filter(action="alerts.changed")
    assert event.detail == {
        "before": {"warn_at": 80, "is_at_limit": True, "is_mailed": True},
        "after": {"warn_at": 60, "is_at_limit": True, "is_mailed": False},
    }
