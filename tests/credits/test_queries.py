"""Reads for pages: right, and as many queries for much data as for little."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from credits import ledger, prices, queries
from credits.models import Period, Price
from credits.queries import Meter, UsageLine
from tenants.models import Tenant
from tests.credits.conftest import NOW, hold, hold_on_own_key

pytestmark = pytest.mark.django_db


def use(account, credits, **content):
    request = hold(credits, **content)
    ledger.reserve(account, request, at=NOW)
    ledger.settle(request.reference, at=NOW)


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


def test_use_is_broken_down_by_operation_with_own_keys_apart(tenant, account, other_account):
    for member in (None, uuid4(), uuid4()):
        use(account, 5, operation="content", member=member)
    use(account, 1)
    ledger.reserve(account, hold(1), at=NOW)
    ledger.reserve(account, hold_on_own_key(), at=NOW)
    use(other_account, 50, operation="content")
    assert queries.usage_by_operation(tenant, at=NOW) == [
        UsageLine("content", runs=3, used=15, held=0, own_key_runs=0),
        UsageLine("theme", runs=2, used=1, held=1, own_key_runs=1),
    ]


def test_an_operation_whose_runs_all_failed_is_not_in_the_breakdown(tenant, account):
    request = hold(1)
    ledger.reserve(account, request, at=NOW)
    ledger.void(request.reference, at=NOW)
    assert queries.usage_by_operation(tenant, at=NOW) == []


def test_a_new_month_has_a_breakdown_of_its_own(tenant, account):
    use(account, 5)
    assert queries.usage_by_operation(tenant, at=datetime(2026, 12, 1, tzinfo=UTC)) == []


def test_the_breakdown_is_one_query_whatever_ran(tenant, account, django_assert_num_queries):
    for number in range(10):
        use(account, 1, operation=f"operation-{number}", member=uuid4())
    with django_assert_num_queries(1):
        assert len(queries.usage_by_operation(tenant, at=NOW)) == 10


def test_staffs_price_stands_before_the_operations_own():
    assert prices.price_of("theme", default=1) == 1
    Price.objects.create(operation="theme", credits=0)
    assert prices.price_of("theme", default=1) == 0
    assert prices.all_prices() == {"theme": 0}
