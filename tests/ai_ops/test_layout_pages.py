"""The pages of layouts: the form and the free one beside it, and changes before and after they are saved."""

import json
import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ai_ops import library
from ai_ops.models import Run, SavedItem
from connectors import sources as source_store
from credits import ledger
from credits.ledger import HoldRequest
from tenants.models import AuditEvent, Role
from tests.ai_ops.layout_results import make_run, upload_sales
from tests.factories import make_member

HTMX = {"hx-request": "true"}
HOSTILE = '"><script>alert(1)</script><a href="https://evil.example">x</a>'


@pytest.fixture
def sales(tenant):
    return upload_sales(tenant)


@pytest.fixture
def run(tenant, designer, sales) -> Run:
    """A run that made a layout of the sales."""
    return make_run(tenant, designer)


@pytest.fixture
def item(run, designer) -> SavedItem:
    return library.save(run, "Harbour figures", author=designer.pk, at=timezone.now())


def page(response) -> str:
    return " ".join(response.content.decode().split())


def attribute(shown: str, name: str) -> str:
    """Return the first value of an attribute of a page."""
    return unescape(shown.partition(f'{name}="')[2].partition('"')[0])


def form_of(result, **changes) -> dict[str, object]:
    """Return what the form of a result sends, all accepted, with changes."""
    placements = result["placements"]
    fields = {f"{side}-{at}": each[side] for at, each in enumerate(placements) for side in ("x", "y", "w", "h")}
    kinds = {f"component-{at}": each["component"] for at, each in enumerate(placements)}
    kept = [str(at) for at in range(len(placements))]
    return {"layout": json.dumps(placements), "keep": kept, **fields, **kinds, **changes}


def place_of(result, component: str) -> int:
    return next(at for at, each in enumerate(result["placements"]) if each["component"] == component)


def kept_layout(response) -> Any:
    """Return the placements that a form holds after a change."""
    return json.loads(attribute(response.content.decode(), 'name="layout" value'))


# The form, and the free layout beside it


def test_the_form_shows_the_rows_of_sources_and_draws_the_free_layout_beside_it(sales, tenant, designer, client_of):
    source_store.create_push(tenant, "Quay", at=timezone.now())
    client = client_of(designer)
    form = page(client.get(reverse("operation", args=["content"]), {"sources": "sales"}))
    beside = page(client.get(reverse("layout_baseline"), {"sources": "sales"}, headers=HTMX))
    drawing = client.get(reverse("layout_baseline_drawing"), {"sources": "sales", "mode": "dark"})

    assert 'name="sources" value="sales" checked' in form
    assert 'name="sources" value="quay" disabled' in form
    assert "28 rows" in form
    assert "Generate layout" in form
    assert "Made without AI, free" in beside
    assert f'src="{reverse("layout_baseline_drawing")}?sources=sales&amp;mode=dark"' in beside
    assert 'data-scheme="dark"' in page(drawing)


def test_the_free_layout_has_the_screen_that_is_asked_for(sales, designer, client_of):
    client = client_of(designer)
    own = {"sources": "sales", "canvas": "own", "columns": "24", "rows": "8"}

    assert 'viewBox="0 0 18 32"' in page(
        client.get(reverse("layout_baseline_drawing"), {"sources": "sales", "canvas": "portrait"})
    )
    assert 'viewBox="0 0 24 8"' in page(client.get(reverse("layout_baseline_drawing"), own))
    assert "Enter both." in page(client.get(reverse("layout_baseline"), own | {"rows": "7"}))
    assert client.get(reverse("layout_baseline_drawing"), own | {"rows": "7"}).status_code == 404


def test_without_data_of_the_tenants_own_nothing_is_drawn(sales, other_tenant, client_of):
    stranger = client_of(make_member(other_tenant))

    assert "Your layout appears here" in page(stranger.get(reverse("layout_baseline"), {"sources": "sales"}))
    assert stranger.get(reverse("layout_baseline_drawing"), {"sources": "sales"}).status_code == 404


def test_more_than_five_sources_are_too_many(sales, designer, client_of):
    many = {"sources": ["sales", "b", "c", "d", "e", "f"]}

    assert "Choose at most 5 sources." in page(client_of(designer).get(reverse("layout_baseline"), many))


# A layout on the data of now


def test_a_result_is_drawn_with_the_data_and_the_theme_of_now(run, tenant, designer, viewer, client_of):
    source_store.create_push(tenant, "Other", at=timezone.now())
    before = page(client_of(viewer).get(reverse("run_preview", args=[run.pk])))
    run.tenant.sources.get(slug="sales").delete()
    after = client_of(viewer).get(reverse("run_preview", args=[run.pk]))

    assert "€308.50" in before
    assert "style=" not in before
    assert after.status_code == 200
    assert "€308.50" not in page(after)


def test_viewers_see_a_layout_and_no_form_that_would_be_refused(run, item, viewer, client_of):
    client = client_of(viewer)

    for address in (reverse("run", args=[run.pk]), reverse("saved_item", args=[item.pk])):
        shown = page(client.get(address))
        assert "Total takings by branch" in shown
        assert 'hx-trigger="load"' not in shown
    assert client.get(reverse("run_layout", args=[run.pk])).status_code == 403


@pytest.mark.parametrize("name", ["run_layout", "run_layout_save", "run_layout_again"])
def test_another_tenants_layout_is_not_found(run, other_tenant, client_of, name):
    stranger = client_of(make_member(other_tenant, Role.ADMIN))

    assert stranger.post(reverse(name, args=[run.pk])).status_code == 404


@pytest.mark.parametrize("name", ["saved_layout", "saved_layout_save"])
def test_another_tenants_saved_layout_is_not_found(item, other_tenant, client_of, name):
    stranger = client_of(make_member(other_tenant, Role.ADMIN))

    assert stranger.post(reverse(name, args=[item.pk])).status_code == 404


# Changes, before they are saved


def test_the_form_of_changes_names_each_placement_with_what_else_it_may_be(run, designer, client_of):
    shown = page(client_of(designer).get(reverse("run_layout", args=[run.pk]), headers=HTMX))
    bars = place_of(run.result, "bar_chart")
    choices = shown.split(f'id="component-{bars}"')[1].split("</select>")[0]

    assert "8 of 8 accepted" in shown
    assert "Run this one again" in shown
    assert f'id="keep-{bars}"' in shown
    assert 'value="pie"' in choices
    assert 'value="map_points"' not in choices
    assert "y: the sum of takings" in shown or "the sum of takings" in shown
    assert "<html" not in shown


def test_a_change_is_shown_at_once_in_each_mode_and_stored_nowhere(run, designer, client_of):
    bars = place_of(run.result, "bar_chart")
    form = form_of(run.result, **{f"component-{bars}": "pie"})
    response = client_of(designer).post(reverse("run_layout", args=[run.pk]), form, headers=HTMX)
    run.refresh_from_db()

    assert kept_layout(response)[bars]["component"] == "pie"
    assert response.content.decode().count("srcdoc=") == 2
    assert "data-component=&quot;pie&quot;" in response.content.decode()
    assert run.result["placements"][bars]["component"] == "bar_chart"
    assert not SavedItem.objects.exists()


def test_for_what_a_person_moves_the_others_make_room_and_it_is_told(run, designer, client_of):
    metric = place_of(run.result, "metric")
    form = form_of(run.result, **{f"w-{metric}": "16"})
    response = client_of(designer).post(reverse("run_layout", args=[run.pk]), form, headers=HTMX)

    assert kept_layout(response)[metric]["w"] == 16
    assert "so that it no longer covers “Newest takings”" in page(response)


def test_what_is_not_accepted_leaves_the_drawing_and_can_come_back(run, designer, client_of):
    table = place_of(run.result, "table")
    kept = [str(at) for at in range(len(run.result["placements"])) if at != table]
    client = client_of(designer)
    without = client.post(reverse("run_layout", args=[run.pk]), form_of(run.result, keep=kept), headers=HTMX)
    again = client.post(
        reverse("run_layout", args=[run.pk]), form_of({"placements": kept_layout(without)}), headers=HTMX
    )

    assert "7 of 8 accepted" in page(without)
    assert "data-component=&quot;table&quot;" not in page(without)
    assert "8 of 8 accepted" in page(again)
    assert "data-component=&quot;table&quot;" in page(again)


def test_a_layout_of_which_nothing_is_accepted_cannot_be_saved(run, designer, client_of):
    client, form = client_of(designer), form_of(run.result, keep=[], name="Empty")

    assert "This cannot be saved yet" in page(client.post(reverse("run_layout", args=[run.pk]), form, headers=HTMX))
    assert client.post(reverse("run_layout_save", args=[run.pk]), form).status_code == 422
    assert not SavedItem.objects.exists()


@pytest.mark.parametrize(
    "layout",
    [
        "",
        "{}",
        "[1]",
        "[" * 5000,
        '[{"id": "p1", "component": "text", "x": 0, "y": 0, "w": 1e9, "h": 1, "title": "", "rationale": ""}]',
        '[{"id": "p1", "component": "text", "x": 0, "y": 0, "w": 4, "h": 1, "title": "", "rationale": "", "no": 1}]',
    ],
)
def test_a_form_that_holds_no_layout_is_refused_with_its_reason(run, designer, client_of, layout):
    response = client_of(designer).post(reverse("run_layout", args=[run.pk]), {"layout": layout}, headers=HTMX)

    assert response.status_code == 422
    assert "The changes could not be read" in page(response)
    assert client_of(designer).post(reverse("run_layout_save", args=[run.pk]), {"layout": layout}).status_code == 422


@pytest.mark.parametrize("number", ["", "-7", "99999", "3.5", "NaN", "٣"])
def test_a_number_that_is_no_place_never_breaks_the_form(run, designer, client_of, number):
    bars = place_of(run.result, "bar_chart")
    form = form_of(run.result, **{f"x-{bars}": number, f"component-{bars}": "nothing"})
    response = client_of(designer).post(reverse("run_layout", args=[run.pk]), form, headers=HTMX)

    assert response.status_code == 200
    assert kept_layout(response)[bars]["component"] == "bar_chart"


def test_hostile_words_are_text_wherever_a_layout_is_shown(run, item, designer, client_of):
    for row in (run, item):
        content: Any = row.result if isinstance(row, Run) else row.content
        for each in content["placements"]:
            each.update(title=HOSTILE, rationale=HOSTILE)
        row.save()
    client = client_of(designer)
    addresses = [reverse(name, args=[run.pk]) for name in ("run", "run_layout", "run_preview")]
    addresses += [reverse(name, args=[item.pk]) for name in ("saved_item", "saved_layout", "saved_screen")]
    pages = [page(client.get(address)) for address in [*addresses, reverse("library"), reverse("runs")]]
    changed = page(client.post(reverse("run_layout", args=[run.pk]), form_of(run.result), headers=HTMX))

    assert all("<script>alert" not in each and 'evil.example">' not in each for each in [*pages, changed])
    assert "svg" in attribute(changed, "srcdoc")
    assert "<script>alert" not in attribute(changed, "srcdoc")


# Saving


def test_a_changed_layout_is_saved_as_the_tenants_own_with_its_run_and_as_edited_by_hand(run, designer, client_of):
    bars = place_of(run.result, "bar_chart")
    form = form_of(run.result, name="Ours", **{f"component-{bars}": "pie"})
    response = client_of(designer).post(reverse("run_layout_save", args=[run.pk]), form)
    saved = SavedItem.objects.get(name="Ours")

    assert response.url == reverse("saved_item", args=[saved.pk])
    assert (saved.kind, saved.run, saved.version) == ("content", run, 1)
    assert (saved.is_ai_made, saved.is_edited) == (True, True)
    assert saved.content["placements"][bars]["component"] == "pie"
    assert {**saved.content, "placements": 0, "coverage": 0} == {**run.result, "placements": 0, "coverage": 0}


def test_a_name_that_is_taken_keeps_the_changes_in_the_form(run, item, designer, client_of):
    bars = place_of(run.result, "bar_chart")
    form = form_of(run.result, name=item.name, **{f"component-{bars}": "pie"})
    response = client_of(designer).post(reverse("run_layout_save", args=[run.pk]), form)

    assert response.status_code == 422
    assert "Another saved item is called" in page(response)
    assert kept_layout(response)[bars]["component"] == "pie"


def test_a_changed_saved_layout_becomes_a_new_version_and_the_trail_says_so(item, designer, client_of):
    table = place_of(item.content, "table")
    kept = [str(at) for at in range(len(item.content["placements"])) if at != table]
    client_of(designer).post(reverse("saved_layout_save", args=[item.pk]), form_of(item.content, keep=kept))
    item.refresh_from_db()

    assert item.version == 2
    assert len(item.content["placements"]) == len(kept)
    assert [each.note for each in item.versions.order_by("number")] == ["saved", "edited"]
    assert AuditEvent.objects.filter(action="item.changed", target=str(item.pk)).exists()


def test_running_one_again_follows_the_run_and_names_the_placement(run, designer, client_of, sandbox):
    placement = run.result["placements"][2]["id"]
    data = {"redo": placement, "submission_key": "once"}
    client = client_of(designer)
    first = client.post(reverse("run_layout_again", args=[run.pk]), data)
    client.post(reverse("run_layout_again", args=[run.pk]), data)
    started = Run.objects.exclude(pk=run.pk).get()

    assert first.url == reverse("run", args=[started.pk])
    assert started.former_id == run.pk
    assert started.inputs["redo"] == placement
    assert started.inputs["brief"] == run.inputs["brief"]


def test_lists_show_a_picture_of_each_layout_that_screen_readers_pass_over(run, item, designer, client_of):
    client = client_of(designer)

    for address in (reverse("library"), reverse("runs")):
        assert re.search(r'<svg [^>]*aria-hidden="true" class="picture layout-picture"', page(client.get(address)))


def test_running_one_again_without_credits_says_so_and_starts_nothing(run, tenant, designer, client_of, sandbox):
    hold = HoldRequest(uuid4(), 98, "image", designer.pk, "gpt-image-2", "credits")
    ledger.reserve(tenant.account, hold, at=timezone.now())
    data = {"redo": run.result["placements"][2]["id"], "submission_key": "once"}
    response = client_of(designer).post(reverse("run_layout_again", args=[run.pk]), data | form_of(run.result))

    assert response.status_code == 402
    assert "Nothing was started, and nothing was charged." in page(response)
    assert Run.objects.count() == 1
