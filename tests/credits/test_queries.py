"""Reads for pages: right, and as many queries for much data as for little."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from credits import ledger, prices, queries
from credits.models import NOBODY, AlertRule, Period, Plan, Price
from credits.queries import Meter, PersonLine, UsageLine
from tenants.models import Tenant
from tests.credits.conftest import NOW, hold, hold_on_own_key
from tests.factories import make_member, make_plan, make_tenant

pytestmark = pytest.mark.django_db

DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)


def use(account, credits, *, at=NOW, **content):
    request = hold(credits, **content)
    ledger.reserve(account, request, at=at)
    ledger.settle(request.reference, at=at)


def use_own_key(account, **content):
    request = hold_on_own_key(**content)
    ledger.reserve(account, request, at=NOW)
    ledger.settle(request.reference, at=NOW)


def usage_of(tenant, *, at=NOW):
    return queries.usage(queries.history(tenant, at=at).current)


def test_the_meter_shows_the_month(tenant, account):
    use(account, 20, operation="trigger")
    ledger.reserve(account, hold(5), at=NOW)
    ledger.adjust(account, 10, reference=uuid4(), reason="A gift", member=None, at=NOW)
    assert queries.meter(tenant, at=NOW) == Meter(
        plan="Essentials",
        allowance=110,
        used=20,
        held=5,
        remaining=85,
        starts_at=datetime(2026, 11, 1, tzinfo=UTC),
        ends_at=datetime(2026, 12, 1, tzinfo=UTC),
        warn_at=80,
        is_told_at_limit=True,
    )


def test_the_meter_opens_the_period_on_its_first_use(tenant):
    assert queries.meter(tenant, at=NOW).remaining == 100
    assert queries.meter(tenant, at=datetime(2026, 12, 1, tzinfo=UTC)).starts_at == datetime(2026, 12, 1, tzinfo=UTC)


def test_the_meter_of_an_open_period_is_one_query(tenant, django_assert_num_queries):
    queries.meter(tenant, at=NOW)
    with django_assert_num_queries(1):
        queries.meter(tenant, at=NOW)


def test_the_meter_of_a_tenant_without_an_account_is_an_error(db):
    with pytest.raises(Period.DoesNotExist):
        queries.meter(Tenant.objects.create(slug="none", name="None"), at=NOW)


def test_the_meter_knows_when_admins_want_to_be_warned(tenant, account, django_assert_num_queries):
    AlertRule.objects.create(account=account, warn_at=None, is_at_limit=False)
    queries.meter(tenant, at=NOW)
    with django_assert_num_queries(1):
        meter = queries.meter(tenant, at=NOW)
    assert (meter.warn_at, meter.is_told_at_limit) == (None, False)


def test_the_history_holds_every_month_newest_first_with_its_successful_runs(tenant, account, other_account):
    for at in (datetime(2026, 9, 3, tzinfo=UTC), datetime(2026, 10, 3, tzinfo=UTC), NOW, NOW):
        use(account, 2, at=at)
    ledger.reserve(account, hold(1), at=NOW)
    use(other_account, 5)

    history = queries.history(tenant, at=NOW)

    assert [(each.first_day, each.used, each.runs) for each in history.periods] == [
        (date(2026, 11, 1), 4, 2),
        (date(2026, 10, 1), 2, 1),
        (date(2026, 9, 1), 2, 1),
    ]
    assert history.current == history.periods[0]
    assert not history.is_new
    assert history.account.plan.name == "Essentials"


def test_the_history_opens_the_month_on_its_first_use_and_says_so(tenant, account):
    account.next_plan = make_plan("professional")
    account.save()
    queries.history(tenant, at=NOW)

    history = queries.history(tenant, at=DECEMBER)

    assert history.is_new
    assert history.current.starts_at == DECEMBER
    assert [each.granted for each in history.periods] == [500, 500]
    assert not queries.history(tenant, at=DECEMBER).is_new


def test_the_history_is_one_query_however_long_it_is(tenant, account, django_assert_num_queries):
    for month in range(1, 13):
        use(account, 1, at=datetime(2025, month, 5, tzinfo=UTC))
    queries.history(tenant, at=NOW)
    with django_assert_num_queries(1):
        history = queries.history(tenant, at=NOW)
        assert len(history.periods) == 13
        assert history.account.next_plan is None
        assert queries.meter_of(history.current).warn_at == 80


def test_the_history_of_a_tenant_without_an_account_is_an_error(db):
    with pytest.raises(Period.DoesNotExist):
        queries.history(Tenant.objects.create(slug="none", name="None"), at=NOW)


def test_a_periods_days_are_those_of_its_own_zone(db):
    tenant = make_tenant(zone="Pacific/Auckland")
    period = queries.history(tenant, at=NOW).current
    assert (period.first_day, period.last_day) == (date(2026, 11, 1), date(2026, 11, 30))
    assert period.starts_at == datetime(2026, 10, 31, 11, tzinfo=UTC)
    assert period.day_of(NOW) == date(2026, 11, 24)


def test_use_is_broken_down_by_operation_with_own_keys_apart(tenant, account, other_account):
    for member in (None, uuid4(), uuid4()):
        use(account, 5, operation="content", member=member)
    use(account, 1)
    ledger.reserve(account, hold(1), at=NOW)
    ledger.reserve(account, hold_on_own_key(), at=NOW)
    use(other_account, 50, operation="content")
    assert usage_of(tenant).by_operation == [
        UsageLine("content", runs=3, used=15, held=0, own_key_runs=0),
        UsageLine("theme", runs=2, used=1, held=1, own_key_runs=1),
    ]


def test_use_is_broken_down_by_person_with_the_names_of_those_who_are_known(tenant, account):
    dana = make_member(tenant)
    erased = uuid4()
    use(account, 5, member=dana.pk)
    use(account, 10, member=dana.pk, operation="image")
    use(account, 3, member=erased)
    use_own_key(account, member=erased)
    use(account, 1)
    assert usage_of(tenant).by_person == [
        PersonLine(dana.pk, "A designer", True, runs=2, used=15, held=0, own_key_runs=0),
        PersonLine(erased, "", False, runs=1, used=3, held=0, own_key_runs=1),
        PersonLine(NOBODY, "", False, runs=1, used=1, held=0, own_key_runs=0),
    ]


def test_who_left_the_tenant_is_named_and_no_member_whatever_else_they_belong_to(tenant, other_tenant, account):
    gone = make_member(tenant)
    gone.memberships.update(tenant=other_tenant)
    use(account, 1, member=gone.pk)
    assert [(line.name, line.is_member) for line in usage_of(tenant).by_person] == [("A designer", False)]


def test_a_person_without_a_name_goes_by_the_address(tenant, account):
    nameless = make_member(tenant, email="quay@example.com")
    nameless.name = ""
    nameless.save()
    use(account, 1, member=nameless.pk)
    assert [line.name for line in usage_of(tenant).by_person] == [str(nameless)]


def test_both_breakdowns_and_the_month_come_to_the_same_sums(tenant, account):
    people = [make_member(tenant).pk for _ in range(3)]
    for number in range(20):
        use(account, number % 4, operation=f"operation-{number % 3}", member=people[number % 3])
    history = queries.history(tenant, at=NOW)
    usage = queries.usage(history.current)
    for lines in (usage.by_operation, usage.by_person):
        assert sum(line.used for line in lines) == history.current.used
        assert sum(line.runs for line in lines) == history.current.runs
    assert sum(each.used for each in queries.days([history.current])) == history.current.used


def test_an_operation_whose_runs_all_failed_is_not_in_the_breakdown(tenant, account):
    request = hold(1)
    ledger.reserve(account, request, at=NOW)
    ledger.void(request.reference, at=NOW)
    assert usage_of(tenant) == queries.Usage([], [])


def test_a_new_month_has_a_breakdown_of_its_own(tenant, account):
    use(account, 5)
    assert usage_of(tenant, at=DECEMBER).by_operation == []


def test_both_breakdowns_are_one_query_whatever_ran(tenant, account, django_assert_num_queries):
    for number in range(10):
        use(account, 1, operation=f"operation-{number}", member=make_member(tenant).pk)
    period = queries.history(tenant, at=NOW).current
    with django_assert_num_queries(1):
        usage = queries.usage(period)
    assert (len(usage.by_operation), len(usage.by_person)) == (10, 10)


def test_the_plans_are_those_on_offer_and_the_accounts_own(tenant, account):
    for slug in ("professional", "enterprise"):
        make_plan(slug)
    Plan.objects.create(slug="old", name="Old", credits=5, retired_at=NOW)
    Plan.objects.filter(slug="essentials").update(retired_at=NOW)
    account.next_plan = Plan.objects.create(slug="last", name="Last", credits=10, retired_at=NOW)
    assert [plan.slug for plan in queries.plans(account)] == ["last", "essentials", "professional", "enterprise"]


def test_staffs_price_stands_before_the_operations_own():
    assert prices.price_of("theme", default=1) == 1
    Price.objects.create(operation="theme", credits=0)
    assert prices.price_of("theme", default=1) == 0
    assert prices.all_prices() == {"theme": 0}
