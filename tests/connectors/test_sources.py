from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from connectors import queries, snapshots, sources
from connectors.errors import DataError, NamelessError, NameTakenError, SourceGoneError, TooManySourcesError
from connectors.models import Snapshot, SnapshotData, Source, State
from tenants.models import AuditEvent
from tests.connectors.conftest import AT, SALES, newest


def test_a_file_makes_a_source_with_its_first_snapshot(sales, tenant):
    sales.refresh_from_db()
    snapshot = newest(sales)
    assert (sales.name, sales.slug, sales.state, sales.refreshed_at) == ("Sales 2026", "sales_2026", "active", AT)
    assert (snapshot.number, snapshot.rows, snapshot.columns, snapshot.taken_at) == (1, 3, 3, AT)
    assert [each["kind"] for each in snapshot.fields] == ["date", "text", "number"]
    assert [each["item"] for each in snapshot.fields] == ["row", "row", "row"]


def test_a_snapshot_gives_its_table_back_as_it_was_read(sales):
    snapshot = newest(sales)
    frame = snapshots.frame_of(snapshot)
    assert frame["revenue"].to_list() == [10.5, -20.0, 30.0]
    assert str(frame["day"].dtype) == "Date"
    assert snapshots.table_of(snapshot).field("region").kind == "text"
    assert snapshots.rows(snapshot, 1) == [frame.row(-1)]


def test_a_file_that_cannot_be_read_makes_no_source(tenant):
    with pytest.raises(DataError):
        sources.create_upload(tenant, "Sales", b"", filename="sales.csv", at=AT)
    assert not Source.objects.exists()


def test_without_a_name_the_files_name_is_taken(tenant):
    source = sources.create_upload(tenant, "", SALES, filename="north_sales.csv", at=AT)
    assert (source.name, source.slug) == ("north sales", "north_sales")


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "…"])
def test_a_name_that_shows_nothing_is_refused(tenant, name):
    with pytest.raises(NamelessError):
        sources.create_push(tenant, name, at=AT)


@pytest.mark.parametrize("name", ["Sales 2026", "sales-2026", "SALES  2026"])
def test_a_name_whose_fields_would_be_called_the_same_is_taken(sales, tenant, name):
    with pytest.raises(NameTakenError, match="already"):
        sources.create_push(tenant, name, at=AT)
    assert Source.objects.count() == 1


def test_another_tenant_may_use_the_same_name(sales, other_tenant):
    assert sources.create_push(other_tenant, "Sales 2026", at=AT).slug == "sales_2026"
    assert [each.tenant for each in queries.sources_of(other_tenant)] == [other_tenant]


def test_a_tenant_has_so_many_sources_and_no_more(tenant, monkeypatch):
    monkeypatch.setattr(sources, "MOST_SOURCES", 1)
    sources.create_push(tenant, "One", at=AT)
    with pytest.raises(TooManySourcesError, match="1 sources"):
        sources.create_push(tenant, "Two", at=AT)


@pytest.mark.parametrize(
    "change",
    [
        {"slug": "a.b"},
        {"slug": "a b"},
        {"slug": ""},
        {"state": "asleep"},
        {"state": "error", "last_error": ""},
        {"state": "error", "last_error": "It broke.", "failed_at": None},
        {"keep_snapshots": 0},
        {"keep_days": 3651},
    ],
)
def test_the_database_refuses_a_source_that_cannot_be(sales, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=sales.pk).update(**change)


@pytest.mark.parametrize("change", [{"rows": 0}, {"rows": 100_001}, {"columns": 201}])
def test_the_database_refuses_a_snapshot_past_the_limits(sales, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.filter(source=sales).update(**change)


def test_disabling_and_enabling_keep_what_is_there(sales):
    sources.disable(sales)
    assert Source.objects.get().is_disabled
    sources.enable(sales)
    assert Source.objects.get().state == State.ACTIVE
    assert Snapshot.objects.count() == 1


def test_a_source_that_never_had_data_is_idle_once_enabled(quay):
    sources.disable(quay)
    sources.enable(quay)
    assert Source.objects.get().state == State.IDLE


def test_a_removed_source_takes_its_snapshots_along_and_is_gone(sales):
    sources.remove(sales)
    assert not Snapshot.objects.exists()
    assert not SnapshotData.objects.exists()
    with pytest.raises(SourceGoneError):
        sources.disable(sales)
    with pytest.raises(SourceGoneError):
        sources.remove(sales)


def test_what_is_changed_is_recorded(sales):
    sources.disable(sales)
    sources.keep(sales, snapshots=3, days=7, at=AT + timedelta(days=1))
    sources.remove(sales)
    actions = AuditEvent.objects.order_by("id").values_list("action", "target")
    assert [action for action, _target in actions] == [
        "source.created",
        "source.disabled",
        "source.retention_changed",
        "source.removed",
    ]
    assert {target for _action, target in actions} == {"sales_2026"}
