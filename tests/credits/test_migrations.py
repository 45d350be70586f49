"""What the migrations install."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from credits import sql
from credits.models import Plan

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
