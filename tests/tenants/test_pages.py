"""Each role on each page, and each object as another tenant."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tenants import invitations
from tenants.models import Membership, Role
from tests.factories import make_member

pytestmark = pytest.mark.django_db

ADMIN_ONLY = {
    "members": ("get", "/settings/members/"),
    "invite": ("post", "/settings/members/invite/"),
    "role": ("post", "/settings/members/{member}/role/"),
    "remove": ("post", "/settings/members/{member}/remove/"),
    "renew": ("post", "/settings/members/invitations/{invitation}/renew/"),
    "revoke": ("post", "/settings/members/invitations/{invitation}/revoke/"),
}
OWN = ["/accounts/2fa/", "/accounts/password/change/", "/accounts/logout/"]


@pytest.fixture
def paths(tenant):
    member = Membership.objects.get(user=make_member(tenant))
    invitation, _token = invitations.invite(tenant, "new@example.com", role=Role.VIEWER, at=timezone.now())
    return {
        name: (method, path.format(member=member.pk, invitation=invitation.pk))
        for name, (method, path) in ADMIN_ONLY.items()
    }


def ask(client: Client, asked: tuple[str, str]) -> int:
    method, path = asked
    return int(getattr(client, method)(path).status_code)


@pytest.mark.parametrize("action", ADMIN_ONLY)
@pytest.mark.parametrize("role", [Role.DESIGNER, Role.VIEWER])
def test_only_admins_look_after_members(action, role, paths, tenant, client_of):
    assert ask(client_of(make_member(tenant, role)), paths[action]) == 403


@pytest.mark.parametrize("action", ADMIN_ONLY)
def test_an_admin_may(action, paths, admin, client_of):
    assert ask(client_of(admin), paths[action]) in {200, 302, 422}


@pytest.mark.parametrize("action", ["role", "remove", "renew", "revoke"])
def test_another_tenants_admin_finds_nothing(action, paths, other_tenant, client_of):
    before = list(Membership.objects.order_by("pk").values_list("pk", "role"))
    stranger = make_member(other_tenant, Role.ADMIN)
    before.append((Membership.objects.get(user=stranger).pk, Role.ADMIN))
    assert ask(client_of(stranger), paths[action]) == 404
    assert sorted(before) == sorted(Membership.objects.values_list("pk", "role"))


def test_another_tenants_people_are_not_listed(paths, other_tenant, admin, client_of):
    page = client_of(make_member(other_tenant, Role.ADMIN)).get("/settings/members/").content.decode()
    assert admin.email not in page
    assert "new@example.com" not in page


@pytest.mark.parametrize("action", ADMIN_ONLY)
def test_anonymous_people_are_asked_to_sign_in(action, paths, client):
    method, path = paths[action]
    assert getattr(client, method)(path).url.startswith("/accounts/login/")


@pytest.mark.parametrize("path", OWN)
@pytest.mark.parametrize("role", Role.values)
def test_everybody_looks_after_their_own_account(path, role, tenant, client_of):
    assert client_of(make_member(tenant, role)).get(path).status_code == 200


@pytest.mark.parametrize("action", ["role", "remove"])
def test_a_member_who_is_not_there_is_not_found(action, admin, client_of):
    _method, path = ADMIN_ONLY[action]
    assert client_of(admin).post(path.format(member=uuid4())).status_code == 404


@pytest.mark.parametrize("action", ["invite", "role", "remove", "renew", "revoke"])
def test_nothing_is_changed_by_following_a_link(action, paths, admin, client_of):
    _method, path = paths[action]
    assert client_of(admin).get(path).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/inactive/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/password/reset/key/1-x/",
        "/invitations/unknown/",
        "/mail/",
        "/nothing",
    ],
)
def test_every_page_before_sign_in_is_ours(path, client):
    answer = client.get(path)
    assert b"css/site.css" in answer.content
    assert b"<h1" in answer.content


@pytest.mark.parametrize("path", ["/accounts/email/", "/accounts/confirm-email/", "/accounts/login/code/confirm/"])
def test_allauths_pages_for_changing_addresses_are_not_there(path, admin, client_of):
    assert client_of(admin).get(path).status_code == 404


def test_the_members_page_costs_the_same_with_fifty_members(tenant, admin, client_of, django_assert_max_num_queries):
    client = client_of(admin)
    with django_assert_max_num_queries(10) as few:
        client.get("/settings/members/")
    for number in range(50):
        make_member(tenant, Role.VIEWER)
        invitations.invite(tenant, f"p{number}@example.com", role=Role.VIEWER, at=timezone.now())
    with django_assert_max_num_queries(len(few)):
        assert client.get("/settings/members/").content.count(b"<tr>") > 100


def test_a_persons_name_is_escaped(tenant, admin, client_of):
    user = make_member(tenant, Role.VIEWER)
    user.name = "<script>alert(1)</script>"
    user.save()
    assert b"<script>alert" not in client_of(admin).get("/settings/members/").content
