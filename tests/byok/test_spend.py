"""What own keys spend is added up by month, provider, model and member."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection

from byok import spend
from byok.models import NOBODY, KeyUse
from byok.spend import MonthUse, Tokens
from tests.factories import make_tenant

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1)
ANN, BOB = UUID(int=1), UUID(int=2)
TOKENS = Tokens(input=100, output=40, cache_write=7, cache_read=3)

pytestmark = pytest.mark.django_db


def record(tenant, provider="anthropic", *, member=ANN, model="claude-haiku-5-5", microdollars: int | None = 30, at=AT):
    spend.record(tenant, provider, member=member, model=model, tokens=TOKENS, microdollars=microdollars, at=at)


def test_a_first_run_makes_the_months_row_with_the_four_kinds_of_tokens_apart(tenant):
    record(tenant)
    row = KeyUse.objects.get(tenant=tenant)
    assert (row.month, row.provider, row.member, row.model) == (NOVEMBER, "anthropic", ANN, "claude-haiku-5-5")
    assert (row.runs, row.microdollars, row.unpriced_runs) == (1, 30, 0)
    tokens = (row.input_tokens, row.output_tokens, row.cache_write_tokens, row.cache_read_tokens)
    assert tokens == (100, 40, 7, 3)


def test_a_second_run_is_added_to_it(tenant):
    record(tenant)
    record(tenant, microdollars=12)
    assert spend.month_of(tenant, at=AT) == {"anthropic": MonthUse(2, 220, 80, 42, 0)}


def test_a_run_without_a_known_price_is_counted_apart_and_costs_nothing(tenant):
    record(tenant, "openai", model="gpt-image-2", microdollars=None)
    assert spend.month_of(tenant, at=AT)["openai"] == MonthUse(1, 110, 40, 0, 1)


@pytest.mark.parametrize(
    ("use", "is_priced"),
    [(MonthUse(), True), (MonthUse(runs=2, unpriced_runs=1), True), (MonthUse(runs=2, unpriced_runs=2), False)],
    ids=["nothing", "some", "none"],
)
def test_the_cost_is_not_known_where_no_run_had_a_price(use, is_priced):
    assert use.is_priced is is_priced


def test_a_free_run_is_not_an_unpriced_one(tenant):
    record(tenant, microdollars=0)
    assert spend.month_of(tenant, at=AT)["anthropic"].unpriced_runs == 0


def test_a_run_of_nobody_has_a_row_of_its_own(tenant):
    record(tenant, member=None)
    record(tenant, member=ANN)
    assert set(spend.by_member(tenant, NOVEMBER)) == {NOBODY, ANN}


def test_members_stand_by_what_they_cost_the_dearest_first(tenant):
    record(tenant, member=ANN, microdollars=10)
    record(tenant, member=BOB, microdollars=25)
    record(tenant, member=None, microdollars=None)
    record(tenant, member=ANN, microdollars=10, model="claude-opus-5-5")
    used = spend.by_member(tenant, NOVEMBER)
    assert [(member, use.microdollars) for member, use in used.items()] == [(BOB, 25), (ANN, 20), (NOBODY, 0)]


def test_models_stand_by_provider_and_name(tenant):
    record(tenant, "openai", model="gpt-image-2", microdollars=None)
    record(tenant, model="claude-opus-5-5")
    record(tenant, model="claude-haiku-5-5")
    assert list(spend.by_model(tenant, NOVEMBER)) == [
        ("anthropic", "claude-haiku-5-5"),
        ("anthropic", "claude-opus-5-5"),
        ("openai", "gpt-image-2"),
    ]


@pytest.mark.parametrize(
    ("zone", "at", "month"),
    [
        ("UTC", datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC), date(2026, 11, 1)),
        ("UTC", datetime(2026, 12, 1, tzinfo=UTC), date(2026, 12, 1)),
        ("Pacific/Auckland", datetime(2026, 11, 30, 12, tzinfo=UTC), date(2026, 12, 1)),
        ("America/Los_Angeles", datetime(2026, 12, 1, 7, 59, tzinfo=UTC), date(2026, 11, 1)),
        ("Pacific/Kiritimati", datetime(2026, 12, 31, 10, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_month_is_a_calendar_month_of_the_tenants_zone(zone, at, month):
    tenant = make_tenant(zone=zone)
    record(tenant, at=at)
    assert spend.months_of(tenant) == [month]
    assert spend.month_of(tenant, at=at)["anthropic"].runs == 1


def test_after_december_comes_january():
    assert [spend.next_month(date(2026, month, 1)) for month in (1, 11, 12)] == [
        date(2026, 2, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]


def test_another_month_and_another_tenant_are_not_counted(tenant, other_tenant):
    record(tenant)
    record(tenant, at=datetime(2026, 10, 9, tzinfo=UTC))
    record(other_tenant)
    assert spend.month_of(tenant, at=AT)["anthropic"].runs == 1
    assert spend.months_of(tenant) == [date(2026, 11, 1), date(2026, 10, 1)]


def test_months_are_told_once_however_many_rows_they_have(tenant):
    record(tenant)
    record(tenant, member=BOB)
    assert spend.months_of(tenant) == [NOVEMBER]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_use_of_a_month_takes_one_query_however_many_rows_it_has(tenant, rows, django_assert_num_queries):
    for number in range(rows):
        record(tenant, member=UUID(int=number + 1))
    with django_assert_num_queries(1):
        used = spend.month_of(tenant, at=AT)
    assert used["anthropic"].runs == rows


@pytest.mark.django_db(transaction=True)
def test_two_hundred_at_once_add_up(tenant):
    def add(number: int) -> None:
        try:
            record(tenant, member=ANN if number % 2 else None, microdollars=None if number % 5 == 0 else number)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(200)))
    cost = sum(number for number in range(200) if number % 5)
    assert spend.month_of(tenant, at=AT) == {"anthropic": MonthUse(200, 22_000, 8_000, cost, 40)}
    assert KeyUse.objects.filter(tenant=tenant).count() == 2
