"""Settings > AI, month by month: days, people, plans, what is ahead, and as many queries for much as for little."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ai_ops import offers, registry
from credits import ledger
from credits.models import Account, Period, Plan, Price
from credits.queries import PersonLine
from inspire.pages import months, usage_tables
from tenants.models import Role, Tenant
from tests.ai_ops.echo import Echo
from tests.credits.conftest import hold, hold_on_own_key
from tests.factories import make_member, make_plan, make_tenant

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
QUERIES = 11


@pytest.fixture(autouse=True)
def _on_a_day_in_november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def account(tenant) -> Account:
    return Account.objects.get(tenant=tenant)


@pytest.fixture
def open_page(client_of, admin):
    """Return a function that opens the page as the tenant's admin."""
    client = client_of(admin)

    def get(**query):
        return client.get(reverse("settings_ai"), query)

    return get


def use(account, credits, *, at=NOW, **content):
    request = hold(credits, **content)
    assert ledger.reserve(account, request, at=at).ok
    ledger.settle(request.reference, at=at)


def use_own_key(account, *, at=NOW, **content):
    request = hold_on_own_key(**content)
    ledger.reserve(account, request, at=at)
    ledger.settle(request.reference, at=at)


def use_every_day(account, credits, *, days):
    for number in range(1, days + 1):
        use(account, credits, at=NOW - timedelta(days=number))


def text_of(page):
    return " ".join(page.content.decode().split())


def count_queries(get, **query):
    with CaptureQueriesContext(connection) as captured:
        assert get(**query).status_code == 200
    return len(captured)


# As many queries for much as for little


def test_the_page_takes_as_many_queries_for_a_new_tenant_as_for_a_busy_one(open_page, tenant, account):
    open_page()
    little = count_queries(open_page)
    for slug in ("professional", "enterprise"):
        make_plan(slug)
    account.plan = make_plan("enterprise")
    account.next_plan = make_plan("essentials")
    account.save()
    people = [make_member(tenant).pk for _ in range(12)]
    for month in range(1, 12):
        for number, member in enumerate([*people, None, uuid4()]):
            use(account, 2, at=datetime(2026, month, 1 + number, tzinfo=UTC), member=member, operation=f"o-{number}")
            use_own_key(account, at=datetime(2026, month, 1 + number, tzinfo=UTC), member=member)
    Price.objects.create(operation="theme", credits=3)

    assert little == count_queries(open_page) == QUERIES
    assert count_queries(open_page, month="2026-03") <= QUERIES


@pytest.mark.parametrize("query", [{}, {"month": "2026-11"}], ids=["the new month", "the month before"])
def test_the_first_look_at_a_month_takes_no_more_queries(open_page, account, query):
    use_every_day(account, 2, days=20)
    open_page()
    with time_machine.travel(datetime(2026, 12, 1, 0, 5, tzinfo=UTC), tick=False):
        assert count_queries(open_page, **query) <= QUERIES


def test_a_tenants_very_first_look_takes_no_more_queries(client_of, db):
    client = client_of(make_member(make_tenant("first"), Role.ADMIN))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("settings_ai")).context["meter"].remaining == 100
    assert len(captured) <= QUERIES


# Days


def test_every_day_of_the_month_stands_in_the_chart_with_today_marked(open_page, account):
    use(account, 8, at=datetime(2026, 11, 2, 12, tzinfo=UTC))
    use(account, 3)
    page = open_page()
    bars = page.context["credits_chart"].bars

    assert len(bars) == 30
    assert [bar.words for bar in bars[:3]] == [
        "1 November: 0 credits, 0 runs",
        "2 November: 8 credits, 1 run",
        "3 November: 0 credits, 0 runs",
    ]
    assert [number for number, bar in enumerate(bars, 1) if bar.is_today] == [24]
    assert [bar.height for bar in bars[24:]] == [None] * 6
    assert bars[1].height == "100.000%"
    assert page.context["own_key_chart"] is None
    assert len(page.context["days"]) == 24


def test_a_day_is_the_tenants_own(client_of, db):
    tenant = make_tenant(zone="Asia/Tokyo")
    use(Account.objects.get(tenant=tenant), 5, at=datetime(2026, 11, 23, 16, tzinfo=UTC))
    page = client_of(make_member(tenant, Role.ADMIN)).get(reverse("settings_ai"))

    assert [line.day.day for line in page.context["days"] if line.used] == [24]


def test_own_key_runs_have_a_chart_of_their_own(open_page, account):
    use_own_key(account)
    use_own_key(account)
    page = open_page()

    assert page.context["own_key_chart"].bars[23].words == "24 November: 2 own-key runs"
    assert page.context["credits_chart"].bars[23].words == "24 November: 0 credits, 0 runs"
    assert page.context["meter"].used == 0


def test_a_month_without_runs_says_what_will_stand_there(open_page):
    page = text_of(open_page())

    assert "Nothing has run yet this month" in page
    assert "Nobody has run anything this month" in page
    assert '<svg class="plot"' not in page


# People


def test_people_are_named_and_who_is_not_known_is_told_apart(open_page, tenant, account, other_tenant):
    dana = make_member(tenant)
    use(account, 9, member=dana.pk)
    use(account, 5, member=uuid4())
    use(account, 2)
    stranger = make_member(other_tenant)
    use(Account.objects.get(tenant=other_tenant), 50, member=stranger.pk)
    page = open_page()

    assert [(each.name, each.usage.used) for each in page.context["people"]] == [
        ("A designer", 9),
        ("Former member", 5),
        ("Without a person", 2),
    ]
    assert f"?member={dana.pk}" in text_of(page)
    assert str(stranger.pk) not in text_of(page)


def test_who_left_is_named_as_a_former_member(open_page, tenant, account):
    gone = make_member(tenant)
    use(account, 1, member=gone.pk)
    assert "Former member" not in text_of(open_page())
    gone.memberships.all().delete()
    assert 'A designer</a> <span class="soft so-far">· Former member</span>' in text_of(open_page())


def test_ten_people_are_seen_at_a_glance_and_the_rest_on_a_click(open_page, tenant, account):
    for number in range(40):
        use(account, 1 + number % 3, member=make_member(tenant).pk)
    page = open_page()

    assert len(page.context["people"]) == 10
    assert len(page.context["more_people"]) == 30
    assert "<summary>30 more people</summary>" in text_of(page)


def test_people_after_the_first_hundred_share_one_row():
    lines = [PersonLine(uuid4(), f"Person {n}", True, runs=2, used=200 - n, held=1, own_key_runs=1) for n in range(103)]
    first, rest = usage_tables.people(lines)

    assert [len(first), len(rest)] == [10, 91]
    assert (rest[-1].name, rest[-1].member) == ("3 others", "")
    assert (rest[-1].usage.used, rest[-1].usage.runs, rest[-1].usage.held) == (100 + 99 + 98, 6, 3)


def test_a_persons_name_is_never_markup(open_page, tenant, account):
    mallory = make_member(tenant)
    mallory.name = "<script>alert(1)</script>"
    mallory.save()
    use(account, 1, member=mallory.pk)

    assert "<script>alert" not in text_of(open_page())


# Months


def test_an_earlier_month_shows_what_it_was_and_nothing_that_is_ahead(open_page, account):
    use(account, 30, at=datetime(2026, 9, 9, tzinfo=UTC))
    use(account, 4, at=datetime(2026, 10, 9, tzinfo=UTC))
    page = open_page(month="2026-09")

    assert page.context["meter"].used == 30
    assert "Credits of September 2026" in text_of(page)
    assert '<strong>100</strong> <span class="of">of 100</span> credits left' in text_of(page)
    assert 'rel="next" href="?month=2026-10-01"' in text_of(page)
    assert 'rel="prev"' not in text_of(page)
    assert "plans" not in page.context
    assert "forecast" not in page.context
    assert [(each.first_day.month, each.used, each.runs) for each in page.context["choice"].overview] == [
        (11, 0, 0),
        (10, 4, 1),
        (9, 30, 1),
    ]


def test_the_overview_holds_twelve_months(open_page, account):
    for month in range(1, 13):
        use(account, 1, at=datetime(2025, month, 5, tzinfo=UTC))
    choice = open_page().context["choice"]

    assert len(choice.overview) == 12
    assert choice.overview[0] == choice.shown


@pytest.mark.parametrize("month", ["2026-08", "1", "2026-13", "2026-11-", "20261101", "'", "2026-11-02"])
def test_a_month_that_the_account_does_not_have_is_not_found(open_page, other_tenant, month):
    use(Account.objects.get(tenant=other_tenant), 1, at=datetime(2026, 8, 5, tzinfo=UTC))
    open_page()

    assert open_page(month=month).status_code == 404


# What is ahead


def test_the_page_says_until_when_credits_last_at_this_pace(open_page, account):
    account.created_at = datetime(2026, 1, 1, tzinfo=UTC)
    account.save()
    use_every_day(account, 4, days=21)
    use(account, 5)

    assert "At this pace, about 3 credits a day, it lasts until about <strong>27 November</strong>." in text_of(
        open_page()
    )


def test_credits_that_last_past_the_reset_are_enough_for_the_rest_of_the_month(open_page, account):
    account.created_at = datetime(2026, 1, 1, tzinfo=UTC)
    account.save()
    use_every_day(account, 1, days=20)

    assert "enough for the rest of the month" in text_of(open_page())


def test_the_pace_reaches_back_over_the_reset(open_page, account):
    account.created_at = datetime(2026, 1, 1, tzinfo=UTC)
    account.plan = make_plan("professional")
    account.save()
    use_every_day(account, 10, days=28)
    with time_machine.travel(datetime(2026, 11, 24, 9, 30, tzinfo=UTC), tick=False):
        assert open_page().context["forecast"].credits_a_day == 10


def test_without_enough_days_nothing_is_said_about_the_pace(open_page, account):
    account.created_at = NOW - timedelta(days=3)
    account.save()
    use_every_day(account, 4, days=3)

    assert "pace" not in text_of(open_page())


def test_what_is_left_is_told_in_runs_of_each_operation_at_todays_prices(open_page, account, settings):
    use(account, 70)
    Price.objects.create(operation="text", credits=0)
    Price.objects.create(operation="theme", credits=4)
    Price.objects.create(operation="image", credits=31)

    counts = {str(each.label): each.count for each in open_page().context["enough_for"]}
    assert (counts["Theme generation"], counts["Data analysis"]) == (7, 3)
    assert counts.keys().isdisjoint({"Inline text generation", "Image generation"})
    settings.ANTHROPIC_MODEL = "claude-opus-5-5"
    counts = {str(each.label): each.count for each in open_page().context["enough_for"]}
    assert (counts["Theme generation"], counts["Data analysis"]) == (3, 1)
    assert "<strong>3</strong> themes" in text_of(open_page())


def test_a_seventh_operation_is_in_what_is_left_and_in_every_plans_month(open_page):
    registry.all_operations()
    registry.register(Echo)
    try:
        page = open_page()
    finally:
        del registry._registered["echo"]

    assert "Echo" in [each.label for each in page.context["enough_for"]]
    assert "<strong>50</strong> × Echo" in text_of(page)
    assert all("Echo" in [each.label for each in line.mix] for line in page.context["plans"])


def test_credits_that_are_all_used_say_when_new_ones_come(open_page, account):
    use(account, 100)

    assert "All credits of this month are used or reserved. New ones come on 1 December 2026, 00:00 UTC." in text_of(
        open_page()
    )


def test_an_adjustment_explains_the_allowance(open_page, account):
    ledger.adjust(account, 20, reference=uuid4(), reason="A gift", member=None, at=NOW)
    assert "The allowance is 100 from the plan and 20 added or returned by staff." in text_of(open_page())
    ledger.adjust(account, -50, reference=uuid4(), reason="A mistake", member=None, at=NOW)
    assert "The allowance is 100 from the plan, and -30 by staff." in text_of(open_page())


# Plans


def test_each_plan_is_shown_with_a_month_that_it_pays(open_page, tenant):
    for slug in ("professional", "enterprise"):
        make_plan(slug)
    lines = open_page().context["plans"]
    prices = {each.operation.label: each.credits_price for each in offers.all_offers(tenant)}

    assert [line.plan.slug for line in lines if line.is_present] == ["essentials"]
    for line in lines:
        cost = sum(each.count * prices[each.label] for each in line.mix)
        assert 0.9 * line.plan.credits <= cost <= line.plan.credits


def test_a_waiting_downgrade_is_shown_with_its_day(open_page, account):
    account.plan = make_plan("professional")
    account.save()
    ledger.open_period(account, at=NOW)
    ledger.change_plan(account, make_plan("essentials"), at=NOW)
    page = text_of(open_page())

    assert "Essentials from 1 December" in page
    assert "500 credits a month" in page


def test_the_page_leads_to_the_months_statement_to_limits_and_to_a_larger_plan(open_page, account):
    use(account, 1, at=datetime(2026, 10, 9, tzinfo=UTC))
    page = text_of(open_page(month="2026-10"))

    assert f'href="{reverse("statement")}?from=2026-10-01&amp;to=2026-10-31"' in page
    assert f'href="{reverse("limits")}"' in page
    assert f'href="{reverse("ask_plan")}"' in text_of(open_page())


def test_a_retired_plan_is_shown_to_who_has_it_alone(open_page, account):
    Plan.objects.create(slug="older", name="Older", credits=70, retired_at=NOW)
    assert "Older" not in text_of(open_page())
    account.plan = Plan.objects.get(slug="older")
    account.save()

    assert "No longer offered" in text_of(open_page())


def test_a_plan_that_cannot_pay_an_operation_once_says_so(open_page):
    Plan.objects.create(slug="tiny", name="Tiny", credits=5)

    said = text_of(open_page()).partition("Not enough for one ")[2].partition(".")[0]
    assert {"Image generation", "Data analysis"} <= set(said.split(", "))
    assert "Theme" not in said


# Who


def test_a_tenant_without_an_account_is_told_whom_to_ask(client_of, db, settings):
    settings.OPERATOR_CONTACT = "plans@operator.example"
    tenant = Tenant.objects.create(slug="none", name="None")
    page = client_of(make_member(tenant, Role.ADMIN)).get(reverse("settings_ai"))

    assert "No credit account yet" in text_of(page)
    assert "mailto:plans@operator.example" in text_of(page)


@pytest.mark.parametrize("role", [Role.DESIGNER, Role.VIEWER])
def test_earlier_months_are_for_admins_too(client_of, tenant, role):
    assert client_of(make_member(tenant, role)).get(reverse("settings_ai"), {"month": "2026-11"}).status_code == 403


def test_the_page_only_reads(client_of, admin):
    assert client_of(admin).post(reverse("settings_ai")).status_code == 405


def test_the_settings_menu_marks_the_page_that_is_open(open_page, client_of, admin):
    mark = 'aria-current="page"'
    assert f'href="{reverse("settings_ai")}" {mark}>AI<' in text_of(open_page())
    members = text_of(client_of(admin).get(reverse("members")))
    assert f'href="{reverse("members")}" {mark}>Members<' in members
    assert f'href="{reverse("settings_ai")}">AI<' in members


def test_a_month_over_the_years_end_is_named_with_both_years():
    period = Period(starts_at=datetime(2026, 12, 15, tzinfo=UTC), ends_at=datetime(2027, 1, 15, tzinfo=UTC))

    assert months.name_of(period) == "15 December 2026 to 14 January 2027"
