"""Settings > API: tokens are made by admins who said who they are, shown once, and revoked."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tenants import tokens
from tenants.models import ApiToken, AuditEvent, Scope
from tests.inspire.confirming import confirm

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r"ik_[0-9a-f]{12}_[\w-]{43}", re.ASCII)
FORM = {"name": "Till", "scopes": ["ingest", "read"], "lifetime": "90"}


@pytest.fixture
def client(client_of, admin):
    """An admin who has confirmed that it is they."""
    return confirm(client_of(admin))


def make(tenant, name="Till"):
    return tokens.create(tenant, name, scopes=[Scope.READ], days=90, at=timezone.now())


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_token_is_shown_once_and_works(client, tenant, admin):
    answer = client.post(reverse("api_token_new"), FORM)
    (text,) = set(TOKEN.findall(text_of(answer)))
    token = tokens.find(text, at=timezone.now())
    assert token
    assert (token.tenant, token.created_by, token.scopes) == (tenant, admin, ["ingest", "read"])
    assert "no-store" in answer["Cache-Control"]
    for page in ("api_tokens", "audit"):
        shown = text_of(client.get(reverse(page)))
        assert str(token) in shown
        assert not TOKEN.search(shown)


def test_the_page_leads_to_what_the_api_offers(client):
    assert 'href="/api/v1/docs"' in client.get(reverse("api_tokens")).content.decode()
    assert client.get("/api/v1/docs").status_code == 200


def test_the_trail_says_who_made_which_token(client, tenant, admin):
    client.post(reverse("api_token_new"), FORM | {"lifetime": "0"})
    event = AuditEvent.objects.get(action="token.created")
    assert event.person_uuid == admin.pk
    page = text_of(client.get(reverse("audit")))
    assert f"made the API token {event.target}, which never expires: Till" in page


def test_only_who_confirmed_a_moment_ago_makes_a_token(client_of, admin):
    answer = client_of(admin).post(reverse("api_token_new"), FORM)
    assert answer.url.startswith("/accounts/reauthenticate/?next=")
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("page", ["api_tokens", "api_token_new"])
def test_tokens_are_for_admins(client_of, designer, page):
    assert confirm(client_of(designer)).get(reverse(page)).status_code == 403


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": " "}, "This field is required."),
        ({"scopes": []}, "Choose at least one thing that the token may do."),
        ({"scopes": ["admin"]}, "Select a valid choice."),
        ({"lifetime": "7"}, "Select a valid choice."),
    ],
)
def test_a_form_that_is_not_filled_in_says_what_is_missing(client, change, said):
    answer = client.post(reverse("api_token_new"), FORM | change)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_after_a_page_that_says_what_happens(client, tenant):
    token, text = make(tenant)
    path = reverse("api_token_revoke", args=[token.pk])
    assert "is refused from the next request on" in text_of(client.get(path))
    assert tokens.find(text, at=timezone.now())
    assert "It opens nothing any more." in text_of(client.post(path, follow=True))
    assert tokens.find(text, at=timezone.now()) is None
    assert "revoked already" in text_of(client.post(path, follow=True))


def test_another_tenants_token_is_not_there(client, other_tenant):
    token, _text = make(other_tenant, "Their till")
    assert client.post(reverse("api_token_revoke", args=[token.pk])).status_code == 404
    assert "Their till" not in text_of(client.get(reverse("api_tokens")))
    assert ApiToken.objects.get().revoked_at is None


def test_the_page_costs_the_same_for_many_tokens(client, tenant, django_assert_max_num_queries):
    for number in range(8):
        make(tenant, f"Till {number}")
    with django_assert_max_num_queries(9):
        client.get(reverse("api_tokens"))
