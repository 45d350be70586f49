"""Settings > Statement: who may open it, what a line says, and filters that never fail silently."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from credits import ledger
from credits.ledger import HoldRequest
from credits.models import Account, Entry
from tenants.models import AuditEvent, Membership, Role, Tenant, User
from tests.factories import make_member, make_plan, make_tenant

PAGES = ("statement", "statement_csv", "statement_print")
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def run(tenant, credits=1, *, at=NOW, how="settle", operation="theme", member=None, funding="credits"):
    """Make a run of a tenant: held, then settled, voided, or left open."""
    request = HoldRequest(uuid4(), credits, operation, member, "claude-haiku-5-5", funding)
    assert ledger.reserve(Account(pk=tenant.pk), request, at=at).is_open
    if how:
        getattr(ledger, how)(request.reference, at=at + timedelta(seconds=30))
    return request.reference


@pytest.fixture
def page_of(client_of, admin):
    """Return a function that opens the statement as an admin and returns its text."""
    client = client_of(admin)

    def show(name="statement", *, status=200, **query):
        response = client.get(reverse(name), query)
        assert response.status_code == status, response
        return re.sub(r"\s+", " ", response.content.decode())

    return show


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["viewer", "designer"])
def test_who_is_no_admin_is_refused(client_of, tenant, role, name):
    response = client_of(make_member(tenant, role)).get(reverse(name))
    assert response.status_code == 403
    assert not AuditEvent.objects.filter(action="statement.exported").exists()


@pytest.mark.parametrize("name", PAGES)
def test_nobody_sees_it_without_signing_in(client, db, name):
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_only_reads(client_of, admin, name, method):
    assert getattr(client_of(admin), method)(reverse(name)).status_code == 405


def test_another_tenants_entries_are_on_none_of_its_pages(client_of, tenant, other_tenant):
    secret = run(other_tenant, 7)
    run(tenant, 3)
    client = client_of(make_member(tenant, Role.ADMIN))
    before = Entry.objects.filter(period__account=other_tenant.pk).latest("id").pk
    for name in PAGES:
        for query in ({}, {"view": "entries"}, {"before": before}):
            response = client.get(reverse(name), query)
            text = (b"".join(response) if response.streaming else response.content).decode()
            assert str(secret) not in text
            assert other_tenant.name not in text


def test_a_run_is_one_line_that_opens_to_its_entries(page_of, tenant):
    reference = run(tenant, 5)
    page = page_of()
    assert page.count("<details>") == 1
    assert "Theme generation" in page
    assert "Reserved · 5" in page
    assert "Used · 5" in page
    assert reverse("run", args=[reference]) in page
    assert "\N{MINUS SIGN}5" in page


def test_a_returned_run_took_nothing_and_a_running_one_is_reserved(page_of, tenant):
    run(tenant, 5, how="void")
    run(tenant, 2, how="")
    page = page_of()
    assert ">Returned<" in page
    assert ">Reserved for running jobs<" in page
    assert "2 reserved" in page


def test_every_entry_can_be_followed_step_by_step(page_of, tenant):
    run(tenant, 5, how="void")
    page = page_of(view="entries")
    assert "<details>" not in page
    assert re.findall(r'num nowrap[^"]*" data-label="Credits">([^<]+)<', page) == ["+5", "\N{MINUS SIGN}5", "+100"]
    assert re.findall(r'data-label="Remaining">([^<]+)<', page) == ["100", "95", "100"]


def test_what_staff_did_shows_its_reason_and_not_their_names(page_of, tenant):
    staff = User.objects.create_user("sam@operator.example", name="Sam Staff", is_staff=True)
    account = tenant.account
    reference = run(tenant, 20)
    ledger.return_run(reference, reason="The data was wrong", member=staff.pk, at=NOW)
    ledger.adjust(account, -3, reference=uuid4(), reason="Counted twice", member=staff.pk, at=NOW)
    page = page_of()
    assert "Sam Staff" not in page
    assert page.count("Staff of the operator") == 2
    assert "Credits of a run given back" in page
    assert page.count("The data was wrong") == 2, "at the return, and among the run's entries"
    assert "given back by staff" in page
    assert "Credits taken" in page
    assert "Counted twice" in page


def test_a_grant_says_whether_the_month_began_or_the_plan_changed(page_of, tenant):
    ledger.open_period(tenant.account, at=NOW)
    ledger.change_plan(tenant.account, make_plan("professional"), at=NOW)
    page = page_of()
    assert "Credits of the month" in page
    assert "Plan raised" in page


def test_people_are_named_former_members_too_and_the_erased_are_not(page_of, tenant):
    here, gone, erased = (make_member(tenant, email=f"{name}@example.com") for name in ("here", "gone", "erased"))
    for person, name in ((here, "Hera Here"), (gone, "Gus Gone")):
        User.objects.filter(pk=person.pk).update(name=name)
    for member in (here.pk, gone.pk, erased.pk, None):
        run(tenant, 1, member=member)
    Membership.objects.filter(user=gone).delete()
    erased.delete()
    page = page_of()
    cells = re.findall(r'data-label="Who">([^<]+)<', page)
    assert cells == ["Without a person", "Former member", "Gus Gone", "Hera Here", "–"]
    assert "Gus Gone · Former member</option>" in page


def test_an_operation_that_is_gone_is_shown_by_its_name_and_can_be_filtered(page_of, tenant):
    run(tenant, 1, operation="hologram")
    run(tenant, 1)
    page = page_of(operation="hologram")
    assert '<option value="hologram" selected>hologram</option>' in page
    assert page.count("<details>") == 1


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"from": "2026-02-31"}, "“2026-02-31” is not a day of the calendar"),
        ({"from": "2026-11-02", "to": "2026-11-01"}, "ends before it begins"),
        ({"kind": "gift"}, "“gift” is not one of the choices"),
        ({"member": "me"}, "nobody&#x27;s id"),
    ],
)
def test_a_nonsense_filter_is_said_and_nothing_is_shown_for_it(page_of, client_of, tenant, query, sentence):
    run(tenant)
    page = page_of(status=422, **query)
    assert sentence in page
    assert "<table" not in page
    for name in ("statement_csv", "statement_print"):
        client = client_of(make_member(tenant, Role.ADMIN))
        response = client.get(reverse(name), query)
        assert response["Location"].startswith(reverse("statement") + "?")
    assert not AuditEvent.objects.filter(action="statement.exported").exists()


def test_times_and_days_are_the_tenants(client_of, db):
    tenant = make_tenant(zone="Asia/Tokyo")
    client = client_of(make_member(tenant, Role.ADMIN))
    run(tenant, at=datetime(2026, 11, 9, 20, 5, tzinfo=UTC))  # the tenth in Tokyo
    page = client.get(reverse("statement"), {"from": "2026-11-10", "to": "2026-11-10"}).content.decode()
    assert "10 November 2026, 05:05 JST" in page
    assert "November 2026" in page
    assert "<details>" not in client.get(reverse("statement"), {"to": "2026-11-09"}).content.decode()


def test_a_month_is_one_click_and_keeps_the_other_filters(page_of, tenant):
    for month in (9, 10, 11):
        run(tenant, at=NOW.replace(month=month))
    page = page_of(operation="theme")
    assert "?operation=theme&amp;from=2026-10-01&amp;to=2026-10-31" in page
    october = page_of(**{"from": "2026-10-01", "to": "2026-10-31"})
    assert october.count("<details>") == 1
    assert 'aria-current="true">October 2026' in october


def test_older_pages_are_reached_by_a_link_and_hold_each_line_once(page_of, tenant):
    references = [str(run(tenant, 1)) for _ in range(60)]
    query: dict[str, str] = {}
    seen: list[str] = []
    while True:
        page = page_of(**query)
        seen += re.findall(r"/ai/runs/([0-9a-f-]{36})/", page)
        older = re.search(r"\?before=(\d+)", page)
        if not older:
            break
        query = {"before": older[1]}
    assert seen == references[::-1]


def test_the_first_look_at_a_month_shows_its_grant(page_of, tenant):
    assert page_of().count("Credits of the month") == 1
    with time_machine.travel(NOW + timedelta(days=9), tick=False):
        assert page_of().count("Credits of the month") == 2


def test_a_statement_that_matches_nothing_says_what_to_do(page_of, tenant):
    run(tenant)
    page = page_of(operation="hologram")
    assert "No entry matches" in page
    assert "Show the whole statement" in page


def test_a_tenant_without_an_account_has_an_empty_statement(client_of, db):
    tenant = Tenant.objects.create(slug="new", name="New")
    client = client_of(make_member(tenant, Role.ADMIN))
    assert "Nothing has moved yet" in client.get(reverse("statement")).content.decode()
    assert client.get(reverse("statement_print")).status_code == 404


def queries_of(client, name, **query):
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(name), query)
    return len(queries)


@pytest.mark.parametrize("query", [{}, {"view": "entries"}, {"kind": "settle", "operation": "theme"}])
def test_the_page_takes_no_more_queries_with_more_rows(client_of, admin, tenant, query):
    client = client_of(admin)
    run(tenant, member=admin.pk)
    few = queries_of(client, "statement", **query)
    for number in range(40):
        person = make_member(tenant)
        run(tenant, 1, member=person.pk, how="void" if number % 3 else "settle", at=NOW.replace(month=1 + number % 12))
    assert queries_of(client, "statement", **query) == few <= 9
