"""The page of an analysis: numbers from the facts, each finding beside its chart, what was dropped, what changed."""

import re
from copy import deepcopy
from datetime import timedelta
from functools import cache
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from model_bakery import baker

from ai_ops import queries, registry, runner
from ai_ops.models import Run, State
from ai_ops.operations.analysis import preparing, review
from ai_ops.operations.analysis.draft import AnalysisDraft, FindingDraft
from ai_ops.operations.analysis.inputs import AnalysisInput
from connectors import frames
from tests.ai_ops.analysis.tables import source_of
from tests.ai_ops.test_facts_page import busy, table, upload

REFERENCE = re.compile(r"\{[Ff]\d")


@cache
def result():
    """The result of an analysis of a table with a spike, as the checks accept it."""
    asked, source = AnalysisInput(source="visits"), source_of(frames.read(table(busy())), name="Visits")
    spike = next(fact.id for fact in preparing.prepare(asked, source).facts.values() if fact.kind == "spike")
    finding = FindingDraft(
        title="A day far above the others",
        kind="anomaly",
        explanation=f"On {{{spike}.since}}, {{f2}} climbs to {{{spike}}}; it is usually at {{{spike}.usual}}.",
        evidence=[spike],
        columns=["f2"],
        severity="notice",
        suggestion="Find out what happened on that day.",
        hypothesis="An event may have brought people in.",
    )
    draft = AnalysisDraft(summary=f"{{f2}} is steady, but for one day at {{{spike}}}.", findings=[finding])
    found = review.review(draft, asked, source)
    assert found.is_accepted, found.problems
    return found.result


@pytest.fixture
def run(tenant, designer) -> Run:
    """A run that succeeded on the source Visits."""
    upload(tenant, "Visits", table(busy()))
    at = timezone.now()
    made: Run = baker.make(
        Run,
        tenant=tenant,
        member=designer.pk,
        operation="analysis",
        inputs={"source": "visits"},
        state=State.SUCCEEDED,
        result=deepcopy(result()),
        funding="credits",
        provider="anthropic",
        model="claude-haiku-5-5",
        answered_by="sandbox",
        created_at=at,
        ended_at=at,
        deadline_at=at,
    )
    return made


@pytest.fixture
def analyse(tenant, sandbox, designer):
    """Return a function that takes an analysis of a source from its start to its end."""

    def analyse(slug: str) -> Run:
        run = runner.start(
            tenant,
            registry.get("analysis"),
            member=designer.pk,
            role="designer",
            inputs={"source": slug},
            submission_key=uuid4().hex,
            at=timezone.now(),
        )
        runner.execute(run.pk)
        run.refresh_from_db()
        assert run.state == State.SUCCEEDED, run.error
        return run

    return analyse


def page(client, run: Run) -> str:
    return str(client.get(reverse("run", args=[run.pk])).content.decode())


def change(run: Run, **result) -> None:
    Run.objects.filter(pk=run.pk).update(result={**(run.result or {}), **result})


def test_each_number_of_the_prose_is_printed_from_its_fact_and_leads_to_its_evidence(run, designer, client_of):
    first = run.result["findings"][0]
    change(run, summary=f"At most {{{first['evidence'][0]}}}, in {{f2}}.")
    shown = page(client_of(designer), run)

    places = set(re.findall(r'class="figure-ref" href="#(evidence-\d+-F\d+)"', shown))
    assert places
    assert all(f'id="{place}"' in shown for place in places)
    assert not REFERENCE.search(re.sub(r"<[^>]*>", "", shown))
    assert '<bdi class="column-ref">visits</bdi>' in shown


def test_each_finding_stands_beside_its_chart_its_rows_and_how_it_was_computed(run, designer, client_of):
    shown = page(client_of(designer), run)
    cards = shown.split("<article ")[1:]

    assert len(cards) == len(run.result["findings"]) >= 1
    assert all("How computed" in card for card in cards)
    assert "Show rows" in shown
    assert re.search(r'<tr class="marked"><th scope="row" class="num">41</th><td><bdi>2026-04-10</bdi>', shown)
    assert (
        'role="img" aria-label="Line chart: visits. From 1 March 2026 to 29 April 2026, between 100 and 900.' in shown
    )
    assert 'class="band-end"' in shown
    assert "The chart as a table" in shown
    assert "style=" not in shown


def test_source_snapshot_rows_and_period_are_said(run, viewer, client_of):
    shown = " ".join(page(client_of(viewer), run).split())

    assert "From “Visits”, snapshot 3" in shown
    assert "1 March 2026 to 29 April 2026" in shown
    assert "60 rows analysed" in shown


def test_dropped_claims_are_counted_in_public_with_their_reasons(run, designer, client_of):
    assert "claims dropped" not in page(client_of(designer), run)
    change(run, dropped=["A claim was dropped: <b>no</b> evidence.", "Another was dropped."])
    shown = page(client_of(designer), run)

    assert "2 claims dropped: not confirmed by the data" in shown
    assert "A claim was dropped: &lt;b&gt;no&lt;/b&gt; evidence." in shown


def test_words_and_names_in_a_result_are_text_and_nothing_else(run, designer, client_of):
    bad = "<script>alert(1)</script>"
    columns = {alias: each | {"name": bad} for alias, each in run.result["columns"].items()}
    fact = {"id": "F1", "label": bad, "unit": bad, "columns": [bad]}
    facts = {key: each | fact | {"id": key} for key, each in run.result["facts"].items()}
    findings = [each | {"title": bad, "explanation": f"{bad} {{f1}} {{F1}}"} for each in run.result["findings"]]
    findings[0]["exhibits"] = [
        {
            "fact": next(iter(facts)),
            "chart": {"type": "bar", "column": "f2", "unit": bad, "bars": [[bad, 3.0], ["b", -1.0]], "marked": [0]},
            "rows": {"columns": [bad], "rows": [[bad]], "first": 1, "marked": [0], "total": 1},
        }
    ]
    change(run, columns=columns, facts=facts, findings=findings, summary=bad, question=bad, name=bad)
    shown = page(client_of(designer), run)

    assert bad not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


@pytest.mark.parametrize(
    "chart",
    [
        {"type": "line", "column": "f2", "unit": "€", "points": [["1", 1.5], ["2", None], ["3", 2.0]], "span": [2, 2]},
        {"type": "bar", "column": "f2", "unit": "%", "bars": [["north", 60.0], ["south", 40.0]], "marked": [0]},
        {"type": "distribution", "column": "f2", "unit": "", "edges": [0, 1, 2], "counts": [3, 4], "marked": [1]},
        {"type": "scatter", "column": "f1", "other": "f2", "points": [[1.0, 2.0], [3.0, 4.0]]},
    ],
    ids=lambda chart: chart["type"],
)
def test_every_type_of_chart_has_words_for_it_and_a_table_behind(run, designer, client_of, chart):
    findings = run.result["findings"]
    exhibit = {"fact": findings[0]["evidence"][0], "chart": chart, "rows": None}
    change(run, findings=[findings[0] | {"exhibits": [exhibit]}])
    shown = page(client_of(designer), run)

    assert f'<figure class="chart {chart["type"]}">' in shown
    assert "The chart as a table" in shown
    assert chart["type"] == "bar" or 'role="img"' in shown


def test_the_first_analysis_of_a_source_is_compared_with_nothing(run, analyse, tenant, designer, client_of):
    upload(tenant, "Other visits", table(busy()))
    other = analyse("other_visits")

    assert "Since the last analysis" not in page(client_of(designer), run)
    assert "Since the last analysis" not in page(client_of(designer), other)


def test_a_later_analysis_says_what_is_new_gone_and_the_same_since_the_last_one(run, analyse, designer, client_of):
    gone = run.result["findings"][0] | {"title": "Snow in July", "kind": "correlation"}
    change(run, findings=[*run.result["findings"], gone])
    later = analyse("visits")
    shown = " ".join(re.sub(r"<[^>]*>", " ", page(client_of(designer), later)).split())

    count = len(later.result["findings"])
    assert f"{count - 1} new 1 gone 1 the same" in shown
    assert "Snow in July" in shown
    assert "Compared with the former result" not in shown


def test_the_last_analysis_is_the_newest_before_it_of_the_tenant_the_operation_and_the_source(run, other_tenant):
    def copy(**changes) -> Run:
        made = Run.objects.get(pk=run.pk)
        made.pk, made.submission_key = uuid4(), uuid4().hex
        for name, value in changes.items():
            setattr(made, name, value)
        made.save(force_insert=True)
        return made

    at = run.created_at
    last = copy(created_at=at - timedelta(hours=1))
    copy(created_at=at - timedelta(hours=2))
    copy(created_at=at - timedelta(minutes=1), tenant=other_tenant)
    copy(created_at=at - timedelta(minutes=1), operation="theme")
    copy(created_at=at - timedelta(minutes=1), inputs=run.inputs | {"source": "elsewhere"})
    copy(created_at=at - timedelta(minutes=1), state=State.FAILED, result=None)
    copy(created_at=at + timedelta(minutes=1))

    with CaptureQueriesContext(connection) as asked:
        found = queries.last_like(run, "source")

    assert found == last
    assert "context" not in asked.captured_queries[-1]["sql"].partition(" FROM ")[0]


def test_a_saved_analysis_and_its_picture_are_shown_in_the_library(run, designer, client_of):
    client = client_of(designer)
    response = client.post(reverse("run_save", args=[run.pk]), {"name": "March visits"})

    assert "How computed" in client.get(response["Location"]).content.decode()
    assert 'class="picture analysis-picture"' in client.get(reverse("library")).content.decode()
