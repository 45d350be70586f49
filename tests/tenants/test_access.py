import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory

from tenants.access import get_in_tenant, has_role, role_required
from tenants.models import Membership, Role, Tenant
from tests.factories import make_member, make_tenant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("own", "needed", "is_enough"),
    [
        (Role.ADMIN, Role.ADMIN, True),
        (Role.ADMIN, Role.VIEWER, True),
        (Role.DESIGNER, Role.ADMIN, False),
        (Role.DESIGNER, Role.DESIGNER, True),
        (Role.VIEWER, Role.DESIGNER, False),
        (Role.VIEWER, Role.VIEWER, True),
    ],
)
def test_each_role_may_do_what_the_ones_below_it_may(own, needed, is_enough):
    assert has_role(Membership(role=own), needed) is is_enough


def test_nobody_without_a_membership_has_a_role():
    assert not has_role(None, Role.VIEWER)


def test_another_tenants_row_is_as_absent_as_none(tenant, other_tenant):
    theirs = Membership.objects.get(user=make_member(other_tenant))
    with pytest.raises(Http404):
        get_in_tenant(tenant, Membership, pk=theirs.pk)
    assert get_in_tenant(other_tenant, Membership, pk=theirs.pk) == theirs


def test_an_anonymous_person_is_sent_to_sign_in_and_back(client):
    answer = client.get("/settings/members/?page=2")
    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=/settings/members/%3Fpage%3D2"


def test_after_an_anonymous_post_the_page_that_asked_comes_back_not_the_action(client):
    answer = client.post("/settings/members/invite/", headers={"Referer": "http://testserver/settings/members/"})
    assert answer.url == "/accounts/login/?next=http%3A//testserver/settings/members/"


def test_a_foreign_referer_is_not_followed_after_sign_in(client):
    answer = client.post("/settings/members/invite/", headers={"Referer": "https://evil.example/"})
    assert answer.url == "/accounts/login/?next=/"


def test_an_anonymous_fragment_sends_the_whole_page_to_sign_in(client):
    seen = "http://testserver/settings/members/"
    answer = client.get("/settings/members/", headers={"HX-Request": "true", "HX-Current-URL": seen})
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=http%3A%2F%2Ftestserver%2Fsettings%2Fmembers%2F"


def test_too_low_a_role_is_told_what_it_needs_and_whom_to_ask(client_of, designer):
    answer = client_of(designer).get("/settings/members/")
    assert answer.status_code == 403
    assert b"needs the role of admin, and your role in Harbour Cafe is designer. Ask an admin" in answer.content


def test_a_fragment_with_too_low_a_role_reloads_the_page_with_the_sentence(client_of, viewer):
    client = client_of(viewer)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/accounts/2fa/"}
    answer = client.post("/settings/members/invite/", headers=headers)
    assert answer.status_code == 403
    assert answer.headers["HX-Redirect"] == "http://testserver/accounts/2fa/"
    assert b"needs the role of admin" in client.get("/accounts/2fa/").content


def test_a_person_without_a_tenant_is_told_so(client_of, tenant):
    user = make_member(tenant)
    user.memberships.all().delete()
    answer = client_of(user).get("/settings/members/")
    assert answer.status_code == 403
    assert b"You belong to no tenant" in answer.content


def test_a_removed_member_loses_access_with_the_next_request(client_of, admin, tenant):
    make_member(tenant, Role.ADMIN)
    client = client_of(admin)
    assert client.get("/settings/members/").status_code == 200
    Membership.objects.filter(user=admin).delete()
    assert client.get("/settings/members/").status_code == 403


def test_a_lowered_role_counts_with_the_next_request(client_of, admin):
    client = client_of(admin)
    assert client.get("/settings/members/").status_code == 200
    Membership.objects.filter(user=admin).update(role=Role.VIEWER)
    assert client.get("/settings/members/").status_code == 403


def in_two_tenants(tenant: Tenant, other_tenant: Tenant, client_of) -> Client:
    user = make_member(tenant, Role.ADMIN)
    Membership.objects.create(tenant=other_tenant, user=user, role=Role.ADMIN)
    client: Client = client_of(user)
    return client


def tenant_of(client: Client) -> Tenant | None:
    """Return the tenant that the browser works in."""
    found: Tenant | None = vars(client.get("/settings/members/").wsgi_request)["tenant"]
    return found


def test_a_person_in_two_tenants_switches(tenant, other_tenant, client_of):
    client = in_two_tenants(tenant, other_tenant, client_of)
    assert tenant_of(client) == tenant
    assert client.post("/tenants/switch/", {"tenant": other_tenant.pk}).status_code == 302
    assert tenant_of(client) == other_tenant


def test_a_switch_is_not_made_by_following_a_link(tenant, other_tenant, client_of):
    client = in_two_tenants(tenant, other_tenant, client_of)
    assert client.get("/tenants/switch/", {"tenant": other_tenant.pk}).status_code == 405


@pytest.mark.parametrize("wanted", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_switch_to_a_tenant_of_others_finds_nothing(tenant, client_of, admin, wanted):
    assert client_of(admin).post("/tenants/switch/", {"tenant": wanted}).status_code == 404
    assert client_of(admin).post("/tenants/switch/", {"tenant": make_tenant().pk}).status_code == 404


def test_a_person_who_is_removed_from_one_tenant_never_slides_into_another(tenant, other_tenant, client_of):
    client = in_two_tenants(tenant, other_tenant, client_of)
    client.get("/settings/members/")
    Membership.objects.filter(tenant=tenant).delete()
    answer = client.get("/settings/members/")
    assert answer.status_code == 403
    assert b"Where do you want to work?" in answer.content
    assert b"Rival Bakery" in answer.content


def test_the_tenant_costs_one_query_and_none_for_anonymous_people(client_of, viewer, django_assert_num_queries):
    client = client_of(viewer)
    with django_assert_num_queries(3):  # session, person, memberships
        client.get("/tenants/switch/")
    with django_assert_num_queries(0):
        Client().get("/tenants/switch/")


def test_the_decorator_keeps_a_views_name_and_arguments(tenant):
    @role_required(Role.VIEWER)
    def some_view(request, number, *, word):
        return HttpResponse(f"{number} {word}")

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert some_view.__name__ == "some_view"
    assert some_view(request, 1, word="a").status_code == 302
