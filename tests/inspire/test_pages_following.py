"""Results that follow others: the note, the comparison, the history, and variations of what was saved."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ai_ops import library, queries, runner
from ai_ops.models import Run, State
from tests.inspire.making import LABEL


def page_of(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


@pytest.mark.parametrize("slug", ["theme", "image", "text"])
def test_again_follows_with_the_note_and_the_two_are_compared(client_of, designer, make, slug):
    first, client = make(slug), client_of(designer)
    assert "Compared with the former result" not in page_of(client, "run", first.pk)

    response = client.post(
        reverse("run_again", args=[first.pk]), {"note": "Warmer <b>words</b>", "submission_key": "again"}
    )

    second = Run.objects.get(former=first)
    assert response["Location"] == reverse("run", args=[second.pk])
    assert (second.note, second.inputs, second.member) == ("Warmer <b>words</b>", first.inputs, designer.pk)
    runner.execute(second.pk)
    page = page_of(client, "run", second.pk)
    assert "Compared with the former result" in page
    assert "Warmer &lt;b&gt;words&lt;/b&gt;" in page
    assert f'href="{reverse("run", args=[first.pk])}"' in page
    assert "History" in page
    assert f'href="{reverse("run", args=[second.pk])}"' in page_of(client, "run", first.pk)


def test_two_clicks_on_again_start_one_run(client_of, designer, make):
    first, client = make("text"), client_of(designer)

    for _ in range(2):
        client.post(reverse("run_again", args=[first.pk]), {"note": "Warmer", "submission_key": "same"})

    assert Run.objects.filter(former=first).count() == 1


def test_a_note_that_is_too_long_stays_and_is_said(client_of, designer, make):
    run = make("text")

    response = client_of(designer).post(
        reverse("run_again", args=[run.pk]), {"note": "warm " * 70, "submission_key": "k"}
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert "Use at most 300 characters" in page
    assert "warm warm" in page
    assert Run.objects.count() == 1


def test_a_viewer_is_offered_nothing_that_would_be_refused(client_of, viewer, make):
    run, client = make("text"), client_of(viewer)

    page = page_of(client, "run", run.pk)

    assert reverse("run_again", args=[run.pk]) not in page
    assert "Apply" not in page
    assert client.post(reverse("run_again", args=[run.pk]), {"submission_key": "k"}).status_code == 403


def test_another_tenants_run_can_neither_be_followed_nor_be_seen_on_the_form(client_of, designer, other_tenant, make):
    run = make("text", of=other_tenant)
    client = client_of(designer)

    assert client.post(reverse("run_again", args=[run.pk]), {"submission_key": "k"}).status_code == 404
    assert client.get(reverse("operation", args=["text"]), {"from": run.pk}).status_code == 404
    response = client.post(
        reverse("operation", args=["text"]),
        {"submission_key": "k2", "former": run.pk, "note": "Warmer", "source": LABEL, "mode": "shorten"},
    )
    assert response.status_code == 422
    assert "is not there" in response.content.decode()
    assert 'name="former"' not in response.content.decode(), "the next try is not refused again"
    assert not Run.objects.filter(note="Warmer").exists()


def test_a_former_of_another_tenant_is_never_shown_whatever_a_row_says(client_of, designer, other_tenant, make):
    theirs, mine = make("text", of=other_tenant), make("text")
    Run.objects.filter(pk=mine.pk).update(former=theirs)
    mine.refresh_from_db()

    assert [each.pk for each in queries.thread_of(mine)] == [mine.pk]
    assert "Compared with the former result" not in page_of(client_of(designer), "run", mine.pk)


def test_the_form_that_follows_keeps_inputs_and_note(client_of, designer, make):
    run, client = make("image"), client_of(designer)

    page = page_of(client, "operation", "image", **{"from": run.pk})
    assert f'<input type="hidden" name="former" value="{run.pk}">' in page
    assert run.inputs["prompt"] in page

    refused = client.post(
        reverse("operation", args=["image"]),
        {"submission_key": "k", "former": run.pk, "note": "With a lighthouse", "prompt": "x"},
    ).content.decode()
    assert f'<input type="hidden" name="former" value="{run.pk}">' in refused
    assert ">With a lighthouse</textarea>" in refused


def test_a_failed_run_is_repeated_and_not_followed(client_of, designer, tenant, make, sandbox):
    run = make("text")
    Run.objects.filter(pk=run.pk).update(state=State.FAILED, result=None, error="It failed.")

    page = page_of(client_of(designer), "operation", "text", **{"from": run.pk})

    assert LABEL in page
    assert 'name="former"' not in page


def test_the_pages_of_a_long_thread_ask_as_many_queries_as_those_of_a_short_one(client_of, designer, make):
    client, runs = client_of(designer), [make("text")]
    runs.append(make("text", former=runs[0], note="1"))
    few = count_queries(client, runs[1])
    for number in range(3):
        runs.append(make("text", former=runs[-1], note=str(number), variants=1 + number % 3, max_chars=50 + number))

    assert count_queries(client, runs[-1]) == few
    assert [each.pk for each in queries.thread_of(runs[-1])] == [each.pk for each in runs]


def count_queries(client, run):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("run", args=[run.pk])).status_code == 200
    return len(captured)


def test_varying_a_saved_theme_begins_with_its_locked_colours(client_of, designer, make):
    run = make("theme", brand_colours=[{"hex": "#0E7C86", "locked": True}, {"hex": "#B4532A", "locked": False}])
    item = library.save(run, "Dusk", author=None, at=timezone.now())

    page = page_of(client_of(designer), "operation", "theme", base=item.pk)

    assert f'<option value="{item.pk}" selected>' in page
    assert 'value="#0E7C86"' in page
    assert re.search(r'name="brand_locked" value="0"[^>]* checked', page)
    assert 'value="light" checked' in page
