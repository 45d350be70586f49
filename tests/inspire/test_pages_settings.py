"""Settings > AI: what is used, what remains, until when, and on what it went."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from ai_ops import registry
from tenants.models import Role
from tests.ai_ops.echo import Echo
from tests.factories import make_member, make_tenant


@pytest.fixture
def seventh():
    """An operation without a template of its own."""
    registry.all_operations()
    registry.register(Echo)
    yield registry.get("echo")
    del registry._registered["echo"]


def test_one_run_takes_one_credit_and_stands_in_the_breakdown(client_of, admin, make_theme):
    make_theme()

    page = client_of(admin).get(reverse("settings_ai"))
    line = next(each for each in page.context["lines"] if each.usage.operation == "theme")

    assert (line.usage.runs, line.usage.used, line.usage.held) == (1, 1, 0)
    assert page.context["meter"].remaining == 99
    assert "<strong>99</strong>" in page.content.decode()


def test_a_running_job_is_shown_as_reserved(client_of, admin, start_theme):
    start_theme()

    page = client_of(admin).get(reverse("settings_ai"))

    assert page.context["meter"].held == 1
    assert "Reserved for running jobs" in page.content.decode()


def test_every_operation_has_a_row_also_without_runs(client_of, admin, seventh):
    lines = client_of(admin).get(reverse("settings_ai")).context["lines"]

    assert {line.label for line in lines} == {each.label for each in registry.all_operations()}
    assert {line.usage.runs for line in lines} == {0}


def test_the_reset_is_told_in_the_tenants_zone_with_the_exact_time(client_of, db):
    tenant = make_tenant(zone="Asia/Tokyo")
    client = client_of(make_member(tenant, Role.ADMIN))

    with time_machine.travel(datetime(2026, 11, 20, tzinfo=UTC), tick=False):
        page = client.get(reverse("settings_ai")).content.decode()

    assert "1 December 2026, 00:00 JST" in page
    assert "Essentials" in page
    assert "100 credits a month" in page


def test_the_operator_is_named_where_there_is_one(client_of, admin, settings):
    settings.OPERATOR_CONTACT = "plans@operator.example"

    assert "mailto:plans@operator.example" in client_of(admin).get(reverse("settings_ai")).content.decode()


def test_a_seventh_operation_has_a_form_a_price_and_a_row_without_a_template(client_of, designer, seventh):
    client = client_of(designer)

    page = client.get(reverse("operation", args=["echo"])).content.decode()

    assert 'name="text"' in page
    assert 'maxlength="200"' in page
    assert "Run echo · 2 credits" in page
    assert "Echo" in client.get(reverse("ai_home")).content.decode()


def test_a_seventh_operations_errors_stand_beside_its_fields(client_of, designer, seventh):
    response = client_of(designer).post(reverse("operation", args=["echo"]), {"submission_key": "k", "text": "a"})

    assert response.status_code == 422
    assert 'id="error_text"' in response.content.decode()
