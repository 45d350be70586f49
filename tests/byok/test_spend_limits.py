"""Limits on what own keys spend: off by default, told once a month, and recorded."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection

from byok import money, spend, spend_limits, spend_mails, tasks
from byok.models import NOBODY, SpendLimit
from byok.spend import Tokens
from byok.spend_limits import NotAMemberError
from tenants.models import AuditEvent, Role
from tests.factories import make_member, make_tenant

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
NEXT_MONTH = datetime(2026, 12, 1, tzinfo=UTC)
DOLLAR = 1_000_000

pytestmark = pytest.mark.django_db


def use(tenant, microdollars: int | None, *, member=None, at=AT):
    arguments = {"member": member, "model": "claude-haiku-5-5", "tokens": Tokens(), "microdollars": microdollars}
    spend.record(tenant, "anthropic", at=at, **arguments)


def limit(tenant, *, member=None, alert: int | None = None, stop: int | None = None, **more) -> SpendLimit:
    return spend_limits.put(tenant, member=member, alert_cents=alert, stop_cents=stop, **more)


def stop_of(tenant, *, member=None, at=AT):
    return spend_limits.stop_of(tenant, member=member, at=at)


def subjects() -> list[str]:
    return [letter.subject for letter in mail.outbox]


@pytest.mark.parametrize(
    ("microdollars", "words"),
    [
        (0, "$0.00"),
        (1, "less than $0.01"),
        (9_999, "less than $0.01"),
        (10_000, "$0.01"),
        (14_999, "$0.01"),
        (15_000, "$0.02"),
        (1_250_000_000, "$1,250.00"),
    ],
)
def test_amounts_are_written_to_the_nearest_cent(microdollars, words):
    assert money.of_microdollars(microdollars) == words


def test_nothing_is_limited_until_somebody_sets_a_limit(tenant, django_assert_num_queries):
    use(tenant, 10**12)
    with django_assert_num_queries(1):
        assert stop_of(tenant) is None


@pytest.mark.parametrize(("spent", "is_stopped"), [(9_999_999, False), (10_000_000, True), (10_000_001, True)])
def test_runs_stop_when_the_months_cost_has_reached_the_stop(tenant, spent, is_stopped):
    limit(tenant, stop=1_000)
    use(tenant, spent)
    assert (stop_of(tenant) is not None) is is_stopped


def test_a_stop_says_what_was_spent_and_when_the_month_begins_anew(tenant):
    limit(tenant, stop=1_000)
    use(tenant, 12 * DOLLAR)
    use(tenant, None)
    stop = stop_of(tenant)
    assert stop is not None
    assert (stop.microdollars, stop.unpriced_runs, stop.begins_anew_on) == (12 * DOLLAR, 1, date(2026, 12, 1))


def test_an_alert_stops_nothing(tenant):
    limit(tenant, alert=1)
    use(tenant, 5 * DOLLAR)
    assert stop_of(tenant) is None


def test_unpriced_runs_do_not_count(tenant):
    limit(tenant, stop=1)
    for _ in range(3):
        use(tenant, None)
    assert stop_of(tenant) is None


def test_a_members_stop_counts_and_stops_that_member_alone(tenant, designer, viewer):
    limit(tenant, member=designer.pk, stop=100)
    use(tenant, DOLLAR, member=viewer.pk)
    assert stop_of(tenant, member=designer.pk) is None
    use(tenant, DOLLAR, member=designer.pk)
    assert stop_of(tenant, member=designer.pk) is not None
    assert stop_of(tenant, member=viewer.pk) is None
    assert stop_of(tenant) is None


def test_a_tenants_stop_stops_everybody_and_counts_them_together(tenant, designer, viewer):
    limit(tenant, stop=200)
    use(tenant, DOLLAR, member=designer.pk)
    use(tenant, DOLLAR)
    assert all(stop_of(tenant, member=member) for member in (designer.pk, viewer.pk, None))


def test_the_next_month_begins_anew_in_the_tenants_zone():
    tenant = make_tenant(zone="America/New_York")
    limit(tenant, stop=100)
    use(tenant, DOLLAR)
    assert stop_of(tenant, at=NEXT_MONTH) is not None
    assert stop_of(tenant, at=datetime(2026, 12, 1, 5, tzinfo=UTC)) is None


def test_another_tenants_spend_and_limits_are_its_own(tenant, other_tenant):
    limit(other_tenant, stop=1)
    use(other_tenant, DOLLAR)
    limit(tenant, stop=100)
    assert stop_of(tenant) is None


def test_a_limit_is_set_once_for_each_member_and_recorded_with_what_it_was(tenant, designer):
    limit(tenant, member=designer.pk, alert=2_000)
    for _ in range(2):
        limit(tenant, member=designer.pk, alert=2_000, stop=5_050)
    row = SpendLimit.objects.get()
    assert (row.member, row.alert_cents, row.stop_cents) == (designer.pk, 2_000, 5_050)
    events = AuditEvent.objects.filter(action="spend.limit_set").order_by("pk")
    names = ("is_new", "alert_before", "stop_before", "alert", "stop")
    said = [tuple(each.detail[name] for name in names) for each in events]
    assert said == [(True, None, None, "$20.00", None), (False, "$20.00", None, "$20.00", "$50.50")]


def test_a_limit_is_removed_and_recorded_once(tenant):
    row = limit(tenant, stop=100)
    assert spend_limits.remove(row) is True
    assert spend_limits.remove(row) is False
    assert not SpendLimit.objects.exists()
    assert AuditEvent.objects.filter(action="spend.limit_removed").count() == 1


def test_who_is_no_member_of_the_tenant_gets_no_limit(tenant, other_tenant):
    stranger = make_member(other_tenant)
    with pytest.raises(NotAMemberError):
        limit(tenant, member=stranger.pk, stop=100)
    assert not SpendLimit.objects.exists()


def test_below_the_alert_nobody_is_told(tenant, admin):
    limit(tenant, alert=100)
    use(tenant, DOLLAR - 1)
    assert spend_mails.check(tenant, at=AT) == 0
    assert mail.outbox == []


def test_admins_are_told_once_a_month_when_the_alert_is_reached(tenant, admin, designer):
    make_member(tenant, Role.ADMIN, email="zoe@example.com")
    limit(tenant, alert=100, stop=500)
    use(tenant, 2 * DOLLAR)
    assert [spend_mails.check(tenant, at=AT) for _ in range(3)] == [1, 0, 0]
    (letter,) = mail.outbox
    assert sorted(letter.to) == sorted([admin.email, "zoe@example.com"])
    assert letter.subject == "Harbour Cafe: own keys have cost about $2.00 this month"
    assert "told at $1.00" in letter.body
    assert "Runs go on until they have cost $5.00" in letter.body
    assert "/settings/ai/keys/spend/" in letter.body
    use(tenant, 2 * DOLLAR, at=NEXT_MONTH)
    assert spend_mails.check(tenant, at=NEXT_MONTH) == 1


def test_a_stop_that_is_reached_tells_instead_of_the_alert(tenant, admin):
    limit(tenant, alert=100, stop=200)
    use(tenant, 3 * DOLLAR)
    use(tenant, None)
    assert [spend_mails.check(tenant, at=AT) for _ in range(2)] == [1, 0]
    (letter,) = mail.outbox
    assert letter.subject == "Harbour Cafe: runs on own keys have stopped for this month"
    assert "refused until 1 December 2026" in letter.body
    assert "1 run is not in it" in letter.body


def test_a_stop_tells_after_the_alert_did(tenant, admin):
    limit(tenant, alert=100, stop=200)
    use(tenant, DOLLAR)
    spend_mails.check(tenant, at=AT)
    use(tenant, DOLLAR)
    spend_mails.check(tenant, at=AT)
    assert ["stopped" in subject for subject in subjects()] == [False, True]


def test_a_members_mail_names_the_member(tenant, admin, designer):
    limit(tenant, member=designer.pk, stop=100)
    use(tenant, DOLLAR, member=designer.pk)
    spend_mails.check(tenant, at=AT)
    assert subjects() == [f"Harbour Cafe: runs on own keys have stopped for {designer} this month"]


def test_a_limit_that_was_changed_tells_anew(tenant, admin):
    limit(tenant, alert=100)
    use(tenant, 2 * DOLLAR)
    spend_mails.check(tenant, at=AT)
    limit(tenant, alert=150)
    assert spend_mails.check(tenant, at=AT) == 1


def test_what_the_mail_server_does_not_take_is_told_by_the_next_sweep(tenant, admin, settings):
    limit(tenant, alert=100)
    use(tenant, DOLLAR)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert spend_mails.check(tenant, at=AT) == 0
    assert SpendLimit.objects.get().alerted_month is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert [spend_mails.sweep(at=AT) for _ in range(2)] == [1, 0]


def test_a_tenant_without_admins_is_told_when_it_has_one(tenant):
    limit(tenant, alert=100)
    use(tenant, DOLLAR)
    assert spend_mails.check(tenant, at=AT) == 0
    make_member(tenant, Role.ADMIN)
    assert spend_mails.sweep(at=AT) == 1


def test_a_sweep_looks_at_each_tenant_in_the_month_of_its_zone():
    at = datetime(2026, 12, 1, 2, tzinfo=UTC)
    for zone in ("America/New_York", "UTC"):
        tenant = make_tenant(zone.lower().replace("/", "-").replace("_", "-"), zone=zone)
        make_member(tenant, Role.ADMIN)
        limit(tenant, alert=100)
        use(tenant, DOLLAR)
    assert spend_mails.sweep(at=at) == 1
    assert subjects() == ["America New York: own keys have cost about $1.00 this month"]


@pytest.mark.parametrize("count", [1, 12])
def test_a_sweep_that_finds_nothing_takes_two_queries_however_many_limits_there_are(count, django_assert_num_queries):
    for _ in range(count):
        tenant = make_tenant()
        limit(tenant, alert=100)
        use(tenant, 1)
    with django_assert_num_queries(2):
        assert spend_mails.sweep(at=AT) == 0


def test_beat_sweeps(tenant, admin):
    SpendLimit.objects.create(tenant=tenant, member=NOBODY, alert_cents=1)
    assert tasks.watch_spend() == 0


@pytest.mark.django_db(transaction=True)
def test_many_runs_that_cross_a_limit_at_once_tell_once(tenant, admin):
    limit(tenant, stop=100)

    def run(_number: int) -> int:
        try:
            use(tenant, DOLLAR, member=uuid4())
            return spend_mails.check(tenant, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(run, range(24))) == 1
    assert len(mail.outbox) == 1
