"""Data, as people of each role and of another tenant see it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from connectors import rates, refreshing, sources
from connectors.kinds.base import Kind
from connectors.models import Snapshot, Source
from tenants.models import AuditEvent, Role
from tests.connectors.conftest import AT, SALES, newest
from tests.factories import make_member

PAGES = {
    "sources": ("get", "/data/"),
    "source": ("get", "/data/sales_2026/"),
    "csv": ("get", "/data/sales_2026/csv/1/"),
    "refresh": ("post", "/data/sales_2026/refresh/"),
    "field": ("post", "/data/sales_2026/field/"),
    "keep": ("post", "/data/sales_2026/keep/"),
    "state": ("post", "/data/sales_2026/state/"),
    "remove": ("post", "/data/sales_2026/remove/"),
}


def ask(client, name: str, **fields):
    method, path = PAGES[name]
    return getattr(client, method)(path, fields)


def page(client, name: str = "source") -> str:
    return str(ask(client, name).content.decode())


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("role", "is_let_in"), [(Role.ADMIN, True), (Role.DESIGNER, True), (Role.VIEWER, False)])
def test_admins_and_designers_work_with_data_and_viewers_do_not(sales, tenant, client_of, name, role, is_let_in):
    status = ask(client_of(make_member(tenant, role)), name).status_code
    assert (status in {200, 302, 422}) if is_let_in else (status == 403)


@pytest.mark.parametrize("name", [name for name in PAGES if name != "sources"])
def test_another_tenants_designer_finds_nothing(sales, other_tenant, client_of, name):
    assert ask(client_of(make_member(other_tenant)), name, confirmed="yes").status_code == 404
    assert Source.objects.get().state == "active"


def test_another_tenants_sources_are_not_listed(sales, other_tenant, client_of):
    assert "Sales 2026" not in page(client_of(make_member(other_tenant)), "sources")


@pytest.mark.parametrize("name", PAGES)
def test_anonymous_people_are_asked_to_sign_in(sales, client, name):
    assert ask(client, name).url.startswith("/accounts/login/")


@pytest.mark.parametrize("name", [name for name, (method, _path) in PAGES.items() if method == "post"])
def test_nothing_is_changed_by_following_a_link(sales, client_of, designer, name):
    assert client_of(designer).get(PAGES[name][1]).status_code == 405


def test_the_navigation_leads_there_for_those_who_may(sales, client_of, designer, viewer):
    assert 'href="/data/"' in client_of(designer).get("/ai/runs/").content.decode()
    assert 'href="/data/"' not in client_of(viewer).get("/ai/runs/").content.decode()


def test_the_empty_page_teaches(client_of, designer):
    text = page(client_of(designer), "sources")
    assert "No data is here yet" in text
    assert "a first row that names the columns" in text


def test_a_file_is_uploaded_and_its_source_shown(client_of, designer):
    client = client_of(designer)
    response = client.post("/data/", {"file": SimpleUploadedFile("north.csv", SALES), "name": "North"}, follow=True)
    text = response.content.decode()
    assert response.redirect_chain == [("/data/north/", 302)]
    for words in ("“North” is here", "north.row.revenue", "2026-11-03", "-20", "3 of 3 rows, 3 fields"):
        assert words in text
    assert Source.objects.get().created_by == designer.pk


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "North"}, "Choose a file, or drop one here."),
        ({"file": SimpleUploadedFile("x.csv", SALES), "name": "sales  2026"}, "There is a source called"),
        ({"file": SimpleUploadedFile("x.csv", SALES), "name": "…"}, "Enter a name"),
        ({"kind": "push", "push-name": ""}, "This field is required"),
        ({"kind": "push", "push-name": "Sales 2026"}, "There is a source called"),
    ],
    ids=["no file", "name taken", "no name", "push: no name", "push: name taken"],
)
def test_what_is_missing_is_said_beside_the_field(sales, client_of, designer, fields, words):
    for each in fields.values():
        if isinstance(each, SimpleUploadedFile):
            each.seek(0)
    response = client_of(designer).post("/data/", fields)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Source.objects.count() == 1


def test_a_source_of_rows_is_made_and_says_how_to_send_them(client_of, designer):
    response = client_of(designer).post("/data/", {"kind": "push", "push-name": "Quay sensors"}, follow=True)
    text = response.content.decode()
    assert "It waits for its first rows" in text
    assert "POST /api/v1/ingest/quay_sensors" in text


def test_a_new_file_refreshes_and_an_unchanged_one_says_so(sales, client_of, designer):
    client = client_of(designer)
    for data, words in ((SALES + b"2026-11-04,x,1\n", "4 rows came in"), (SALES + b"2026-11-04,x,1\n", "here already")):
        response = client.post(PAGES["refresh"][1], {"file": SimpleUploadedFile("x.csv", data)}, follow=True)
        assert words in response.content.decode()
    assert Snapshot.objects.count() == 2


def test_a_refresh_says_which_columns_came_and_went(sales, client_of, designer):
    client = client_of(designer)
    for data, words in (
        (b"day,region,revenue,dogs\n2026-11-04,x,1,2\n", "One row came in. One column is new: dogs."),
        (
            b"day,cats,mice\n2026-11-04,1,2\n",
            "2 columns are new: cats, mice. 3 columns are gone: region, revenue, dogs.",
        ),
        (b"day,cats\n2026-11-04,1\n", "One row came in. One column is gone: mice."),
    ):
        response = client.post(PAGES["refresh"][1], {"file": SimpleUploadedFile("x.csv", data)}, follow=True)
        assert words in response.content.decode()


def test_of_many_new_columns_a_few_are_named_and_each_is_cut(sales, client_of, designer):
    header = ",".join(["x" * 100, *(f"c{number}" for number in range(99))])
    data = f"{header}\n{','.join('1' * 100)}\n".encode()
    text = client_of(designer).post(PAGES["refresh"][1], {"file": SimpleUploadedFile("x.csv", data)}, follow=True)
    assert f"100 columns are new: {'x' * 40}…, c0, c1, c2, c3, c4…." in text.content.decode()


@pytest.mark.parametrize(("limit", "by"), [("MOST_A_MEMBER", "You have"), ("MOST_A_TENANT", "The people of this")])
@pytest.mark.parametrize("name", ["sources", "refresh"])
def test_files_that_come_too_often_are_not_read_and_the_page_says_when_they_are(
    sales, client_of, designer, monkeypatch, limit, by, name
):
    monkeypatch.setattr(rates, limit, 1)
    client = client_of(designer)
    with time_machine.travel("2026-11-24T08:06:30Z", tick=False):
        for status, data in ((302, SALES + b"2026-11-04,x,1\n"), (429, SALES + b"2026-11-05,x,1\n")):
            fields = {"file": SimpleUploadedFile("x.csv", data), "name": f"N{status}"}
            response = client.post(PAGES["refresh"][1] if name == "refresh" else "/data/", fields)
            assert response.status_code == status
    text = response.content.decode()
    assert by in text
    assert "Upload it again in 4 minutes" in text
    assert Snapshot.objects.count() == 2
    with time_machine.travel("2026-11-24T08:10:00Z", tick=False):
        assert client.post(PAGES["refresh"][1], {"file": SimpleUploadedFile("x.csv", SALES)}).status_code == 302


def test_the_files_of_one_member_take_nothing_from_another_tenant(
    sales, other_tenant, client_of, designer, monkeypatch
):
    monkeypatch.setattr(rates, "MOST_A_TENANT", 1)
    for person in (designer, make_member(other_tenant)):
        response = client_of(person).post("/data/", {"file": SimpleUploadedFile("x.csv", SALES), "name": "North"})
        assert response.status_code == 302


def test_a_bad_file_is_said_and_stays_on_the_source(sales, client_of, designer):
    client = client_of(designer)
    response = client.post(PAGES["refresh"][1], {"file": SimpleUploadedFile("x.csv", b"a,b\n")})
    assert response.status_code == 422
    assert "What is shown is the last data that could be read" in page(client)
    assert "a header and no rows" in page(client, "sources")


def test_a_type_is_corrected_and_marked(sales, client_of, designer):
    client = client_of(designer)
    response = client.post(PAGES["field"][1], {"field": "revenue", "kind": "text"}, follow=True)
    assert "“revenue” is read as: Text." in response.content.decode()
    assert '<option value="text" selected>' in page(client)
    response = client.post(PAGES["field"][1], {"field": "revenue", "kind": ""}, follow=True)
    assert "as it is detected again" in response.content.decode()


@pytest.mark.parametrize(
    ("field", "kind", "words"),
    [("revenue", "colour", "This type does not exist"), ("profit", "text", "There is no column “profit”")],
)
def test_what_cannot_be_corrected_is_said(sales, client_of, designer, field, kind, words):
    response = client_of(designer).post(PAGES["field"][1], {"field": field, "kind": kind}, follow=True)
    assert words in response.content.decode()
    assert Snapshot.objects.count() == 1


def test_values_that_fit_no_type_are_counted_on_the_page(sales, client_of, designer):
    refreshing.correct_field(sales, "region", Kind.NUMBER, at=AT + timedelta(hours=1))
    assert "3 values fit no such type" in page(client_of(designer))


def test_how_many_snapshots_stay_is_set(sales, client_of, designer):
    client = client_of(designer)
    assert client.post(PAGES["keep"][1], {"snapshots": 0, "days": 9}).status_code == 422
    client.post(PAGES["keep"][1], {"snapshots": 5, "days": 9})
    sales.refresh_from_db()
    assert (sales.keep_snapshots, sales.keep_days) == (5, 9)


def test_a_source_is_disabled_and_enabled(sales, client_of, designer):
    client = client_of(designer)
    ask(client, "state", disable="yes")
    assert "This source is disabled" in page(client)
    ask(client, "state", enable="yes")
    assert "This source is disabled" not in page(client)


def test_a_source_is_removed_when_asked_twice(sales, client_of, designer):
    client = client_of(designer)
    assert "Remove Sales 2026?" in ask(client, "remove").content.decode()
    assert Source.objects.exists()
    assert ask(client, "remove", confirmed="yes").url == "/data/"
    assert not Source.objects.exists()


def csv_of(client, number: int = 1) -> str:
    response = client.get(f"/data/sales_2026/csv/{number}/")
    assert response["Content-Disposition"].startswith("attachment")
    return b"".join(response.streaming_content).decode()


def test_a_download_is_the_data_and_is_recorded(sales, client_of, designer):
    assert csv_of(client_of(designer)).splitlines() == [
        "\ufeffday,region,revenue",
        "2026-11-01,north,10.5",
        "2026-11-02,south,-20.0",
        "2026-11-03,north,30.0",
    ]
    assert AuditEvent.objects.get(action="source.exported").detail == {"number": 1}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_what_a_spreadsheet_would_compute_is_escaped_in_a_download(tenant, client_of, designer, sign):
    formula = f"{sign}cmd|' /C calc'!A0"
    data = f"{sign}head,n\n{formula},1\nplain,2\n".encode()
    sources.create_upload(tenant, "Sales 2026", data, filename="x.csv", at=AT)
    lines = csv_of(client_of(designer)).removeprefix("\ufeff").splitlines()
    assert lines[0] == f"'{sign}head,n"
    assert lines[1] == f"'{formula},1"


def test_a_snapshot_that_is_not_there_is_not_found(sales, client_of, designer):
    assert client_of(designer).get("/data/sales_2026/csv/2/").status_code == 404


def test_the_pages_ask_the_same_number_of_queries_whatever_there_is(
    sales, tenant, client_of, designer, django_assert_max_num_queries
):
    client = client_of(designer)
    with django_assert_max_num_queries(12) as few:
        page(client, "sources")
    with django_assert_max_num_queries(14) as few_of_one:
        page(client)
    for number in range(8):
        sources.create_upload(tenant, f"More {number}", SALES, filename="x.csv", at=AT)
        data = SALES + b"2026-11-09,x,%d\n" % number
        refreshing.refresh(sales, data, filename="x.csv", at=AT + timedelta(hours=number))
    with django_assert_max_num_queries(len(few)):
        assert page(client, "sources").count("<tr>") == 10
    with django_assert_max_num_queries(len(few_of_one)):
        page(client)


def test_the_list_never_loads_what_snapshots_hold(sales, client_of, designer, django_assert_max_num_queries):
    client = client_of(designer)
    with django_assert_max_num_queries(12) as asked:
        page(client, "sources")
    assert not [each for each in asked.captured_queries if "snapshotdata" in each["sql"]]


def test_the_last_rows_are_shown_in_their_order(tenant, client_of, designer):
    rows = b"".join(b"%d\n" % number for number in range(1000, 1100))
    sources.create_upload(tenant, "Sales 2026", b"number\n" + rows, filename="x.csv", at=AT)
    text = page(client_of(designer))
    assert text.index("1,088") < text.index("1,099")
    assert "1,087" not in text


def test_staff_read_how_sources_do_and_nothing_of_what_they_hold(sales, client_of, admin):
    admin.is_staff = admin.is_superuser = True
    admin.save()
    client = client_of(admin)
    snapshot = newest(sales)
    for address in (
        reverse("admin:connectors_source_changelist"),
        reverse("admin:connectors_source_change", args=[sales.pk]),
        reverse("admin:connectors_snapshot_changelist"),
        reverse("admin:connectors_snapshot_change", args=[snapshot.pk]),
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert "2026-11-03" not in response.content.decode()


def test_a_source_that_is_gone_when_a_button_is_pressed_is_said(sales, client_of, designer, monkeypatch):
    monkeypatch.setattr("connectors.views.source.find", lambda *args: sales)
    Source.objects.all().delete()
    response = client_of(designer).post(PAGES["state"][1], {"disable": "yes"}, follow=True)
    assert "removed meanwhile" in response.content.decode()
