"""GET /api/v1/sources/{source} and what stands out in it; and an analysis of it, from the request to its files."""

import csv
import io

import pytest
from django.utils import timezone

from ai_ops import registry, runner
from ai_ops.models import Run
from connectors import sources
from connectors.models import Source
from tenants.models import Scope
from tests.inspire.calling import Program, problem_of

pytestmark = pytest.mark.django_db

DAYS = [f"2026-{month:02}-{day:02}" for month in (7, 8, 9) for day in range(1, 29)]
REVENUE = [100 + place % 7 + 400 * (place == 50) for place in range(len(DAYS))]
NOTES = ["a"] * (len(DAYS) - 1) + ["x" * 2_000]
OPEN = ["yes" if place % 7 else "no" for place in range(1, len(DAYS) + 1)]
COLUMNS = zip(DAYS, map(str, REVENUE), OPEN, NOTES, strict=True)
SALES = "\n".join(["day,revenue,open,note", *(",".join(row) for row in COLUMNS)])


@pytest.fixture
def program(tenant, admin) -> Program:
    return Program(tenant, *Scope, member=admin)


@pytest.fixture
def sales(tenant) -> Source:
    return sources.create_upload(tenant, "Sales", SALES.encode(), filename="s.csv", at=timezone.now())


def test_a_source_is_told_with_its_fields_and_last_rows(program, sales):
    told = program.get("/sources/sales").json()
    assert (told["slug"], told["rows"], told["columns"], told["snapshot"]) == ("sales", 84, 4, 1)
    assert [each["address"] for each in told["fields"]][:2] == ["sales.row.day", "sales.row.revenue"]
    assert told["fields"][2]["kind"] == "boolean"
    assert len(told["last_rows"]) == 12
    assert told["last_rows"][-1] == {
        "sales.row.day": "2026-09-28",
        "sales.row.revenue": 106,
        "sales.row.open": False,
        "sales.row.note": "x" * 1_000,
    }


def test_a_source_that_waits_for_rows_has_none_and_nothing_stands_out(program, tenant):
    sources.create_push(tenant, "Quay", at=timezone.now())
    told = program.get("/sources/quay").json()
    assert (told["state"], told["snapshot"], told["fields"], told["last_rows"]) == ("idle", None, [], [])
    assert "waits for its first rows" in problem_of(program.get("/sources/quay/facts"), 409)["detail"]


def test_what_stands_out_is_told_without_a_run(program, sales):
    told = program.get("/sources/sales/facts").json()
    assert (told["snapshot"], told["profile"]["rows"], told["profile"]["time"]) == (1, 84, "day")
    spike = next(each for each in told["facts"] if each["kind"] == "spike")
    assert (spike["columns"], spike["value"], spike["since"]) == (["revenue"], 501.0, DAYS[50])
    assert not Run.objects.exists()


def test_what_stands_out_is_told_of_a_period(program, sales):
    told = program.get("/sources/sales/facts", since="2026-07-01", until="2026-07-28").json()
    assert (told["profile"]["rows"], told["profile"]["until"]) == (28, "2026-07-28")


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"since": "2030-01-01"}, "to 28 September 2026"),
        ({"since": "2026-08-01", "until": "2026-07-01"}, "ends before it begins"),
        ({"since": "yesterday"}, "form that this address takes"),
    ],
)
def test_a_period_that_cannot_be_looked_at_is_said(program, sales, part, words):
    assert words in problem_of(program.get("/sources/sales/facts", **part), 422)["detail"]


def test_an_analysis_is_started_by_a_sources_slug_and_its_files_are_downloaded(program, sales, sandbox):
    body = {"operation": "analysis", "inputs": {"source": "sales", "question": "What stood out?"}}
    run = program.post("/runs", body, key="1").json()
    address = f"/runs/{run['id']}"
    problem_of(program.get(f"{address}/exports/report"), 404)
    runner.execute(Run.objects.get().pk)
    ended = program.get(address).json()
    assert (ended["state"], ended["error"], ended["price"]) == ("succeeded", "", 10)
    assert ended["result"]["source"]["slug"] == "sales"

    listed = {each["slug"]: each["exports"] for each in program.get("/operations").json()}
    assert listed["analysis"] == ["report", "table", "inspire"]
    for slug, suffix in (("report", ".md"), ("table", ".csv"), ("inspire", ".inspire-analysis.json")):
        answer = program.get(f"{address}/exports/{slug}")
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment;")
        assert suffix in answer["Content-Disposition"]
        assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    rows = list(csv.DictReader(io.StringIO(program.get(f"{address}/exports/table").content.decode("utf-8-sig"))))
    assert {row["finding"] for row in rows} == {str(n) for n in range(1, len(ended["result"]["findings"]) + 1)}
    assert "no such file" in problem_of(program.get(f"{address}/exports/css"), 404)["detail"]


def test_the_same_analysis_again_is_compared_with_the_last(program, sales, sandbox):
    body = {"operation": "analysis", "inputs": {"source": "sales"}}
    ids = [program.post("/runs", body, key=key).json()["id"] for key in ("1", "2")]
    for run_id in ids:
        runner.execute(run_id)
    first, second = (program.get(f"/runs/{run_id}").json()["result"] for run_id in ids)
    told = registry.get("analysis").compare(first, second)
    assert told["is_same_data"]
    assert len(told["same"]) + len(told["new"]) == len(second["findings"])
    assert told["same"], "the spike is still there"
