import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from connectors import refreshing, snapshots, sources
from connectors.errors import (
    CutOffError,
    DataError,
    NoRowsError,
    ShapelessJsonError,
    SourceDisabledError,
    SourceGoneError,
    UnknownColumnError,
    WrongSourceError,
)
from connectors.kinds.base import Kind
from connectors.models import Snapshot, SnapshotData, Source, State
from connectors.readers import push
from tests.connectors.conftest import AT, SALES, newest
from tests.factories import make_tenant

LATER = AT + timedelta(hours=1)


def refresh(source, data: bytes, *, at=LATER) -> refreshing.Outcome:
    return refreshing.refresh(source, data, filename="sales.csv", at=at)


def correct(source, name: str, kind: Kind | None) -> refreshing.Outcome:
    return refreshing.correct_field(source, name, kind, at=LATER)


def test_new_content_makes_a_new_snapshot(sales):
    outcome = refresh(sales, SALES + b"2026-11-04,south,40\n")
    sales.refresh_from_db()
    assert (outcome.is_new, outcome.snapshot.number, outcome.snapshot.rows) == (True, 2, 4)
    assert sales.refreshed_at == LATER
    assert snapshots.frame_of(Snapshot.objects.get(number=1)).height == 3, "the one before stays as it was"


@pytest.mark.parametrize(
    "data", [SALES, SALES.replace(b"\n", b"\r\n"), SALES.replace(b",", b";"), b"\xef\xbb\xbf" + SALES]
)
def test_unchanged_content_makes_none_whatever_its_form(sales, data):
    outcome = refresh(sales, data)
    sales.refresh_from_db()
    assert not outcome.is_new
    assert Snapshot.objects.count() == 1
    assert sales.refreshed_at == LATER, "data came in all the same"


def test_a_missing_value_is_not_the_same_as_an_empty_row_of_another_shape(sales):
    assert refresh(sales, SALES.replace(b"-20", b"")).is_new
    assert refresh(sales, SALES.replace(b"-20", b"0")).is_new


def test_content_that_comes_back_is_new_again(sales):
    refresh(sales, SALES + b"2026-11-04,south,40\n")
    assert refresh(sales, SALES, at=LATER + timedelta(hours=1)).snapshot.number == 3


def test_a_bad_file_leaves_its_sentence_and_the_last_good_snapshot(sales):
    with pytest.raises(CutOffError):
        refresh(sales, b'a,b\n1,"2')
    sales.refresh_from_db()
    assert (sales.state, sales.failed_at, sales.refreshed_at) == (State.ERROR, LATER, AT)
    assert "ends in the middle" in sales.last_error
    assert newest(sales).number == 1


def test_the_first_failure_in_a_row_says_since_when_and_good_data_mends_it(sales):
    for hours in (1, 2):
        with pytest.raises(DataError):
            refresh(sales, b"", at=AT + timedelta(hours=hours))
    sales.refresh_from_db()
    assert sales.failed_at == AT + timedelta(hours=1)
    refresh(sales, SALES)
    sales.refresh_from_db()
    assert (sales.state, sales.last_error, sales.failed_at) == (State.ACTIVE, "", None)


def test_nothing_comes_into_a_disabled_source(sales, quay):
    for source in (sales, quay):
        sources.disable(source)
    with pytest.raises(SourceDisabledError):
        refresh(sales, b"")
    with pytest.raises(SourceDisabledError):
        refreshing.append(quay, {"a": 1}, at=LATER)
    assert set(Source.objects.values_list("state", flat=True)) == {"disabled"}


def test_a_source_that_was_removed_meanwhile_takes_nothing(sales):
    Source.objects.all().delete()
    with pytest.raises(SourceGoneError):
        refresh(sales, SALES)


def test_files_go_to_sources_of_files_and_rows_to_sources_of_rows(sales, quay):
    with pytest.raises(WrongSourceError, match="takes files"):
        refreshing.append(sales, {"a": 1}, at=LATER)
    with pytest.raises(WrongSourceError, match="takes rows"):
        refresh(quay, SALES)


def test_only_the_newest_snapshot_keeps_its_texts(sales):
    refresh(sales, SALES + b"2026-11-04,south,40\n")
    assert SnapshotData.objects.get(snapshot__number=1).texts is None
    assert SnapshotData.objects.get(snapshot__number=2).texts is not None


def test_a_corrected_type_makes_a_snapshot_and_holds_for_new_data(sales):
    correct(sales, "revenue", Kind.TEXT)
    assert newest(sales).fields[2]["kind"] == "text"
    assert snapshots.frame_of(newest(sales))["revenue"].to_list() == ["10.5", "-20", "30"], "as it came"
    assert Snapshot.objects.get(number=1).fields[2]["kind"] == "number"
    sales.refresh_from_db()
    assert refresh(sales, SALES + b"2026-11-04,south,40\n").snapshot.fields[2]["kind"] == "text"


def test_what_does_not_fit_a_corrected_type_is_missing_and_counted(sales):
    outcome = correct(sales, "region", Kind.NUMBER)
    assert outcome.snapshot.fields[1]["unread"] == 3
    assert snapshots.frame_of(outcome.snapshot)["region"].to_list() == [None, None, None]


def test_a_correction_is_taken_back(sales):
    correct(sales, "revenue", Kind.TEXT)
    correct(sales, "revenue", None)
    sales.refresh_from_db()
    assert sales.overrides == {}
    assert newest(sales).fields[2]["kind"] == "number"


def test_a_correction_that_changes_nothing_makes_no_snapshot(sales):
    correct(sales, "revenue", None)
    assert Snapshot.objects.count() == 1


def test_a_field_that_is_not_there_cannot_be_corrected(sales, quay):
    with pytest.raises(UnknownColumnError, match="The columns are: day, region, revenue"):
        correct(sales, "profit", Kind.TEXT)
    with pytest.raises(UnknownColumnError):
        correct(quay, "profit", Kind.TEXT)


def test_a_corrected_column_may_be_absent_for_a_while(sales):
    correct(sales, "revenue", Kind.TEXT)
    sales.refresh_from_db()
    refresh(sales, b"day,units\n2026-11-01,1\n")
    assert refresh(sales, SALES).snapshot.fields[2]["kind"] == "text"


def test_decimal_commas_stay_decimal_when_a_type_is_corrected(tenant):
    data = b"day;price\n2026-11-01;1.234\n2026-11-02;2.500\n"
    source = sources.create_upload(tenant, "Prices", data, filename="p.csv", at=AT)
    before = snapshots.frame_of(newest(source))["price"].to_list()
    correct(source, "day", Kind.TEXT)
    assert snapshots.frame_of(newest(source))["price"].to_list() == before


@pytest.mark.parametrize(
    ("items", "rows"),
    [
        ({"room": "a", "guests": 1}, 1),
        ([{"room": "a", "guests": 1}, {"room": "b", "guests": 2}], 2),
        ({"items": [{"room": "a"}, {"room": "b"}, {"room": "c"}]}, 3),
        ({"room": ["a", "b"], "guests": [1, 2]}, 2),
        ([["room", "guests"], ["a", 1]], 1),
    ],
)
def test_rows_come_in_every_common_shape_of_json(quay, items, rows):
    assert refreshing.append(quay, items, at=LATER).snapshot.rows == rows
    quay.refresh_from_db()
    assert quay.state == State.ACTIVE


def test_pushed_rows_are_added_and_nested_names_joined(quay):
    refreshing.append(quay, {"at": "2026-11-24T08:00", "room": {"guests": 3}}, at=AT)
    snapshot = refreshing.append(quay, {"at": "2026-11-24T09:00", "room": {"guests": 4, "dogs": 1}}, at=LATER).snapshot
    assert snapshots.frame_of(snapshot)["room.guests"].to_list() == [3, 4]
    assert snapshots.frame_of(snapshot)["room.dogs"].to_list() == [None, 1]
    assert [(each["item"], each["field"]) for each in snapshot.fields] == [
        ("row", "at"),
        ("room", "guests"),
        ("room", "dogs"),
    ]


def test_the_newest_rows_are_kept(quay, monkeypatch):
    monkeypatch.setattr(push, "MOST_ROWS", 3)
    for number in range(3):
        refreshing.append(quay, [{"n": number * 2}, {"n": number * 2 + 1}], at=AT + timedelta(minutes=number))
    assert snapshots.frame_of(newest(quay))["n"].to_list() == [3, 4, 5]


def test_the_same_row_twice_is_two_rows(quay):
    for _ in range(2):
        refreshing.append(quay, {"a": 1}, at=LATER)
    assert newest(quay).rows == 2


@pytest.mark.parametrize(
    ("items", "error"),
    [
        ([], NoRowsError),
        ("x", ShapelessJsonError),
        (7, ShapelessJsonError),
        (None, ShapelessJsonError),
        ({}, ShapelessJsonError),
        ([[]], ShapelessJsonError),
    ],
)
def test_json_without_rows_is_refused_and_said_on_the_source(quay, items, error):
    with pytest.raises(error):
        refreshing.append(quay, items, at=LATER)
    quay.refresh_from_db()
    assert (quay.state, Snapshot.objects.count()) == (State.ERROR, 0)


def test_too_many_columns_in_all_are_refused_and_the_rows_before_stay(quay):
    refreshing.append(quay, {f"a{number}": 1 for number in range(150)}, at=AT)
    with pytest.raises(DataError, match="up to 200"):
        refreshing.append(quay, {f"b{number}": 1 for number in range(100)}, at=LATER)
    assert newest(quay).columns == 150


def test_numbers_pushed_as_json_are_the_numbers_that_are_read(quay):
    found = json.loads('{"a": 1.25, "b": -3, "c": true, "d": null, "e": 1e3}')
    frame = snapshots.frame_of(refreshing.append(quay, [found] * 2, at=LATER).snapshot)
    assert frame.select("a", "b", "c", "e").row(0) == (1.25, -3, True, 1000.0)


@pytest.mark.django_db(transaction=True)
def test_rows_that_are_pushed_at_once_are_all_kept():
    quay = sources.create_push(make_tenant(), "Quay", at=AT)

    def push_one(number: int) -> None:
        try:
            refreshing.append(quay, {"n": number}, at=LATER)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(push_one, range(8)))
    snapshot = newest(quay)
    assert (snapshot.number, sorted(snapshots.frame_of(snapshot)["n"])) == (8, list(range(8)))
