"""Short of credits: the next step by role, one mail for one ask, and one button that raises a limit."""

from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from credits.models import Ask, Cap, Wish
from tenants.models import Role
from tests.factories import make_member
from tests.inspire.test_pages_limits import text_of, use

pytestmark = pytest.mark.django_db

ASK = "/ai/ask/image/"
PLAN = "/settings/ai/limits/larger-plan/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def limited(tenant, designer):
    """A designer who may use 15 credits on images and has used 10; an image needs 10."""
    cap = Cap.objects.create(account=tenant.account, member=designer.pk, operation="image", credits=15)
    use(tenant, 10, member=designer.pk, operation="image")
    return cap


@pytest.fixture
def short(tenant):
    """A month of which 5 credits remain; an image needs 10."""
    use(tenant, 95)


def start(client):
    return client.post("/ai/image/", {"submission_key": uuid4().hex, "prompt": "A harbour at dusk"})


def test_a_designer_who_is_refused_by_their_limit_is_told_whose_it_is_and_may_ask(limited, designer, client_of):
    response = start(client_of(designer))
    page = text_of(response)
    assert response.status_code == 402
    assert "This needs 10 credits, and your limit for image generation leaves 5" in page
    assert "15 credits a month, 10 used or reserved" in page
    assert f'hx-post="{ASK}"' in page
    assert "Ask an admin</button>" in page


def test_a_limit_for_everybody_is_called_so(tenant, designer, client_of):
    Cap.objects.create(account=tenant.account, operation="image", credits=0)
    page = text_of(start(client_of(designer)))
    assert "everybody&#x27;s limit for image generation is 0 credits a month: none at all" in page


def test_an_admin_who_is_refused_by_a_limit_may_change_it(tenant, admin, client_of):
    Cap.objects.create(account=tenant.account, member=admin.pk, credits=5)
    page = text_of(start(client_of(admin)))
    assert "Raise it on Settings &gt; Limits and alerts" in page
    assert 'href="/settings/ai/limits/"' in page
    assert ASK not in page


def test_too_few_credits_offer_an_admin_to_a_designer_and_the_operator_to_an_admin(short, admin, designer, client_of):
    assert f'hx-post="{ASK}"' in text_of(start(client_of(designer)))
    assert f'hx-post="{PLAN}?operation=image"' in text_of(start(client_of(admin)))


def test_before_anything_is_sent_the_form_says_so_too(short, designer, client_of):
    assert f'hx-post="{ASK}"' in text_of(client_of(designer).get("/ai/image/"))


def test_a_viewer_sees_no_button_and_may_not_ask(viewer, short, client_of):
    client = client_of(viewer)
    assert ASK not in text_of(client.get("/ai/library/"))
    assert client.get(ASK).status_code == 403
    assert client.post(ASK).status_code == 403
    assert not Ask.objects.exists()


def test_an_ask_about_a_limit_mails_every_admin_with_a_link_to_one_button(limited, admin, designer, tenant, client_of):
    second = make_member(tenant, Role.ADMIN, email="zoe@example.com")
    client_of(designer).post(ASK, {"ask_note": "For Friday's screens"})
    (letter,) = mail.outbox
    made = Ask.objects.get()
    assert set(letter.to) == {admin.email, second.email}
    assert letter.reply_to == [designer.email]
    assert letter.subject == f"{designer} asks for a higher limit: Image generation"
    assert "It needs 10 credits, and a limit of 15 credits a month stands in the way." in letter.body
    assert "For Friday's screens" in letter.body
    assert reverse("ask_answer", args=[made.pk]) in letter.body
    assert (made.wish, made.needed, made.cap_member) == (Wish.CAP, 10, designer.pk)


def test_an_ask_for_credits_mails_the_need(short, admin, designer, client_of):
    client_of(designer).post(ASK)
    assert "It needs 10 credits, and what remains of this month is 5 credits." in mail.outbox[0].body
    assert Ask.objects.get().wish == Wish.CREDITS


def test_the_need_is_found_anew_and_not_believed(limited, admin, designer, client_of):
    client_of(designer).post(ASK, {"needed": "9000", "wish": "plan", "member": str(uuid4())})
    made = Ask.objects.get()
    assert (made.needed, made.wish, made.member) == (10, Wish.CAP, designer.pk)


def test_where_nothing_stands_in_the_way_nothing_is_asked(admin, designer, client_of):
    page = text_of(client_of(designer).post(ASK))
    assert "Nothing stands in the way of Image generation now" in page
    assert not Ask.objects.exists()


def test_the_same_open_ask_is_mailed_once_and_says_so(limited, admin, designer, client_of):
    client = client_of(designer)
    assert "The admins are asked." in text_of(client.post(ASK, follow=True))
    again = text_of(client.post(ASK, follow=True))
    assert "You asked for this already" in again
    assert len(mail.outbox) == 1
    assert Ask.objects.count() == 1


def test_with_script_the_answer_takes_the_buttons_place(limited, admin, designer, client_of):
    page = text_of(client_of(designer).post(ASK, headers=HTMX))
    assert page.startswith('<div class="ask')
    assert "The admins are asked." in page


def test_a_mail_server_that_is_down_breaks_no_ask_and_a_second_click_mails(
    limited, admin, designer, client_of, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client = client_of(designer)
    assert "The mail could not be sent" in text_of(client.post(ASK, follow=True))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert "They have a mail" in text_of(client.post(ASK, follow=True))
    assert len(mail.outbox) == 1


def test_asking_often_within_the_hour_is_refused_in_a_sentence(tenant, admin, designer, client_of, settings):
    settings.ACCOUNT_RATE_LIMITS = {"ask": "2/h/user"}
    Cap.objects.create(account=tenant.account, member=designer.pk, credits=0)
    client = client_of(designer)
    for slug in ("image", "theme"):
        client.post(f"/ai/ask/{slug}/")
    for headers in ({}, HTMX):
        response = client.post("/ai/ask/text/", headers=headers)
        assert response.status_code == 422
        assert "You have asked often within the hour" in text_of(response)
    assert len(mail.outbox) == 2


def test_a_note_that_is_too_long_is_refused_and_kept(limited, designer, client_of):
    response = client_of(designer).post(ASK, {"ask_note": "x" * 301})
    assert response.status_code == 422
    assert "x" * 301 in text_of(response)
    assert not Ask.objects.exists()


def test_a_larger_plan_is_asked_of_the_operators_address(short, admin, client_of, settings):
    settings.OPERATOR_CONTACT = "plans@operator.example"
    client = client_of(admin)
    page = text_of(client.post(f"{PLAN}?operation=image", {"ask_note": "We grow"}, follow=True))
    (letter,) = mail.outbox
    assert letter.to == ["plans@operator.example"]
    assert letter.reply_to == [admin.email]
    assert letter.subject == "Harbour Cafe asks for a larger plan"
    assert "Essentials, 100 credits a month, and what remains of this month is 5 credits" in letter.body
    assert "We grow" in letter.body
    assert "The operator is asked." in page
    made = Ask.objects.get()
    assert (made.wish, made.needed, made.operation) == (Wish.PLAN, 10, "image")


@pytest.mark.parametrize("contact", ["", "Call 020 7946 0000 on workdays."])
def test_without_an_address_the_ask_stands_on_the_operators_list(contact, short, admin, client_of, settings):
    settings.OPERATOR_CONTACT = contact
    page = text_of(client_of(admin).post(PLAN, follow=True))
    assert not mail.outbox
    assert "Your request stands on the operator&#x27;s list" in page or "stands on the operator's list" in page
    assert contact in page
    assert Ask.objects.get().wish == Wish.PLAN


def test_an_admin_is_led_from_the_designers_page_to_their_own(short, admin, client_of):
    assert client_of(admin).get(ASK)["Location"] == f"{PLAN}?operation=image"


def test_an_unknown_operation_is_not_there(designer, client_of):
    assert client_of(designer).get("/ai/ask/nonsense/").status_code == 404
