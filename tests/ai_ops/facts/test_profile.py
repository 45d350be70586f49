"""The profile of a table, and the command that prints it."""

import io
import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from ai_ops.facts import profile, scores, series
from connectors import frames
from connectors.errors import UnknownColumnError, WrongKindError

TABLE = """day,visits,door,note,code,fixed
2026-01-01,10,north,a note of some length,k1,1
2026-01-02,0,north,another note of some length,k2,1
2026-01-03,,south,a third note with words,k3,1
2026-01-07,30,north,,k4,1
"""


def table(text=TABLE):
    return frames.read(text.encode())


def profiled(**options):
    return profile.profile(table(), **options)


def column(name):
    return next(each for each in profiled().columns if each.name == name)


def printed(*arguments):
    out = io.StringIO()
    call_command("profile_data", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def wave(tmp_path):
    rows = [f"2026-01-01 {at // 60:02}:{at % 60:02},{500 if at == 200 else at % 7 + 20}" for at in range(300)]
    path = tmp_path / "wave.csv"
    path.write_text("\n".join(["at,visits", *rows[150:], *rows[:150]]))
    return path


def test_a_profile_tells_time_step_gaps_and_staleness():
    found = profiled(now=datetime(2026, 1, 9, tzinfo=UTC))
    assert (found.rows, found.time, found.since, found.until) == (4, "day", "2026-01-01", "2026-01-07")
    assert (found.step_name, found.gaps, found.stale) == ("day", 1, 2.0)


def test_a_profile_tells_what_a_measure_holds():
    visits = column("visits")
    assert (visits.nulls, visits.distinct, visits.zeros) == (1, 3, 1)
    assert (visits.lowest, visits.mean, visits.highest) == (0, pytest.approx(40 / 3), 30)
    assert visits.quantiles[2] == 10


def test_each_column_has_a_role():
    roles = {each.name: each.role for each in profiled().columns}
    assert roles == {
        "day": "time",
        "visits": "measure",
        "door": "dimension",
        "note": "text",
        "code": "text",
        "fixed": "constant",
    }
    assert column("door").top == (("north", 3), ("south", 1))


def test_years_are_a_time_and_a_row_number_is_no_measure():
    found = profile.profile(
        table("row,year,sales\n" + "".join(f"{at},{1990 + at},{at * 7 % 5}\n" for at in range(1, 30)))
    )
    assert {each.name: each.role for each in found.columns} == {"row": "id", "year": "time", "sales": "measure"}
    assert (found.since, found.step_name) == ("1991-01-01", "year")


def test_a_series_is_in_order_of_time_and_averages_rows_of_one_moment():
    frame = table("day,visits\n2026-01-02,4\n2026-01-01,2\n2026-01-02,8\n2026-01-01,\n").frame
    found = series.series(frame, "visits", "day")
    assert found.values.tolist() == [2, 6]


def test_a_column_of_another_kind_is_refused_with_a_sentence():
    with pytest.raises(WrongKindError, match="“door” holds no numbers"):
        series.series(table().frame, "door")
    with pytest.raises(WrongKindError, match="“door” holds no times"):
        series.series(table().frame, "visits", "door")
    with pytest.raises(UnknownColumnError, match="The columns are: day, visits"):
        series.series(table().frame, "hours")


def test_the_command_prints_scores_in_the_order_of_the_file(wave):
    found = json.loads(printed(str(wave), "--json", "--scores", "visits", "--time", "at"))
    assert len(found["scores"]) == 300
    assert max(range(300), key=found["scores"].__getitem__) == 50
    assert found["scores"][50] >= scores.THRESHOLD
    assert {"spike"} <= {fact["kind"] for fact in found["candidates"]}
    assert found["profile"]["rows"] == 300


def test_the_command_gives_scores_only_where_they_are_asked_for(wave):
    assert json.loads(printed(str(wave), "--json")).keys() == {"profile", "candidates"}


def test_the_command_prints_words(wave):
    text = printed(str(wave), "--scores", "visits", "--time", "at")
    assert "300 rows, 2 columns, read as CSV." in text
    assert "spike in visits: 500" in text
    assert "row 51: 0." in text


def test_the_command_says_where_nothing_is_remarkable(tmp_path):
    path = tmp_path / "calm.csv"
    path.write_text(TABLE)
    assert "Nothing remarkable was found" in printed(str(path))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--scores", "sales"], "There is no column “sales”. The columns are: day, visits"),
        (["--time", "hour"], "There is no column “hour”. The columns are: day, visits"),
        (["--scores", "door"], "“door” holds no numbers"),
        (["--time", "door"], "“door” holds no times"),
    ],
)
def test_the_command_says_what_is_wrong(tmp_path, arguments, sentence):
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    with pytest.raises(CommandError, match=sentence):
        printed(str(path), *arguments)


def test_the_command_says_that_there_is_no_such_file(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        printed(str(tmp_path / "none.csv"))


def test_a_column_without_values_is_scored_and_has_no_anomaly(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("at,visits\n" + "".join(f"2026-01-{day:02},\n" for day in range(1, 29)))
    for by in ([], ["--time", "at"]):
        assert json.loads(printed(str(path), "--json", "--scores", "visits", *by))["scores"] == [0] * 28
