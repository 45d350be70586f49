"""What stands out in data, before anything is asked of a provider: on its page, on a source's, and beside the form."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from connectors import refreshing, sources
from connectors.models import SnapshotData, Source
from tenants.models import Role
from tests.factories import make_member

FIRST = date(2026, 3, 1)
QUIET = [5, 4, 6, 5, 5, 4, 6, 6, 4, 5, 4, 6, 5, 4, 6, 6, 5, 4, 5, 6, 4, 5, 6, 4]
NOTHING = "Nothing remarkable stands out in this data."
PERIOD = {"since": "2026-03-10", "until": "2026-03-30"}
FORM = {"hx-request": "true", "hx-target": "facts"}


def table(values, *, column="visits") -> bytes:
    days = [FIRST + timedelta(days=at) for at in range(len(values))]
    return "".join([f"day,{column}\n", *(f"{day},{value}\n" for day, value in zip(days, values, strict=True))]).encode()


def busy() -> list[int]:
    values = [100 + (at * 7) % 5 for at in range(60)]
    values[40] = 900
    return values


def upload(tenant, name: str, data: bytes) -> Source:
    return sources.create_upload(tenant, name, data, filename="data.csv", at=timezone.now())


@pytest.fixture
def visits(tenant) -> Source:
    return upload(tenant, "Visits", table(busy()))


def ask(client, slug: str, **query):
    return client.get(reverse("source_facts", args=[slug]), query)


def page(response) -> str:
    return " ".join(re.sub(r"</?(bdi|span)[^>]*>", "", response.content.decode()).split())


@pytest.mark.parametrize(
    "values",
    [
        [1e15 + at % 2 / 8 for at in range(30)],
        [f"{at % 3}e-323" for at in range(30)],
        [*range(30), "1e308", "-1e308"],
    ],
    ids=["near", "tiny", "huge"],
)
def test_numbers_of_any_size_have_a_page(tenant, designer, client_of, values):
    upload(tenant, "Visits", table(values))

    assert ask(client_of(designer), "visits").status_code == 200


@pytest.mark.parametrize(("role", "status"), [(Role.ADMIN, 200), (Role.DESIGNER, 200), (Role.VIEWER, 403)])
def test_admins_and_designers_see_what_stands_out_and_viewers_do_not(visits, tenant, client_of, role, status):
    client = client_of(make_member(tenant, role))

    assert ask(client, "visits").status_code == status
    assert client.get(reverse("chosen_facts"), {"source": "visits"}).status_code == status


def test_another_tenants_source_is_not_found_even_when_its_facts_are_kept(visits, designer, other_tenant, client_of):
    ask(client_of(designer), "visits")
    stranger = client_of(make_member(other_tenant))

    assert ask(stranger, "visits").status_code == 404
    assert stranger.get(reverse("chosen_facts"), {"source": "visits"}).status_code == 404


def test_the_page_tells_rows_period_step_gaps_columns_and_the_strongest_facts_with_their_times(
    visits, designer, client_of
):
    shown = page(ask(client_of(designer), "visits"))

    for words in ("1 March 2026 to 29 April 2026", "each day", "visits rises to 900, usually 102", "10 April 2026"):
        assert words in shown
    assert "<dd>60</dd>" in shown
    assert "100 to 900, median 102" in shown
    assert NOTHING not in shown


def test_data_with_nothing_remarkable_says_so_beside_the_price_before_any_call(tenant, designer, client_of):
    upload(tenant, "Quiet", table(QUIET))
    client = client_of(designer)

    beside_the_form = page(client.get(reverse("chosen_facts"), {"source": "quiet"}, headers=FORM))

    assert NOTHING in page(ask(client, "quiet"))
    assert (
        "An analysis may still describe it, but may find nothing; it is free if it confirms nothing." in beside_the_form
    )
    assert "<html" not in beside_the_form


def test_the_form_is_told_how_much_stands_out(visits, designer, client_of):
    beside_the_form = page(client_of(designer).get(reverse("chosen_facts"), {"source": "visits"}, headers=FORM))

    assert re.search(r"(One thing stands|\d+ things stand) out in 60 rows, found without AI and free", beside_the_form)
    assert 'id="facts-note" hx-swap-oob="innerHTML"' in beside_the_form


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"since": "2020-01-01", "until": "2020-02-01"}, "There are no rows from 1 January 2020 until 1 February 2020"),
        ({"since": "2026-03-09", "until": "2026-03-02"}, "The period ends before it begins."),
        ({"since": "soon"}, "date"),
        ({"columns": ["salary"]}, "None of the columns that were asked for is in the data."),
    ],
)
def test_what_cannot_be_looked_at_is_said_in_words(visits, designer, client_of, query, words):
    response = ask(client_of(designer), "visits", **query)

    assert response.status_code == 422
    assert words in page(response)
    assert "Nothing can be found here" in page(response)


def test_a_source_without_rows_says_that_it_waits(tenant, designer, client_of):
    sources.create_push(tenant, "Quay", at=timezone.now())

    assert "waits for its first rows" in page(ask(client_of(designer), "quay"))


def test_a_period_narrows_what_is_looked_at(visits, designer, client_of):
    shown = page(ask(client_of(designer), "visits", **PERIOD))

    assert "10 March 2026 to 30 March 2026" in shown
    assert "900" not in shown


def test_the_answer_is_kept_for_its_snapshot_columns_and_period_alone(visits, designer, client_of):
    client = client_of(designer)
    ask(client, "visits")
    SnapshotData.objects.all().delete()

    assert "visits rises to 900" in page(ask(client, "visits"))
    assert "no longer kept" in page(ask(client, "visits", **PERIOD))
    assert "no longer kept" in page(ask(client, "visits", columns=["visits"]))


def test_new_data_brings_new_facts(visits, designer, client_of):
    client = client_of(designer)
    ask(client, "visits")
    refreshing.refresh(visits, table(QUIET), filename="data.csv", at=timezone.now())

    assert NOTHING in page(ask(client, "visits"))


def test_names_from_the_data_are_text_and_nothing_else(tenant, designer, client_of):
    name = "<img src=x onerror=alert(1)>\u202etxt"
    upload(tenant, "<b>Bold</b>", table(busy(), column=name))
    source = Source.objects.get(name="<b>Bold</b>")

    shown = ask(client_of(designer), source.slug).content.decode()

    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert "<img src=x" not in shown
    assert "<b>Bold" not in shown
    assert "\u202e" not in shown


def test_many_columns_stay_one_page_with_each_named(tenant, designer, client_of):
    names = [f"measure_{at}" for at in range(39)]
    rows = [f"{FIRST + timedelta(days=day)}," + ",".join(str((day * at) % 7) for at in range(39)) for day in range(12)]
    upload(tenant, "Wide", "\n".join([f"day,{','.join(names)}", *rows]).encode())

    shown = page(ask(client_of(designer), "wide"))

    assert "40 columns" in shown
    assert all(name in shown for name in names)


def test_a_sources_page_asks_for_what_stands_out_and_links_to_it_without_a_script(visits, designer, client_of):
    shown = page(client_of(designer).get(reverse("source", args=["visits"])))

    assert f'hx-get="{reverse("source_facts", args=["visits"])}"' in shown
    assert f'<a href="{reverse("source_facts", args=["visits"])}">' in shown
    assert f"{reverse('operation', args=['analysis'])}?source=visits" in shown
    part = client_of(designer).get(
        reverse("source_facts", args=["visits"]), headers={"hx-request": "true", "hx-target": "standing-out"}
    )
    assert "visits rises to 900" in page(part)
    assert "<html" not in page(part)
    assert "facts-note" not in page(part)


# The form


def form(client, **query) -> str:
    return page(client.get(reverse("operation", args=["analysis"]), query))


def test_without_data_the_form_says_where_to_add_some(designer, client_of):
    shown = form(client_of(designer))

    assert "No data is here yet" in shown
    assert f'href="{reverse("sources")}"' in shown


def test_the_form_lists_the_tenants_sources_with_their_rows_and_no_others(
    visits, tenant, other_tenant, designer, client_of
):
    upload(other_tenant, "Rival takings", table(QUIET))
    sources.create_push(tenant, "Quay", at=timezone.now())
    shown = form(client_of(designer))

    assert re.search(r'<option value="visits">Visits · 60 rows · ', shown)
    assert re.search(r'<option value="quay" disabled>Quay · no rows yet', shown)
    assert "Rival takings" not in shown


def test_an_address_chooses_source_columns_period_and_question(visits, designer, client_of):
    shown = form(
        client_of(designer), source="visits", columns=["visits"], question="Why <i>then</i>?", since="2026-03-10"
    )

    assert '<option value="visits" selected>' in shown
    assert re.search(r'name="columns" value="visits" checked>', shown)
    assert re.search(r'name="columns" value="day">', shown)
    assert "Why &lt;i&gt;then&lt;/i&gt;?" in shown
    assert 'name="since" type="date" value="2026-03-10"' in shown
    assert "1 of 2" in shown


def test_a_refused_form_keeps_what_was_typed_beside_what_is_wrong(visits, designer, client_of):
    typed = {"source": "visits", "question": "What changed?", "since": "2026-04-01", "until": "2026-03-01"}
    response = client_of(designer).post(
        reverse("operation", args=["analysis"]), typed | {"max_findings": "3", "submission_key": "k"}
    )

    assert response.status_code == 422
    assert "The period ends before it begins." in page(response)
    assert "What changed?" in page(response)
    assert 'value="2026-04-01"' in page(response)
