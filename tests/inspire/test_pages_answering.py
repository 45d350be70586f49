"""Answer an ask: looking changes nothing, one button raises a limit, once, and to no more than it said."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from credits import asks, ledger
from credits.asks import Need
from credits.ledger import HoldRequest
from credits.models import Answer, Ask, Cap, Wish
from tenants.models import AuditEvent, Role
from tests.factories import make_member
from tests.inspire.test_pages_limits import text_of, use

pytestmark = pytest.mark.django_db

PLAN = "/settings/ai/limits/larger-plan/"


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


@pytest.fixture
def ask(tenant, designer, limited) -> Ask:
    hit = ledger.CapHit(designer.pk, "image", 15, 10)
    need = Need(Wish.CAP, "image", 10, 90, hit)
    return asks.make(tenant.account, need, member=designer.pk, at=timezone.now())[0]


def answer(client, ask, given="granted"):
    return client.post(reverse("ask_answer", args=[ask.pk]), {"answer": given})


def test_looking_at_an_ask_changes_nothing(ask, limited, admin, client_of):
    page = text_of(client_of(admin).get(reverse("ask_answer", args=[ask.pk])))
    assert "Raise the limit from 15 to 20" in page
    limited.refresh_from_db()
    ask.refresh_from_db()
    assert (limited.credits, ask.answer) == (15, "")


def test_one_button_raises_the_limit_and_the_designer_can_go_on(
    ask, limited, admin, designer, tenant, client_of, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = answer(client_of(admin), ask)
    assert page.status_code == 302
    limited.refresh_from_db()
    assert limited.credits == 20
    assert [letter.to for letter in mail.outbox] == [[designer.email]]
    hold = HoldRequest(uuid4(), 10, "image", designer.pk, "gpt-image-2", "credits")
    assert ledger.reserve(tenant.account, hold, at=timezone.now()).ok
    assert AuditEvent.objects.filter(action="cap.set", person_uuid=admin.pk).count() == 1


def test_a_second_answer_changes_nothing_and_says_so(ask, limited, admin, client_of):
    client = client_of(admin)
    answer(client, ask)
    page = text_of(client.post(reverse("ask_answer", args=[ask.pk]), {"answer": "declined"}, follow=True))
    assert "answered already" in page
    ask.refresh_from_db()
    limited.refresh_from_db()
    assert (ask.answer, limited.credits) == (Answer.GRANTED, 20)


def test_no_more_is_raised_than_the_button_said(ask, limited, designer, admin, tenant, client_of):
    client = client_of(admin)
    use(tenant, 5, member=designer.pk, operation="image")
    shown = {"answer": "granted", "most": "20"}
    page = text_of(client.post(reverse("ask_answer", args=[ask.pk]), shown, follow=True))
    assert "the limit would have to be 25. Nothing was changed" in page
    assert "Raise the limit from 15 to 25" in page
    limited.refresh_from_db()
    ask.refresh_from_db()
    assert (limited.credits, ask.answer) == (15, "")
    assert not AuditEvent.objects.filter(action="ask.answered").exists()


def test_an_ask_can_be_declined(ask, limited, admin, client_of, designer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer(client_of(admin), ask, "declined")
    limited.refresh_from_db()
    assert limited.credits == 15
    assert "the limit that stopped you at Image generation stays as it is" in mail.outbox[0].body


def test_nonsense_answers_nothing(ask, admin, client_of):
    assert answer(client_of(admin), ask, "perhaps").status_code == 422


def test_a_designer_cannot_raise_their_own_limit(ask, limited, designer, client_of):
    assert answer(client_of(designer), ask).status_code == 403
    limited.refresh_from_db()
    assert limited.credits == 15


def test_another_tenants_ask_is_not_there(ask, limited, other_tenant, client_of):
    stranger = client_of(make_member(other_tenant, Role.ADMIN))
    assert stranger.get(reverse("ask_answer", args=[ask.pk])).status_code == 404
    assert answer(stranger, ask).status_code == 404
    assert stranger.get("/settings/ai/limits/").context["asks"] == []
    limited.refresh_from_db()
    assert limited.credits == 15


def test_open_asks_stand_on_the_page_of_limits_until_they_are_answered(ask, admin, designer, client_of):
    client = client_of(admin)
    page = text_of(client.get("/settings/ai/limits/"))
    assert "Waiting for your answer" in page
    assert "Raise the limit from 15 to 20" in page
    answer(client, ask)
    assert client.get("/settings/ai/limits/").context["asks"] == []


def test_an_ask_of_last_month_waits_no_longer(ask, admin, client_of):
    Ask.objects.update(created_at=timezone.now() - timedelta(days=40))
    assert client_of(admin).get("/settings/ai/limits/").context["asks"] == []


def test_an_ask_for_credits_offers_the_operator_until_there_are_enough(short, designer, admin, tenant, client_of):
    need = Need(Wish.CREDITS, "image", 10, 5)
    asks.make(tenant.account, need, member=designer.pk, at=timezone.now())
    client = client_of(admin)
    assert f'href="{PLAN}?operation=image"' in text_of(client.get("/settings/ai/limits/"))
    ledger.adjust(tenant.account, 50, reference=uuid4(), reason="A gift.", member=None, at=timezone.now())
    assert "Tell them it works now" in text_of(client.get("/settings/ai/limits/"))


def test_an_admin_does_not_answer_their_own_ask_of_the_operator(short, admin, client_of):
    client = client_of(admin)
    client.post(PLAN)
    assert answer(client, Ask.objects.get()).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_click_at_once_raise_once(tenant, limited, ask, client_of):
    clients = [client_of(make_member(tenant, Role.ADMIN)) for _ in range(2)]
    barrier = Barrier(2)

    def click(client) -> None:
        barrier.wait(timeout=30)
        answer(client, ask)
        connection.close()

    threads = [Thread(target=click, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    limited.refresh_from_db()
    assert limited.credits == 20
    assert AuditEvent.objects.filter(action="cap.set").count() == 1
