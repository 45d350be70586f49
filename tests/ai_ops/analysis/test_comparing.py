import pytest

from ai_ops.operations.analysis.comparing import compare
from tests.ai_ops.analysis.results import fact, finding, result

SPIKE = fact(1, "spike", "revenue", since="2026-10-01", until="2026-10-02")
SHIFT = fact(2, "level_shift", "revenue", since="2026-11-01", until="2026-11-23")
ONE = result(finding("anomaly", "F1"), facts=(SPIKE,))


def anomaly(since: str, until: str, *, names=("day", "revenue"), **other):
    """A result with one anomaly at that time."""
    made = fact(1, "spike", names[1], since=since, until=until)
    return result(finding("anomaly", "F1", **other), facts=(made,), names=names)


def test_a_result_compared_with_itself_holds_nothing_new():
    told = compare(ONE, ONE)
    assert (told["new"], told["same"], told["gone"], told["severities"]) == ([], [0], [], [])
    assert told["is_same_data"]


@pytest.mark.parametrize(
    "other",
    [
        anomaly("2026-10-01", "2026-10-05"),
        anomaly("2026-10-02", "2026-10-02"),
        anomaly("2026-10-01T12:00:00", "2026-10-01T18:00:00"),
        anomaly("", ""),
        anomaly("2026-10-01", "2026-10-02", title="Told in other words", evidence=["F1"]),
    ],
    ids=["a moved end", "within", "by hours", "without a time", "other words"],
)
def test_what_speaks_of_the_same_time_is_the_same(other):
    assert compare(ONE, other)["same"] == compare(other, ONE)["same"] == [0]


@pytest.mark.parametrize(
    "other",
    [
        anomaly("2026-10-03", "2026-10-04"),
        anomaly("2026-10-01", "2026-10-02", names=("day", "visitors")),
        result(finding("trend", "F1"), facts=(SPIKE,)),
    ],
    ids=["another time", "another column", "another kind"],
)
def test_another_time_column_or_kind_is_new_and_what_was_is_gone(other):
    told = compare(ONE, other)
    assert (told["new"], told["same"], told["gone"]) == ([0], [], ONE["findings"])


def test_columns_are_known_by_their_names_and_not_by_their_aliases():
    moved = result(finding("anomaly", "F1", columns=("f3",)), facts=(SPIKE,), names=("day", "visitors", "revenue"))
    assert compare(ONE, moved)["same"] == [0]


def test_a_shift_whose_end_moves_with_new_rows_is_the_same():
    before = result(finding("level_shift", "F2"), facts=(SHIFT,))
    after = result(finding("level_shift", "F2"), facts=({**SHIFT, "until": "2026-12-24"},))
    assert compare(before, after)["same"] == [0]


def test_the_evidence_that_says_when_most_exactly_decides():
    whole = fact(9, "statistic", "revenue", since="2026-08-26", until="2026-11-23")
    elsewhere = fact(1, "spike", "revenue", since="2026-09-01", until="2026-09-01")
    before = result(finding("anomaly", "F1", "F9"), facts=(SPIKE, whole))
    after = result(finding("anomaly", "F1", "F9"), facts=(elsewhere, whole))
    assert compare(before, after)["new"] == [0]


def test_of_several_the_likest_is_the_same_and_each_counts_once():
    near = fact(2, "spike", "revenue", since="2026-10-02", until="2026-10-09")
    before = result(finding("anomaly", "F2"), finding("anomaly", "F1"), facts=(SPIKE, near))
    told = compare(before, ONE)
    assert told["same"] == [0]
    assert [each["evidence"] for each in told["gone"]] == [["F2"]], "the one at the same time is not gone"
    assert compare(ONE, before)["new"] == [0]


def test_another_severity_is_told():
    worse = anomaly("2026-10-01", "2026-10-02", severity="critical")
    assert compare(ONE, worse)["severities"] == [{"finding": 0, "was": "warning"}]


@pytest.mark.parametrize(
    ("part", "values"),
    [("source", {"number": 4}), ("period", {"since": "2026-09-01"})],
)
def test_other_data_is_told_from_the_same(part, values):
    other = {**ONE, part: {**ONE[part], **values}}
    assert not compare(ONE, other)["is_same_data"]


def test_nothing_before_and_nothing_now_are_both_fine():
    empty = result()
    assert compare(empty, ONE)["new"] == [0]
    assert len(compare(ONE, empty)["gone"]) == 1
