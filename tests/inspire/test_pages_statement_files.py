"""The statement as CSV and on paper: complete, safe to open, small in memory, and audited."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from credits import ledger
from credits.models import Entry
from credits.statement import Selection
from inspire.pages import statement_csv, statement_print
from tenants import downloads
from tenants.models import AuditEvent, Role, User
from tests.factories import make_member, make_tenant
from tests.inspire.test_pages_statement import NOW, run

FORMULA = "=HYPERLINK(1)"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def download(client_of, admin):
    """Return a function that downloads the statement as an admin and returns its rows."""
    client = client_of(admin)

    def rows(**query):
        response = client.get(reverse("statement_csv"), query)
        assert response.status_code == 200
        text = b"".join(response).decode("utf-8")
        assert text.startswith("\ufeff")
        return list(csv.DictReader(io.StringIO(text[1:], newline="")))

    return rows


def test_the_csv_has_every_entry_newest_first_under_stable_names(download, tenant):
    member = make_member(tenant)
    reference = run(tenant, 5, member=member.pk)
    rows = download()
    assert tuple(rows[0]) == statement_csv.HEADER
    assert tuple(rows[0]) == (
        *("time", "period_start", "period_end", "entry", "kind", "credits", "change", "remaining"),
        *("operation", "model", "paid_with", "member", "member_id", "reference", "reason"),
    )
    assert [(row["kind"], row["credits"], row["change"], row["remaining"]) for row in rows] == [
        ("settle", "5", "0", "95"),
        ("reserve", "5", "-5", "95"),
        ("grant", "100", "100", "100"),
    ]
    assert rows[0]["reference"] == str(reference)
    assert (rows[0]["member"], rows[0]["member_id"], rows[0]["paid_with"]) == (str(member), str(member.pk), "credits")


def test_times_have_the_offset_of_the_tenants_zone(client_of, db):
    tenant = make_tenant(zone="Europe/London")
    run(tenant, at=datetime(2026, 10, 24, 23, 30, tzinfo=UTC), how="")
    response = client_of(make_member(tenant, Role.ADMIN)).get(reverse("statement_csv"), {"kind": "reserve"})
    line = b"".join(response).decode().splitlines()[1]
    assert line.startswith("2026-10-25T00:30:00+01:00,2026-10-01T00:00:00+01:00,2026-11-01T00:00:00+00:00,")


def test_the_file_is_named_after_tenant_and_range_and_not_kept_by_caches(client_of, admin):
    response = client_of(admin).get(reverse("statement_csv"), {"from": "2026-11-01", "to": "2026-11-30"})
    assert (
        response["Content-Disposition"] == 'attachment; filename="statement-harbour-cafe-2026-11-01-to-2026-11-30.csv"'
    )
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    assert response.streaming


def test_the_same_filters_hold_and_the_view_does_not_matter(download, tenant):
    run(tenant, 1)
    run(tenant, 5, operation="analysis", how="void")
    rows = download(operation="analysis", view="", kind="void")
    assert [(row["operation"], row["kind"]) for row in rows] == [("analysis", "void")]
    assert len(download(view="entries")) == len(download()) == 5


def test_each_download_is_audited_with_its_filters(download, admin, tenant):
    download(**{"from": "2026-11-01", "operation": "theme"})
    event = AuditEvent.objects.get(action="statement.exported")
    assert (event.tenant_uuid, event.person_uuid, event.target) == (tenant.pk, admin.pk, "from-2026-11-01")
    assert event.detail == {"from": "2026-11-01", "operation": "theme"}


def test_no_cell_is_taken_for_a_formula_and_numbers_stay_numbers(download, tenant):
    member = make_member(tenant)
    User.objects.filter(pk=member.pk).update(name=FORMULA)
    run(tenant, 1, member=member.pk)
    ledger.adjust(tenant.account, -7, reference=uuid4(), reason=f"ok;{FORMULA}", member=None, at=NOW)
    rows = download()
    assert rows[0]["credits"] == rows[0]["change"] == "-7"
    assert rows[0]["reason"] == f"ok;'{FORMULA}"
    assert rows[1]["member"] == f"'{FORMULA}"


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_file_of_many_pieces_is_the_plain_list(download, tenant, monkeypatch, size):
    monkeypatch.setattr(downloads.in_pieces, "__kwdefaults__", {"size": size})
    for month in (9, 10, 11):
        run(tenant, 1, at=NOW.replace(month=month))
    expected = Entry.objects.filter(period__account=tenant.pk).order_by("-period__starts_at", "-id")
    assert [int(row["entry"]) for row in download()] == list(expected.values_list("id", flat=True))


def test_entries_written_during_a_download_do_not_disturb_it(client_of, admin, tenant, monkeypatch):
    monkeypatch.setattr(downloads.in_pieces, "__kwdefaults__", {"size": 2})
    for _ in range(3):
        run(tenant)
    response = iter(client_of(admin).get(reverse("statement_csv")))
    pieces = [next(response).decode()]  # the header: nothing is read yet
    before = list(Entry.objects.order_by("-id").values_list("id", flat=True))
    for piece in response:
        pieces.append(piece.decode())
        run(tenant)
    rows = csv.DictReader(io.StringIO("".join(pieces).removeprefix("\ufeff"), newline=""))
    assert [int(row["entry"]) for row in rows] == before


@pytest.mark.django_db(transaction=True)
def test_no_connection_is_held_between_two_pieces(monkeypatch):
    monkeypatch.setattr(downloads.in_pieces, "__kwdefaults__", {"size": 1})
    tenant = make_tenant()
    run(tenant)
    download = downloads.csv_response("x.csv", statement_csv.HEADER, pieces(tenant))
    assert [connection.connection for _piece in download] == [None] * 4


def pieces(tenant):
    return statement_csv.pieces_of(tenant, Selection(tenant.pk))


@pytest.fixture
def paper(client_of, admin):
    """Return a function that opens the print view as an admin and returns its text."""
    client = client_of(admin)

    def show(**query):
        response = client.get(reverse("statement_print"), query)
        assert response.status_code == 200
        return re.sub(r"\s+", " ", response.content.decode())

    return show


def test_paper_shows_this_month_unless_told_otherwise(paper, tenant):
    run(tenant, at=NOW - timedelta(days=40))
    run(tenant)
    page = paper()
    assert "1 November 2026 to 30 November 2026" in page
    assert "October" not in page
    assert "October 2026" in paper(to="2026-11-30")


def test_paper_opens_adds_and_closes(paper, tenant):
    run(tenant, 5)
    run(tenant, 3, how="")
    ledger.adjust(tenant.account, 7, reference=uuid4(), reason="An outage", member=None, at=NOW)
    page = paper()
    (row,) = re.findall(r'<tr><th scope="row">November 2026</th>(.*?)</tr>', page)
    cells = [each.replace("\N{MINUS SIGN}", "-") for each in re.findall(r">([^<]+)</td>", row)]
    assert cells == ["0", "+100", "+7", "-5", "-3", "99"]
    assert "Essentials, 100 credits a month" in page
    assert "An outage" in page


def test_paper_has_no_navigation_and_lists_the_oldest_first(paper, tenant):
    run(tenant, 5)
    page = paper()
    assert "<nav" not in page
    assert page.index("Credits of the month") < page.index(">Theme generation<", page.index("Grants, adjustments"))


def test_paper_names_its_filters(paper, tenant):
    run(tenant)
    page = paper(operation="theme", kind="settle")
    assert "Operation: Theme generation" in page
    assert "What: Used" in page


def test_paper_says_how_it_is_cut(paper, tenant, monkeypatch):
    monkeypatch.setattr(statement_print, "MOST_LINES", 3)
    for _ in range(5):
        run(tenant)
    page = paper()
    assert "Only the latest 3 lines are printed. The CSV file has all 11 entries" in page
    assert page.count(">Used</td>") == 3
