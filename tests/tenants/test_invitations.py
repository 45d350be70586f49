import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from tenants import invitations
from tenants.errors import AlreadyInvitedError, InvitationClosedError, TenantsError
from tenants.models import AuditEvent, Invitation, Membership, Role, User
from tests.factories import make_member
from tests.tenants.conftest import is_signed_in, sign_in

pytestmark = pytest.mark.django_db

NEWCOMER = {"name": "Nora New", "password": "a quay in the early fog"}


def test_only_the_hash_of_the_token_is_kept(tenant):
    invitation, token = invitations.invite(tenant, "new@example.com", role=Role.VIEWER, at=timezone.now())
    assert len(token) >= 43  # 256 bits in base64
    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT i::text FROM tenants_invitation i UNION ALL SELECT a::text FROM tenants_auditevent a")
        assert not any(token in row for (row,) in cursor.fetchall())


def test_an_admin_invites_by_mail_and_sees_the_link_once(admin, client_of):
    client = client_of(admin)
    answer = client.post("/settings/members/invite/", {"email": "New@Example.com", "role": "designer"})
    (letter,) = mail.outbox
    assert letter.to == ["new@example.com"]
    link = answer.context["shown_once"]["link"]
    assert link.startswith("http://testserver/invitations/")
    assert link in letter.body
    assert link.encode() in answer.content
    assert link.encode() not in client.get("/settings/members/").content


def test_the_link_is_not_kept_in_the_session(admin, client_of):
    client = client_of(admin)
    link = client.post("/settings/members/invite/", {"email": "a@example.com", "role": "viewer"}).context["shown_once"]
    assert link["link"].split("/")[-2] not in str(dict(client.session))


def test_a_mail_server_that_is_down_is_said_and_the_link_still_shown(admin, client_of, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client_of(admin).post("/settings/members/invite/", {"email": "a@example.com", "role": "viewer"})
    assert b"could not be sent" in answer.content
    assert b"/invitations/" in answer.content


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"email": "nonsense", "role": "viewer"}, b"valid email"),
        ({"email": "a@example.com", "role": "owner"}, b"owner is not one of the available choices"),
        ({"email": "", "role": "viewer"}, b"This field is required"),
    ],
)
def test_a_wrong_invitation_is_refused_in_words(admin, client_of, data, sentence):
    answer = client_of(admin).post("/settings/members/invite/", data)
    assert answer.status_code == 422
    assert sentence in answer.content
    assert not Invitation.objects.exists()


def test_a_member_is_not_invited_again(admin, client_of):
    answer = client_of(admin).post("/settings/members/invite/", {"email": admin.email.upper(), "role": "viewer"})
    assert answer.status_code == 422
    assert b"is a member already" in answer.content


def test_an_address_has_one_open_invitation(tenant, invite):
    invite("new@example.com")
    with pytest.raises(AlreadyInvitedError, match="Send it again"):
        invite("New@example.com")


def test_invitations_are_throttled(admin, client_of, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invite": "2/h/user"}
    client = client_of(admin)
    codes = [
        client.post("/settings/members/invite/", {"email": f"p{n}@example.com", "role": "viewer"}).status_code
        for n in range(3)
    ]
    assert codes == [200, 200, 422]


def test_a_newcomer_sets_name_and_password_and_is_signed_in(invite, tenant):
    client = Client()
    path = invite("new@example.com", role=Role.DESIGNER)
    assert b"new@example.com" in client.get(path).content
    answer = client.post(path, NEWCOMER)
    assert answer.headers["Location"] == "/"
    assert is_signed_in(client)
    membership = Membership.objects.get(user__email="new@example.com")
    assert (membership.tenant, membership.role, membership.user.name) == (tenant, Role.DESIGNER, "Nora New")


def test_opening_the_link_accepts_nothing(invite):
    path = invite("new@example.com")
    for _ in range(3):
        assert Client().get(path).status_code == 200
        assert Client().head(path).status_code == 200
    assert not User.objects.filter(email="new@example.com").exists()
    assert Client().post(path, NEWCOMER).status_code == 302


@pytest.mark.parametrize("password", ["", "short", "password123", "new@example.com", "nora new!!"])
def test_a_weak_password_is_refused_and_what_was_typed_stays(invite, password):
    answer = Client().post(invite("new@example.com"), {"name": "Nora New", "password": password})
    assert answer.status_code == 422
    assert b"Nora New" in answer.content
    assert not User.objects.filter(email="new@example.com").exists()


def test_a_person_with_an_account_signs_in_first_and_joins(invite, other_tenant, tenant):
    user = make_member(other_tenant, Role.ADMIN)
    client = Client()
    path = invite(user.email, role=Role.VIEWER)
    page = client.get(path)
    assert f"/accounts/login/?next={path}" in page.content.decode()
    assert client.post(path, NEWCOMER).status_code == 200  # an account is never made over another
    assert user.memberships.count() == 1
    sign_in(user.email, client=client)
    assert b"Join Harbour Cafe" in client.get(path).content
    assert client.post(path).status_code == 302
    assert user.memberships.get(tenant=tenant).role == Role.VIEWER
    assert client.session["tenant"] == str(tenant.pk)


def test_a_link_for_another_address_does_not_let_in_who_is_signed_in(invite, viewer, client_of, other_tenant):
    path = invite("new@example.com", into=other_tenant)
    client = client_of(viewer)
    assert b"which is another address" in client.get(path).content
    client.post(path)
    assert not viewer.memberships.filter(tenant=other_tenant).exists()


def test_a_member_who_accepts_keeps_the_role(invite, tenant, client_of):
    path = invite("late@example.com", role=Role.VIEWER)
    user = make_member(tenant, Role.ADMIN, email="late@example.com")
    client_of(user).post(path)
    assert user.memberships.get().role == Role.ADMIN


@pytest.mark.parametrize(
    ("state", "sentence", "status"),
    [
        ("used", b"This invitation has been used", 410),
        ("revoked", b"This invitation was revoked", 410),
        ("expired", b"This invitation has expired", 410),
        ("unknown", b"There is no such invitation", 404),
    ],
)
def test_a_link_that_no_longer_works_says_why(invite, state, sentence, status):
    path = invite("new@example.com")
    changes: dict[str, dict[str, Any]] = {
        "used": {"accepted_at": timezone.now()},
        "revoked": {"revoked_at": timezone.now()},
        "expired": {"expires_at": timezone.now() - timedelta(seconds=1)},
        "unknown": {"token_hash": "0" * 64},
    }
    Invitation.objects.update(**changes[state])
    for answer in (Client().get(path), Client().post(path, NEWCOMER)):
        assert answer.status_code == status
        assert sentence in answer.content
    assert not User.objects.filter(email="new@example.com").exists()


def test_an_invitation_works_for_seven_days(invite):
    at = timezone.now()
    path = invite("new@example.com", at=at)
    invitation = Invitation.objects.get()
    assert invitations.state_of(invitation, at=at + timedelta(days=7, seconds=-1)) == "open"
    assert invitations.state_of(invitation, at=at + timedelta(days=7)) == "expired"
    with pytest.raises(InvitationClosedError):
        invitations.accept_as_new(path.split("/")[2], name="N", password="x", at=at + timedelta(days=7))


def test_sending_again_ends_the_old_link(admin, client_of, invite):
    old = invite("new@example.com")
    invitation = Invitation.objects.get()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    answer = client_of(admin).post(f"/settings/members/invitations/{invitation.pk}/renew/")
    new = answer.context["shown_once"]["link"].removeprefix("http://testserver")
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert new in mail.outbox[-1].body


def test_revoking_ends_the_link_and_frees_the_address(admin, client_of, invite):
    path = invite("new@example.com")
    client_of(admin).post(f"/settings/members/invitations/{Invitation.objects.get().pk}/revoke/")
    assert b"was revoked" in Client().get(path).content
    assert Client().get(invite("new@example.com")).status_code == 200


@pytest.mark.parametrize("action", ["renew", "revoke"])
def test_a_used_invitation_is_neither_sent_again_nor_revoked(admin, client_of, invite, action):
    Client().post(invite("new@example.com"), NEWCOMER)
    used = Invitation.objects.get()
    answer = client_of(admin).post(f"/settings/members/invitations/{used.pk}/{action}/", follow=True)
    assert b"can no longer be used" in answer.content
    assert Invitation.objects.get().revoked_at is None


def test_a_second_click_of_the_one_who_joined_goes_on_into_the_tenant(invite):
    client = Client()
    path = invite("new@example.com")
    client.post(path, NEWCOMER)
    assert client.post(path, NEWCOMER).headers["Location"] == "/"


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_member(invite):
    token = invite("new@example.com").split("/")[2]
    start = Barrier(4)

    def click(_number: int) -> str:
        start.wait()
        try:
            invitations.accept_as_new(token, name="N", password="a quay in the fog", at=timezone.now())
        except TenantsError as error:
            return type(error).__name__
        finally:
            connection.close()
        return "joined"

    with ThreadPoolExecutor(4) as threads:
        outcomes = sorted(threads.map(click, range(4)))
    assert outcomes == ["InvitationClosedError"] * 3 + ["joined"]
    assert Membership.objects.filter(user__email="new@example.com").count() == 1
    assert AuditEvent.objects.filter(action="member.joined").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_invitations_accepted_at_once_make_one_account(invite, other_tenant):
    tokens = [invite("new@example.com").split("/")[2], invite("new@example.com", into=other_tenant).split("/")[2]]
    start = Barrier(2)

    def accept(token: str) -> str:
        start.wait()
        try:
            invitations.accept_as_new(token, name="N", password="a quay in the fog", at=timezone.now())
        except TenantsError as error:
            return type(error).__name__
        finally:
            connection.close()
        return "joined"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(accept, tokens)) == ["AccountExistsError", "joined"]
    assert User.objects.filter(email="new@example.com").count() == 1
