"""The pages of runs: live, ended, listed, asked for again."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from ai_ops import library, runner
from ai_ops.models import Run, State
from tenants.models import Role
from tests.factories import make_member

HTMX = {"hx-request": "true"}


def page_of(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def test_a_waiting_run_shows_its_stage_its_time_and_a_way_to_cancel(client_of, designer, start_theme):
    run = start_theme()

    page = page_of(client_of(designer), "run", run.pk)

    assert "Waiting for a worker" in page
    assert "Elapsed" in page
    assert "Cancel run" in page
    assert 'hx-trigger="every 1s"' in page
    assert '<meta http-equiv="refresh"' in page, "without JavaScript the page asks again too"


def test_a_run_is_told_by_what_was_asked_for(client_of, designer, start_theme):
    run = start_theme(mode="dark", description="A bakery that smells of honey")
    run.refresh_from_db()

    page = page_of(client_of(designer), "run", run.pk)

    assert '<blockquote class="request-quote">A bakery that smells of honey</blockquote>' in page


def test_polling_returns_the_progress_alone_with_no_query_for_the_frame(client_of, designer, start_theme):
    run, client = start_theme(), client_of(designer)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(reverse("run", args=[run.pk]), headers=HTMX)

    assert response.status_code == 200
    assert "<html" not in response.content.decode()
    assert len(queries) <= 4, "session, person, memberships, run"


def test_polling_stops_when_the_run_has_ended_and_brings_result_and_meter(client_of, designer, make_theme):
    run = make_theme()

    response = client_of(designer).get(reverse("run", args=[run.pk]), headers=HTMX)
    fragment = response.content.decode()

    assert response.status_code == 286
    assert response["HX-Retarget"] == "#run"
    assert run.result["name"] in fragment
    assert 'id="credits-meter"' in fragment
    assert "<strong>99</strong>" in fragment


def test_a_result_shows_scene_swatches_ratios_adjustments_and_downloads(client_of, designer, make_theme):
    run = make_theme(brand_colours=[{"hex": "#0E7C86", "locked": True}])

    page = page_of(client_of(designer), "run", run.pk)

    assert reverse("run_preview", args=[run.pk]) + "?mode=dark" in page
    assert '<rect width="120" height="64" fill="#0E7C86"/>' in page
    assert "meet WCAG AA" in page
    for change in run.result["changes"]:
        assert f"{change['before']} → {change['after']}" in page
    for export in ("css", "tokens"):
        assert export in page
    assert " style=" not in page, "the security policy allows no style attribute"


def test_who_answered_is_said_on_every_result(client_of, designer, make_theme):
    run, client = make_theme(member=designer.pk), client_of(designer)
    item = library.save(run, "Dusk", author=designer.pk, at=timezone.now())

    for page in (page_of(client, "run", run.pk), page_of(client, "saved_item", item.pk)):
        assert "Demo answers</span>" in page
    for page in (page_of(client, "runs"), page_of(client, "library"), page_of(client, "ai_home")):
        assert "demo answers</span>" in page
        assert "the local sandbox answers instead of Anthropic" in page


def test_with_platform_keys_no_page_speaks_of_demo_answers(client_of, designer, settings):
    settings.ANTHROPIC_API_KEY = "sk-ant-api03-platform"
    settings.OPENAI_API_KEY = "sk-platform"

    assert "emo answers" not in page_of(client_of(designer), "ai_home")


def test_a_failed_run_says_why_and_that_nothing_was_charged(client_of, designer, sandbox, make_theme):
    sandbox.fault("refusal", times=0)
    run = make_theme()

    page = page_of(client_of(designer), "run", run.pk)

    assert run.state == State.FAILED
    assert "nothing was charged" in page
    assert escape(run.error) in page
    assert f"{reverse('operation', args=['theme'])}?from={run.pk}" in page


def test_cancelling_ends_a_run_for_nothing(client_of, designer, start_theme):
    run, client = start_theme(), client_of(designer)

    response = client.post(reverse("run_cancel", args=[run.pk]), follow=True)

    run.refresh_from_db()
    assert run.state == State.CANCELLED
    assert "cancelled, and nothing was charged" in response.content.decode()


def test_cancelling_a_run_that_has_ended_says_so(client_of, designer, make_theme):
    run = make_theme()

    response = client_of(designer).post(reverse("run_cancel", args=[run.pk]), follow=True)

    assert "had already ended" in response.content.decode()


def test_again_fills_the_form_with_the_runs_inputs(client_of, designer, make_theme):
    run = make_theme(mode="dark", brand_colours=[{"hex": "#B4532A", "locked": True}])

    page = page_of(client_of(designer), "operation", "theme", **{"from": run.pk})

    assert run.inputs["description"] in page
    assert 'value="#B4532A"' in page
    assert 'value="dark" checked' in page


def test_locking_a_colour_leads_to_the_form_with_it_locked(client_of, designer, make_theme):
    run, client = make_theme(), client_of(designer)
    accent = run.result["modes"]["light"]["roles"]["accent"]
    page = page_of(client, "run", run.pk)
    address = next(part for part in page.split('"') if part.startswith("/ai/theme/?description") and accent[1:] in part)

    form = client.get(address.replace("&amp;", "&")).content.decode()

    assert f'value="{accent}"' in form
    assert '<option value="accent" selected>' in form
    assert 'value="0" aria-label="Lock colour 1" checked' in form


def test_an_example_fills_the_form(client_of, designer):
    page = page_of(client_of(designer), "operation", "theme", example=1)

    assert "waiting room" in page
    assert 'value="roomy" checked' in page


@pytest.mark.parametrize("query", ["example=99", "example=x", "mode=dark", "before=%00"])
def test_odd_addresses_of_the_form_do_no_harm(client_of, designer, query):
    assert client_of(designer).get(f"{reverse('operation', args=['theme'])}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["before=x", "before=2026-01-01_y", "member=x", "state=x", "operation=x"])
def test_odd_addresses_of_the_history_do_no_harm(client_of, designer, query):
    assert client_of(designer).get(f"{reverse('runs')}?{query}").status_code == 200


def test_the_history_filters_by_operation_outcome_and_member(client_of, designer, admin, start_theme):
    mine, theirs = start_theme(member=designer.pk), start_theme(member=admin.pk)
    runner.cancel(theirs, at=timezone.now())
    client = client_of(designer)

    for query in ({"member": designer.pk}, {"state": "queued"}):
        page = page_of(client, "runs", **query)
        assert str(mine.pk) in page
        assert str(theirs.pk) not in page
    assert "No run matches" in page_of(client, "runs", operation="other")


def test_the_history_pages_through_every_run_once(client_of, designer, tenant, start_theme):
    template = start_theme()
    copies = [copy_of(template) for _ in range(59)]
    client, mark, seen = client_of(designer), "", []

    while mark is not None:
        page = client.get(reverse("runs"), {"before": mark}).context["page"]
        seen += [run.pk for run in page.rows]
        mark = page.older

    assert len(seen) == 60
    assert set(seen) == {template.pk, *(copy.pk for copy in copies)}


def copy_of(run: Run) -> Run:
    """Return a copy of a run, at the same moment, which paging must tell apart."""
    copy = Run.objects.get(pk=run.pk)
    copy.pk, copy.submission_key = uuid4(), uuid4().hex
    copy._state.adding = True
    copy.save(force_insert=True)
    return copy


@pytest.mark.parametrize("name", ["runs", "ai_home", "library"])
def test_a_page_asks_as_many_queries_for_many_rows_as_for_few(client_of, designer, tenant, make_theme, name):
    run, client = make_theme(member=designer.pk), client_of(designer)
    library.save(run, "First", author=designer.pk, at=timezone.now())
    few = count_queries(client, name)

    for number in range(20):
        member = make_member(tenant, Role.DESIGNER)
        copy = copy_of(run)
        Run.objects.filter(pk=copy.pk).update(member=member.pk)
        library.save(copy, f"Copy {number}", author=member.pk, at=timezone.now())

    assert count_queries(client, name) == few
    assert few <= 9


def count_queries(client, name):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(name)).status_code == 200
    return len(queries)


def test_the_frame_adds_at_most_two_queries(client_of, viewer):
    client = client_of(viewer)
    client.get(reverse("library"))

    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("library"))

    frame = [each["sql"] for each in queries if "credits_" in each["sql"]]
    assert 1 <= len(frame) <= 2
