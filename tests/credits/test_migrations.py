"""What the migrations install."""

from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any
from uuid import UUID, uuid3, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from credits import ledger, proof, sql
from credits.ledger import Result
from credits.models import NOBODY, Account, Period, Plan
from tenants.models import Tenant
from tests.credits.conftest import hold
from tests.credits.test_calendar import start_of_day

pytestmark = pytest.mark.django_db


def test_the_three_plans_are_made_once_and_what_staff_changed_stays():
    make_plans = import_module("credits.migrations.0003_make_the_three_plans").make_plans
    Plan.objects.all().delete()
    Plan.objects.create(slug="essentials", name="Basic", credits=120)
    for _ in range(2):
        make_plans(apps, None)
    assert list(Plan.objects.values_list("slug", "name", "credits")) == [
        ("essentials", "Basic", 120),
        ("professional", "Professional", 500),
        ("enterprise", "Enterprise", 2000),
    ]


def test_the_functions_can_be_installed_again_over_themselves():
    with connection.cursor() as cursor:
        for name in sql.INSTALL_ORDER:
            cursor.execute(sql.read(name))


def test_no_function_of_the_ledger_asks_the_clock():
    for name in sql.INSTALL_ORDER:
        text = sql.read(name).lower()
        assert not [word for word in ("now(", "current_timestamp", "clock_timestamp", "current_date") if word in text]


@pytest.mark.django_db(transaction=True)
def test_the_ledger_can_be_uninstalled_and_installed_again():
    call_command("migrate", "credits", "0001", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname LIKE 'credits\\_%%'")
        assert cursor.fetchone() == (0,)
    call_command("migrate", "credits", verbosity=0)


AT = datetime(2026, 11, 23, 18, 45, tzinfo=UTC)
"""The 24th of November in Kolkata."""
MEMBER = uuid4()
OPEN_HOLD = uuid4()


def write_as_before(apps: Apps, zone: str) -> UUID:
    """Write an account with a month as the ledger of the first version left it; return its id."""
    plan, _ = apps.get_model("credits", "Plan").objects.get_or_create(slug="essentials", defaults={"credits": 100})
    tenant = Tenant.objects.create(slug=zone.lower().replace("/", "-"), name=zone, time_zone=zone)
    account = apps.get_model("credits", "Account").objects.create(tenant_id=tenant.pk, plan=plan)
    start, end = (start_of_day(date(2026, month, 1), ZoneInfo(zone)) for month in (11, 12))
    period = apps.get_model("credits", "Period").objects.create(
        account=account, starts_at=start, ends_at=end, granted=100, adjusted=50, used=5, held=3
    )
    entries: Any = apps.get_model("credits", "Entry").objects  # as it was: not as today's types have it
    remaining = 0
    for kind, credits, reference, member, funding in movements(tenant.pk, start, zone):
        remaining += {"reserve": -credits, "settle": 0}.get(kind, credits)
        purpose = {"operation": "theme", "model": "haiku", "funding": funding} if funding else {}
        reason = "A gift" if kind == "adjust" else ""
        content = {"kind": kind, "credits": credits, "reference": reference, "member": member, "reason": reason}
        entries.create(account=account, period=period, created_at=AT, remaining=remaining, **content, **purpose)
    rollups: Any = apps.get_model("credits", "Rollup").objects
    for member, funding, runs, used, held in (
        (None, "credits", 1, 5, 0),
        (MEMBER, "credits", 1, 0, 3),
        (None, "own_key", 1, 0, 0),
    ):
        rollups.create(
            period=period, operation="theme", member=member, funding=funding, runs=runs, used=used, held=held
        )
    return tenant.pk


def movements(account: UUID, start: datetime, zone: str) -> list[tuple[str, int, UUID, UUID | None, str]]:
    settled, voided, own = uuid4(), uuid4(), uuid4()
    return [
        ("grant", 100, uuid3(account, f"grant:{start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"), None, ""),
        ("adjust", 50, uuid4(), MEMBER, ""),
        ("reserve", 5, settled, None, "credits"),
        ("reserve", 7, voided, MEMBER, "credits"),
        ("settle", 5, settled, None, "credits"),
        ("void", 7, voided, MEMBER, "credits"),
        ("reserve", 3, OPEN_HOLD if zone == "UTC" else uuid4(), MEMBER, "credits"),
        ("reserve", 0, own, None, "own_key"),
        ("settle", 0, own, None, "own_key"),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_ledger_of_the_first_version_is_right_after_the_migration_and_goes_on():
    call_command("migrate", "credits", "0003", verbosity=0)
    try:
        state = MigrationExecutor(connection).loader.project_state(("credits", "0003_make_the_three_plans"))
        accounts = {zone: write_as_before(state.apps, zone) for zone in ("UTC", "Asia/Kolkata")}
    finally:
        call_command("migrate", verbosity=0)

    assert proof.find_differences() == []
    for zone, day in (("UTC", 23), ("Asia/Kolkata", 24)):
        period = Period.objects.get(account=accounts[zone])
        assert (period.time_zone, period.granted, period.adjusted, period.used, period.held) == (zone, 100, 50, 5, 3)
        assert period.entries.count() == 9
        days = period.days.order_by("funding").values_list("day", "funding", "runs", "used")
        assert list(days) == [(date(2026, 11, day), "credits", 1, 5), (date(2026, 11, day), "own_key", 1, 0)]
        assert set(period.rollups.values_list("member", flat=True)) == {NOBODY, MEMBER}

    assert ledger.settle(OPEN_HOLD, at=AT).result == Result.SETTLED
    account = Account.objects.get(pk=accounts["UTC"])
    assert ledger.reserve(account, hold(142), at=AT).result == Result.HELD
    assert ledger.reserve(account, hold(1), at=AT).result == Result.INSUFFICIENT
    assert proof.find_differences() == []
