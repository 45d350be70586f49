import base64
import json

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django.test import Client

from tenants.adapters import MFA_PLACE
from tenants.models import AuditEvent, User
from tests.factories import PASSWORD
from tests.tenants.conftest import code_now, is_signed_in, sign_in, turn_on_second_factor
from vault import sealing
from vault.keyset import create_keyset

pytestmark = pytest.mark.django_db(transaction=True)  # allauth tells of second factors on commit


@pytest.fixture
def staff() -> User:
    return User.objects.create_user("staff@example.com", PASSWORD, is_staff=True, is_superuser=True)


def test_turning_it_on_asks_who_it_is_and_shows_a_code_to_scan(viewer):
    client = sign_in(viewer.email)
    page = "/accounts/2fa/totp/activate/"
    assert client.get(page).headers["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": page})
    answer = client.get(page)
    assert b'src="data:image/svg+xml;base64,' in answer.content
    assert b"style=" not in answer.content
    assert answer.context["form"].secret.encode() in answer.content


def test_a_wrong_code_turns_nothing_on(viewer):
    client = sign_in(viewer.email)
    page = "/accounts/2fa/totp/activate/"
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": page})
    client.get(page)
    assert b"This code is not right" in client.post(page, {"code": "000000"}).content
    assert not Authenticator.objects.exists()


def test_its_secrets_are_sealed_in_the_database(viewer):
    secret = turn_on_second_factor(sign_in(viewer.email))
    totp, codes = Authenticator.objects.order_by("type").reverse()
    recovery = codes.wrap().generate_codes()
    with connection.cursor() as cursor:
        cursor.execute("SELECT row::text FROM mfa_authenticator row")
        rows = "".join(text for (text,) in cursor.fetchall())
        cursor.execute("SELECT session_data FROM django_session")
    assert secret not in rows
    assert not any(code in rows for code in recovery)
    sealed = base64.b64decode(totp.data["secret"])
    assert sealing.open(sealed, associated=MFA_PLACE).decode() == secret
    assert "seed" in codes.data


def test_the_secret_leaves_the_session_when_it_is_on(viewer):
    client = sign_in(viewer.email)
    secret = turn_on_second_factor(client)
    assert secret not in json.dumps(dict(client.session))


def test_the_password_alone_no_longer_signs_in(viewer, time_machine):
    time_machine.move_to("2026-11-24 10:00:00Z")
    secret = turn_on_second_factor(sign_in(viewer.email))
    client = Client()
    answer = client.post("/accounts/login/", {"login": viewer.email, "password": PASSWORD, "next": "/accounts/2fa/"})
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_signed_in(client)
    assert b"This code is not right" in client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content
    assert (
        client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)}).headers["Location"] == "/accounts/2fa/"
    )
    assert is_signed_in(client)


def test_a_code_signs_in_once(viewer, time_machine):
    time_machine.move_to("2026-11-24 10:00:00Z", tick=False)
    secret = turn_on_second_factor(sign_in(viewer.email))
    clients = [sign_in(viewer.email), sign_in(viewer.email)]
    for client in clients:
        client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert [is_signed_in(client) for client in clients] == [True, False]


def test_codes_are_throttled(viewer):
    turn_on_second_factor(sign_in(viewer.email))
    client = sign_in(viewer.email)
    for _ in range(6):
        answer = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert b"too many failed sign-ins" in answer.content


def test_a_recovery_code_signs_in_once(viewer):
    client = sign_in(viewer.email)
    turn_on_second_factor(client)
    code = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"][0]
    clients = [sign_in(viewer.email), sign_in(viewer.email)]
    for each in clients:
        each.post("/accounts/2fa/authenticate/", {"code": code})
    assert [is_signed_in(each) for each in clients] == [True, False]


def test_new_recovery_codes_replace_the_old_ones(viewer):
    client = sign_in(viewer.email)
    turn_on_second_factor(client)
    old = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert b"The 10 codes that are left" in client.get("/accounts/2fa/recovery-codes/generate/").content
    client.post("/accounts/2fa/recovery-codes/generate/")
    new = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert not set(old) & set(new)
    assert client.get("/accounts/2fa/recovery-codes/download/").content.decode().split() == new


def test_turning_it_off_takes_the_recovery_codes_along_and_tells_by_mail(viewer):
    client = sign_in(viewer.email)
    turn_on_second_factor(client)
    assert b"Turn off the second factor?" in client.get("/accounts/2fa/totp/deactivate/").content
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert [letter.subject for letter in mail.outbox] == ["Second factor turned on", "Second factor turned off"]
    actions = AuditEvent.objects.order_by("id").values_list("action", flat=True)
    assert list(actions) == ["person.signed_in", "person.second_factor_on", "person.second_factor_off"]


def test_no_secret_is_in_the_audit_trail(viewer):
    client = sign_in(viewer.email)
    secret = turn_on_second_factor(client)
    sign_in(viewer.email).post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert AuditEvent.objects.filter(action="person.second_factor_failed", person_uuid=viewer.pk).exists()
    assert secret not in str(list(AuditEvent.objects.values_list("target", "detail")))


def test_with_another_keyset_the_person_is_told_whom_to_ask(viewer, settings):
    secret = turn_on_second_factor(sign_in(viewer.email))
    settings.VAULT_KEYSET = create_keyset()
    client = sign_in(viewer.email)
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert answer.status_code == 200
    assert b"Ask the operator&#x27;s staff to remove it" in answer.content
    assert not is_signed_in(client)


def test_anonymous_people_sign_in_to_the_admin_through_the_throttled_page(client):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=")
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).url.startswith("/accounts/login/")


def test_members_who_are_not_staff_do_not_enter_the_admin(admin, client_of):
    assert client_of(admin).get("/admin/", follow=True).status_code == 403


def test_in_local_mode_staff_enter_with_a_password(staff):
    assert sign_in(staff.email).get("/admin/").status_code == 200


@pytest.mark.parametrize("path", ["/admin/", "/admin/tenants/user/", "/admin/tenants/auditevent/"])
def test_in_production_staff_without_a_second_factor_do_not_enter(staff, settings, path):
    settings.REQUIRE_STAFF_MFA = True
    answer = sign_in(staff.email).get(path, follow=True)
    assert answer.status_code == 403
    assert b"Turn on a second factor first" in answer.content


def test_in_production_staff_with_a_second_factor_enter(staff, settings):
    settings.REQUIRE_STAFF_MFA = True
    client = sign_in(staff.email)
    turn_on_second_factor(client)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/tenants/user/").status_code == 200


def test_the_admins_own_password_page_is_ours(staff):
    assert sign_in(staff.email).get("/admin/password_change/").headers["Location"] == "/accounts/password/change/"
