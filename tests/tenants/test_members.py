from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tenants import members
from tenants.access import TenantRequest
from tenants.errors import TenantsError
from tenants.models import AuditEvent, Membership, Role, User
from tests.factories import make_member

pytestmark = pytest.mark.django_db


def of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def test_an_admin_changes_a_role(admin, viewer, client_of):
    answer = client_of(admin).post(f"/settings/members/{of(viewer).pk}/role/", {"role": "designer"}, follow=True)
    assert b"A viewer is now designer." in answer.content
    assert of(viewer).role == Role.DESIGNER


@pytest.mark.parametrize("role", ["", "owner", "ADMIN"])
def test_a_role_that_does_not_exist_changes_nothing(admin, viewer, client_of, role):
    client_of(admin).post(f"/settings/members/{of(viewer).pk}/role/", {"role": role})
    assert of(viewer).role == Role.VIEWER


def test_ones_own_role_is_changed_only_when_asked_twice(admin, tenant, client_of):
    make_member(tenant, Role.ADMIN)
    client = client_of(admin)
    path = f"/settings/members/{of(admin).pk}/role/"
    assert b"Change your own role?" in client.post(path, {"role": "viewer"}).content
    assert of(admin).role == Role.ADMIN
    client.post(path, {"role": "viewer", "confirmed": "yes"})
    assert of(admin).role == Role.VIEWER


def test_a_member_is_removed_only_when_asked_twice(admin, viewer, client_of):
    client = client_of(admin)
    path = f"/settings/members/{of(viewer).pk}/remove/"
    assert b"Remove A viewer?" in client.post(path).content
    assert Membership.objects.filter(user=viewer).exists()
    client.post(path, {"confirmed": "yes"})
    assert not Membership.objects.filter(user=viewer).exists()
    assert User.objects.filter(pk=viewer.pk).exists()


@pytest.mark.parametrize(("action", "data"), [("role", {"role": "designer"}), ("remove", {})])
def test_the_last_admin_stays(admin, client_of, action, data):
    path = f"/settings/members/{of(admin).pk}/{action}/"
    answer = client_of(admin).post(path, {**data, "confirmed": "yes"}, follow=True)
    assert b"This is the last admin" in answer.content
    assert of(admin).role == Role.ADMIN


def test_an_admin_of_another_tenant_does_not_count(admin, other_tenant, client_of):
    make_member(other_tenant, Role.ADMIN)
    path = f"/settings/members/{of(admin).pk}/remove/"
    assert b"This is the last admin" in client_of(admin).post(path, {"confirmed": "yes"}, follow=True).content


def test_an_admin_leaves_when_another_stays(admin, tenant, client_of):
    make_member(tenant, Role.ADMIN)
    client_of(admin).post(f"/settings/members/{of(admin).pk}/remove/", {"confirmed": "yes"})
    assert not Membership.objects.filter(user=admin).exists()


def test_changes_are_audited_with_ids_and_without_names(admin, viewer, client_of):
    client = client_of(admin)
    client.post(f"/settings/members/{of(viewer).pk}/role/", {"role": "designer"})
    client.post(f"/settings/members/{of(viewer).pk}/remove/", {"confirmed": "yes"})
    changed, removed = AuditEvent.objects.filter(action__startswith="member.").order_by("id")
    assert (changed.action, changed.detail) == ("member.role_changed", {"from": "viewer", "to": "designer"})
    assert (removed.action, removed.detail) == ("member.removed", {"role": "designer"})
    assert changed.person_uuid == admin.pk
    assert changed.tenant_uuid == of(admin).tenant_id
    assert changed.target == removed.target == str(viewer.pk)
    assert changed.address == "127.0.0.1"


def asked_by(user: User) -> TenantRequest:
    """Return what a request of this admin held when it came in."""
    membership = Membership.objects.select_related("tenant").get(user=user)
    request = TenantRequest()
    request.user, request.membership, request.tenant = user, membership, membership.tenant
    return request


def race(*changes) -> list[str]:
    """Make changes at once, each on a connection of its own, and return what came of them."""
    start = Barrier(len(changes))

    def make(change) -> str:
        start.wait()
        try:
            change()
        except TenantsError as error:
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(changes)) as threads:
        return sorted(threads.map(make, changes))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_number", range(5))
def test_two_admins_who_demote_each_other_at_once_leave_one(tenant, round_number):
    one, two = make_member(tenant, Role.ADMIN), make_member(tenant, Role.ADMIN)
    asked = asked_by(one), asked_by(two)
    outcomes = race(
        lambda: members.change_role(of(two), Role.VIEWER, request=asked[0]),
        lambda: members.change_role(of(one), Role.VIEWER, request=asked[1]),
    )
    assert outcomes == ["NoLongerAdminError", "done"]
    assert Membership.objects.filter(tenant=tenant, role=Role.ADMIN).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_last_admins_who_leave_at_once_leave_one(tenant):
    one, two = make_member(tenant, Role.ADMIN), make_member(tenant, Role.ADMIN)
    asked = asked_by(one), asked_by(two)
    outcomes = race(
        lambda: members.remove(of(one), request=asked[0]),
        lambda: members.remove(of(two), request=asked[1]),
    )
    assert outcomes == ["LastAdminError", "done"]
    assert Membership.objects.filter(tenant=tenant).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_member_removed_twice_at_once_is_removed_once(tenant, admin, viewer):
    asked, membership = asked_by(admin), of(viewer)
    outcomes = race(*[lambda: members.remove(membership, request=asked)] * 2)
    assert outcomes == ["NotAMemberError", "done"]
    assert AuditEvent.objects.filter(action="member.removed").count() == 1
