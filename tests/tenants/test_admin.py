import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from credits.models import Account
from tenants import audit, invitations, tokens
from tenants.models import ApiToken, AuditEvent, Invitation, Membership, Role, Scope, Tenant, User
from tests.factories import make_member, make_plan, make_tenant

pytestmark = pytest.mark.django_db

PAGES = ["tenant", "user", "membership", "invitation", "apitoken", "auditevent"]


@pytest.fixture
def staff(client_of):
    return client_of(User.objects.create_user("staff@example.com", "x", is_staff=True, is_superuser=True))


def make_rows(number: int) -> None:
    for n in range(number):
        tenant = make_tenant()
        user = make_member(tenant, Role.ADMIN)
        invitations.invite(tenant, f"p{n}@example.com", role=Role.VIEWER, at=timezone.now())
        tokens.create(tenant, "Till", scopes=[Scope.INGEST], days=None, at=timezone.now())
        audit.record("tenant.created", tenant=tenant, person=user)


def page(name: str) -> str:
    return reverse(f"admin:tenants_{name}_changelist")


@pytest.mark.parametrize("name", PAGES)
def test_each_list_costs_the_same_with_many_rows(name, staff, django_assert_max_num_queries):
    make_rows(2)
    with django_assert_max_num_queries(20) as few:
        assert staff.get(page(name)).status_code == 200
    make_rows(20)
    with django_assert_max_num_queries(len(few)):
        assert staff.get(page(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_each_list_is_searched(name, staff):
    make_rows(1)
    assert staff.get(page(name), {"q": "harbour"}).status_code == 200


@pytest.mark.parametrize("model", [AuditEvent, Invitation, ApiToken])
def test_the_trail_the_invitations_and_the_tokens_are_to_read_only(model, staff):
    make_rows(1)
    name, row = model.__name__.lower(), model.objects.order_by("-pk")[0]
    detail = staff.get(reverse(f"admin:tenants_{name}_change", args=[row.pk]))
    assert detail.status_code == 200
    assert b'name="_save"' not in detail.content
    assert staff.get(reverse(f"admin:tenants_{name}_add")).status_code == 403
    assert staff.post(reverse(f"admin:tenants_{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


def test_no_token_hash_is_shown(staff):
    make_rows(1)
    invitation = Invitation.objects.get()
    detail = staff.get(reverse("admin:tenants_invitation_change", args=[invitation.pk]))
    assert invitation.token_hash.encode() not in detail.content


def test_a_tenant_made_in_the_admin_has_an_account_and_an_invited_admin(staff):
    make_plan("professional")
    data = {
        "name": "Quay Bakery",
        "slug": "quay-bakery",
        "time_zone": "Europe/London",
        "plan": "professional",
        "admin_email": "Boss@example.com",
    }
    answer = staff.post(reverse("admin:tenants_tenant_add"), data, follow=True)
    assert answer.status_code == 200
    tenant = Tenant.objects.get(slug="quay-bakery")
    assert Account.objects.get(tenant=tenant).plan.slug == "professional"
    assert Invitation.objects.get(tenant=tenant).email == "boss@example.com"
    assert mail.outbox[-1].to == ["boss@example.com"]
    assert b"/invitations/" in answer.content


def test_a_tenant_is_changed_without_touching_its_account(staff, tenant):
    path = reverse("admin:tenants_tenant_change", args=[tenant.pk])
    assert staff.get(path).status_code == 200
    staff.post(path, {"name": "Harbour", "slug": "harbour-cafe", "time_zone": "Europe/Paris"})
    tenant.refresh_from_db()
    assert (tenant.name, tenant.time_zone) == ("Harbour", "Europe/Paris")


def test_a_time_zone_that_does_not_exist_is_refused_in_words(staff, tenant):
    path = reverse("admin:tenants_tenant_change", args=[tenant.pk])
    answer = staff.post(path, {"name": "Harbour", "slug": "harbour-cafe", "time_zone": "Mars/Olympus"})
    assert "“Mars/Olympus” is not a time zone" in answer.content.decode()


def test_a_tenant_is_not_deleted(staff, tenant):
    assert staff.post(reverse("admin:tenants_tenant_delete", args=[tenant.pk]), {"post": "yes"}).status_code == 403


def test_a_person_is_added_by_address_in_lower_case(staff):
    data = {"email": "Nora@Example.com", "name": "Nora", "usable_password": "false"}
    staff.post(reverse("admin:tenants_user_add"), data)
    assert not User.objects.get(email="nora@example.com").has_usable_password()


def test_a_persons_page_opens(staff, viewer):
    assert staff.get(reverse("admin:tenants_user_change", args=[viewer.pk])).status_code == 200


def test_staff_remove_a_lost_second_factor_and_it_is_audited(staff, viewer):
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=viewer, type=kind, data={})
    staff.post(page("user"), {"action": "remove_second_factor", "_selected_action": [str(viewer.pk)]})
    assert not Authenticator.objects.exists()
    event = AuditEvent.objects.get(action="person.second_factor_off")
    assert (event.target, event.detail) == (str(viewer.pk), {"by": "staff"})


def test_what_staff_do_to_memberships_is_audited(staff, tenant, viewer):
    membership = Membership.objects.get(user=viewer)
    change = reverse("admin:tenants_membership_change", args=[membership.pk])
    staff.post(change, {"role": "admin"})
    staff.post(reverse("admin:tenants_membership_delete", args=[membership.pk]), {"post": "yes"})
    events = AuditEvent.objects.filter(tenant_uuid=tenant.pk).order_by("id").values_list("action", "detail")
    assert list(events) == [
        ("member.role_changed", {"role": "admin", "by": "staff"}),
        ("member.removed", {"role": "admin", "by": "staff"}),
    ]


@pytest.mark.parametrize("hidden", ["account/emailaddress", "mfa/authenticator", "auth/group"])
def test_pages_that_would_open_a_side_door_are_left_out(staff, hidden):
    assert staff.get(f"/admin/{hidden}/").status_code == 404


def test_no_page_of_the_admin_shows_a_tokens_secret_or_its_hash(staff):
    token, text = tokens.create(make_tenant(), "Till", scopes=[Scope.READ], days=1, at=timezone.now())
    for address in (page("apitoken"), reverse("admin:tenants_apitoken_change", args=[token.pk])):
        shown = staff.get(address).content.decode()
        assert token.public_id in shown
        assert token.secret_hash not in shown
        assert text.removeprefix(f"{token}_") not in shown
