"""A saved layout on a whole screen: it follows its data and its theme, for members of every role."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ai_ops import library, screens
from ai_ops.drawing import themes
from ai_ops.models import SavedItem
from connectors import refreshing
from tenants.models import Role
from tests.ai_ops.layout_results import make_run, rows, upload_sales
from tests.factories import make_member


@pytest.fixture
def item(tenant, designer) -> SavedItem:
    upload_sales(tenant)
    return library.save(make_run(tenant, designer), "Harbour figures", author=None, at=timezone.now())


def page(response) -> str:
    return " ".join(response.content.decode().split())


def screen_of(client, item: SavedItem, **query):
    return client.get(reverse("saved_screen", args=[item.pk]), query)


def poll(client, shown):
    """Ask as a screen does that shows a page, and return the answer."""
    address = shown.partition('hx-get="')[2].partition('"')[0].replace("&amp;", "&")
    return client.get(address, headers={"hx-request": "true"})


@pytest.mark.parametrize("role", Role)
def test_members_of_every_role_see_the_screen_and_nothing_else_on_it(item, tenant, client_of, role):
    response = screen_of(client_of(make_member(tenant, role)), item)
    shown = page(response)

    assert "€308.50" in shown
    assert "<nav" not in shown
    assert 'hx-trigger="every 10s, ' in shown
    assert "style=" not in shown
    assert response["Cache-Control"] == "private, no-store"


def test_another_tenants_screen_and_one_in_the_bin_are_not_found(item, viewer, other_tenant, client_of):
    assert screen_of(client_of(make_member(other_tenant)), item).status_code == 404
    SavedItem.objects.update(deleted_at=timezone.now())
    assert screen_of(client_of(viewer), item).status_code == 404
    assert client_of(viewer).get(reverse("saved_screen_drawing", args=[item.pk])).status_code == 404


def test_only_layouts_have_a_screen(item, viewer, client_of):
    SavedItem.objects.update(kind="theme")

    assert screen_of(client_of(viewer), item).status_code == 404


def test_a_screen_is_sent_nothing_as_long_as_nothing_changes(item, viewer, client_of):
    client = client_of(viewer)
    shown = page(screen_of(client, item))
    answer = poll(client, shown)

    assert answer.status_code == 204
    assert answer.content == b""
    assert answer["ETag"] == screen_of(client, item)["ETag"]


def test_a_screen_follows_new_data(item, tenant, viewer, client_of):
    client = client_of(viewer)
    shown = page(screen_of(client, item))
    refreshing.refresh(tenant.sources.get(), rows(27), filename="sales.csv", at=timezone.now())
    answer = poll(client, shown)

    assert answer.status_code == 200
    assert "€297.50" in page(answer)
    assert "<html" not in page(answer)
    assert poll(client, page(answer)).status_code == 204


def test_a_screen_follows_new_versions_and_the_theme(item, tenant, viewer, client_of):
    theme = library.save_content(
        tenant, "theme", name="Dusk", content=dict(themes.PLAIN), author=None, at=timezone.now()
    )
    content = item.content | {"theme": {"id": str(theme.pk), "name": "Dusk"}, "look": None}
    client = client_of(viewer)
    first = page(screen_of(client, item))
    library.change(item, content, author=None, note="theme", is_ai_made=False, at=timezone.now())
    second = poll(client, first)
    darker = deepcopy(dict(themes.PLAIN))
    darker["modes"]["light"]["roles"]["background"] = "#FEFEFE"
    library.change(theme, darker, author=None, note="edited", is_ai_made=False, at=timezone.now())
    third = poll(client, page(second))

    assert (second.status_code, third.status_code) == (200, 200)
    assert 'fill="#FEFEFE"' in page(third)


def test_a_screen_can_be_dark_and_stays_so(item, viewer, client_of):
    client = client_of(viewer)
    shown = page(screen_of(client, item, mode="dark"))

    assert 'data-scheme="dark"' in shown
    assert poll(client, shown).status_code == 204


def test_data_that_stays_away_is_said_quietly(item, tenant, viewer, client_of):
    source, client = tenant.sources.get(), client_of(viewer)
    assert "No new data since" not in page(screen_of(client, item))
    source.refreshed_at = timezone.now() - timedelta(days=2)
    source.save()
    source.snapshots.update(taken_at=source.refreshed_at)
    refreshing.refresh(source, rows(27), filename="sales.csv", at=source.refreshed_at + timedelta(hours=1))

    assert "No new data since" in page(screen_of(client, item))


def test_an_upload_that_was_never_renewed_is_not_late(item, tenant):
    newest = screens.newest_of(tenant, ["sales"])

    assert screens.stale_since(newest, at=timezone.now() + timedelta(days=400)) is None


def test_a_screen_without_its_data_still_stands(item, tenant, viewer, client_of):
    tenant.sources.all().delete()
    response = screen_of(client_of(viewer), item)

    assert response.status_code == 200
    assert "Total takings by branch" in page(response)


def test_a_poll_that_changes_nothing_reads_no_data(item, viewer, client_of, django_assert_max_num_queries):
    client = client_of(viewer)
    shown = page(screen_of(client, item))

    with django_assert_max_num_queries(7) as queries:
        poll(client, shown)
    assert not any("snapshotdata" in each["sql"] for each in queries.captured_queries)
