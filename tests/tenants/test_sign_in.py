import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from inspire import logs
from inspire import settings as inspire_settings
from tenants import invitations
from tenants.models import AuditEvent, Role, User
from tests.factories import PASSWORD, make_member
from tests.tenants.conftest import is_signed_in, mailed_path, sign_in

pytestmark = pytest.mark.django_db


def reset(email: str) -> str:
    """Ask for a new password on a fresh browser, and return the path of the mailed link."""
    answer = Client().post("/accounts/password/reset/", {"email": email})
    assert answer.headers["Location"] == "/accounts/password/reset/done/"
    return mailed_path("/accounts/password/reset/key/")


def set_password(path: str, password: str) -> Client:
    """Follow a mailed link on a fresh browser and set a password."""
    client = Client()
    form = client.get(path)
    client.post(form.headers["Location"], {"password1": password, "password2": password})
    return client


def test_the_road_of_an_invited_person(admin, client_of):
    inviter = client_of(admin)
    inviter.post("/settings/members/invite/", {"email": "nora@example.com", "role": "viewer"})
    browser = Client()
    browser.post(mailed_path("/invitations/"), {"name": "Nora", "password": "the first harbour light"})
    assert is_signed_in(browser)
    browser.post("/accounts/logout/")
    assert not is_signed_in(browser)

    assert is_signed_in(sign_in("nora@example.com", "the first harbour light"))

    set_password(reset("Nora@example.com"), "the second harbour light")
    assert not is_signed_in(sign_in("nora@example.com", "the first harbour light"))
    browser = sign_in("nora@example.com", "the second harbour light")
    assert is_signed_in(browser)

    assert browser.get("/accounts/2fa/").status_code == 200
    assert browser.get("/settings/members/").status_code == 403
    assert browser.get("/settings/ai/").status_code == 403
    assert browser.get("/admin/").status_code in {302, 403}
    page = browser.get("/accounts/2fa/").content.decode()
    assert "/ai/library/" in page
    assert "/settings/ai/" not in page


def test_the_address_counts_in_any_case(viewer):
    assert is_signed_in(sign_in(viewer.email.upper()))


def test_sign_in_leads_back_to_the_page_that_asked(viewer):
    data = {"login": viewer.email, "password": PASSWORD, "next": "/accounts/2fa/"}
    assert Client().post("/accounts/login/", data).headers["Location"] == "/accounts/2fa/"


def test_sign_in_never_leads_to_another_site(viewer):
    data = {"login": viewer.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert Client().post("/accounts/login/", data).headers["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_give_the_same_page(viewer):
    pages = [
        Client().post("/accounts/login/", {"login": email, "password": "wrong"}).content.decode().replace(email, "")
        for email in (viewer.email, "nobody@example.com")
    ]
    assert "do not belong together" in pages[0]
    assert [strip_tokens(page) for page in pages[:1]] == [strip_tokens(page) for page in pages[1:]]


def strip_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrf" not in line.lower() and "nonce" not in line]


def test_the_sixth_wrong_password_is_held_back_with_a_sentence_even_if_it_were_right(viewer):
    for _ in range(5):
        sign_in(viewer.email, "wrong")
    client = Client()
    answer = client.post("/accounts/login/", {"login": viewer.email, "password": PASSWORD})
    assert b"There were too many failed sign-ins. Wait five minutes" in answer.content
    assert not is_signed_in(client)


def test_one_address_that_tries_many_people_is_held_back(tenant):
    for number in range(10):
        sign_in(f"p{number}@example.com", "wrong")
    assert not is_signed_in(sign_in(make_member(tenant).email))


def test_a_flood_of_sign_ins_gets_a_page_in_words(db):
    for _ in range(30):
        Client().post("/accounts/login/", {})
    answer = Client().post("/accounts/login/", {})
    assert answer.status_code == 429
    assert b"Too many tries" in answer.content


def test_after_a_reset_the_new_password_works_at_once_despite_earlier_failures(viewer):
    for _ in range(6):
        sign_in(viewer.email, "wrong")
    set_password(reset(viewer.email), "a new harbour light")
    assert is_signed_in(sign_in(viewer.email, "a new harbour light"))


def test_a_reset_link_works_once(viewer):
    path = reset(viewer.email)
    set_password(path, "a new harbour light")
    assert b"This link no longer works" in Client().get(path).content


def test_a_reset_signs_out_everywhere(viewer):
    browser = sign_in(viewer.email)
    set_password(reset(viewer.email), "a new harbour light")
    assert browser.get("/accounts/2fa/").status_code == 302


def test_a_reset_for_an_unknown_address_looks_the_same_and_says_so_by_mail_only(viewer):
    answers = [Client().post("/accounts/password/reset/", {"email": e}) for e in (viewer.email, "nobody@example.com")]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    known, unknown = mail.outbox
    assert "/password/reset/key/" in known.body
    assert "/password/reset/key/" not in unknown.body
    assert "There is no account with this address" in unknown.body


def test_a_mail_server_that_is_down_is_said(viewer, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = Client().post("/accounts/password/reset/", {"email": viewer.email}, follow=True)
    assert b"the mail server does not answer" in answer.content


def test_nobody_signs_up(client):
    assert b"Accounts come by invitation" in client.get("/accounts/signup/").content
    answer = client.post("/accounts/signup/", {"email": "a@example.com", "password1": "a quay in the fog"})
    assert b"Accounts come by invitation" in answer.content
    assert not User.objects.exists()


def test_a_closed_account_does_not_sign_in(viewer):
    User.objects.update(is_active=False)
    client = Client()
    answer = client.post("/accounts/login/", {"login": viewer.email, "password": PASSWORD}, follow=True)
    assert not is_signed_in(client)
    assert b"This account is closed" in answer.content


def test_a_closed_account_is_out_with_the_next_request(viewer):
    browser = sign_in(viewer.email)
    User.objects.update(is_active=False)
    assert browser.get("/accounts/2fa/").status_code == 302


def test_signing_out_asks_and_says_so(viewer, client_of):
    client = client_of(viewer)
    assert b"Sign out?" in client.get("/accounts/logout/").content
    assert is_signed_in(client)
    assert b"You are signed out" in client.post("/accounts/logout/", follow=True).content


def test_a_person_changes_the_password_with_the_old_one(viewer):
    client = sign_in(viewer.email)
    data = {"oldpassword": "wrong", "password1": "a new harbour light", "password2": "a new harbour light"}
    assert b"not your current password" in client.post("/accounts/password/change/", data).content
    client.post("/accounts/password/change/", data | {"oldpassword": PASSWORD})
    assert is_signed_in(sign_in(viewer.email, "a new harbour light"))
    assert mail.outbox[-1].subject == "Your Inspire password was changed"


def test_the_password_is_kept_as_an_argon2_hash(invite):
    Client().post(invite("nora@example.com"), {"name": "Nora", "password": "the first harbour light"})
    assert User.objects.get(email="nora@example.com").password.startswith("argon2")


def test_outside_tests_the_hash_costs_what_django_asks_for():
    assert inspire_settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_what_happens_at_the_door_is_audited_without_what_was_typed(viewer):
    sign_in(viewer.email, "wrong-secret-password")
    sign_in("my-password-by-mistake", "wrong-secret-password")
    sign_in("nobody@example.com", "wrong-secret-password")
    sign_in(viewer.email)
    set_password(reset(viewer.email), "a new harbour light")
    events = list(AuditEvent.objects.order_by("id"))
    assert [event.action for event in events] == [
        "person.sign_in_failed",
        "person.sign_in_failed",
        "person.signed_in",
        "person.password_reset",
    ]
    assert [event.person_uuid for event in events] == [viewer.pk, None, viewer.pk, viewer.pk]
    assert {event.address for event in events} == {"127.0.0.1"}
    written = str([(event.target, event.detail) for event in events])
    assert "wrong-secret-password" not in written
    assert "@" not in written


def test_no_token_of_a_link_reaches_the_log(viewer, tenant):
    _invitation, token = invitations.invite(tenant, "a@example.com", role=Role.VIEWER, at=timezone.now())
    paths = [f"/invitations/{token}/", reset(viewer.email)]
    for path in paths:
        secret = path.rstrip("/").split("/")[-1]
        assert secret not in logs.redact(None, "info", f"request='GET {path}'")
        assert "[removed]" in logs.redact(None, "info", {"request": f"GET {path}"})
