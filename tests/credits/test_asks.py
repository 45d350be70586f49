"""Asks: who is short of credits asks once; the first answer counts; granting a higher limit raises it once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection

from credits import asks, caps, ledger
from credits.asks import Need
from credits.ledger import Result
from credits.models import Answer, Ask, Cap, Wish
from tenants.models import AuditEvent, Membership, Role
from tests.credits.conftest import NOW, all_at_once, hold
from tests.factories import make_member

pytestmark = pytest.mark.django_db


def need_of(account, member, *, credits=20, operation="trigger"):
    """Return what the member needs where a limit stands in the way."""
    hit = caps.broken_by(account, member=member.pk, operation=operation, credits=credits, at=NOW)
    assert hit is not None
    return Need(Wish.CAP, operation, credits, 100, hit)


@pytest.fixture
def limited(account, designer):
    """A designer's limit of 30 credits, of which 20 are used; a trigger needs 20."""
    Cap.objects.create(account=account, member=designer.pk, credits=30)
    request = hold(20, member=designer.pk, operation="trigger")
    ledger.reserve(account, request, at=NOW)
    ledger.settle(request.reference, at=NOW)
    return designer


@pytest.fixture
def ask(account, limited) -> Ask:
    return asks.make(account, need_of(account, limited), member=limited.pk, at=NOW)[0]


def test_an_ask_keeps_the_limit_that_refused(account, limited, ask):
    assert (ask.wish, ask.operation, ask.needed, ask.cap_member, ask.cap_credits) == (
        Wish.CAP,
        "trigger",
        20,
        limited.pk,
        30,
    )


def test_the_same_ask_is_made_once_while_it_is_open(account, limited, ask):
    again, is_new = asks.make(account, need_of(account, limited), member=limited.pk, at=NOW)
    assert (again.pk, is_new) == (ask.pk, False)


def test_after_an_answer_one_may_ask_again(account, limited, ask):
    asks.answer(ask, Answer.DECLINED, by=None, at=NOW)
    assert asks.make(account, need_of(account, limited), member=limited.pk, at=NOW)[1]


def test_next_month_one_may_ask_again(account, designer, ask):
    later = NOW + timedelta(days=30)
    need = Need(Wish.CREDITS, "trigger", 20, 5)
    asks.make(account, need, member=designer.pk, at=NOW)
    assert asks.make(account, need, member=designer.pk, at=later)[1]
    assert [each.created_at for each in asks.open_asks(account, at=later)] == [later]


def test_another_members_and_another_operations_asks_are_others(account, designer):
    need = Need(Wish.CREDITS, "trigger", 20, 5)
    made = [
        asks.make(account, need, member=designer.pk, at=NOW),
        asks.make(account, need, member=uuid4(), at=NOW),
        asks.make(account, Need(Wish.CREDITS, "analysis", 10, 5), member=designer.pk, at=NOW),
        asks.make(account, Need(Wish.PLAN, "trigger", 20, 5), member=designer.pk, at=NOW),
    ]
    assert [is_new for _ask, is_new in made] == [True] * 4


def test_granting_raises_the_limit_to_what_lets_the_run_through(account, limited, ask):
    assert asks.answer(ask, Answer.GRANTED, by=None, at=NOW)
    assert Cap.objects.get().credits == 40
    outcome = ledger.reserve(account, hold(20, member=limited.pk, operation="trigger"), at=NOW)
    assert outcome.result == Result.HELD


def test_a_limit_that_is_high_enough_by_now_stays(account, ask):
    Cap.objects.update(credits=90)
    asks.answer(ask, Answer.GRANTED, by=None, at=NOW)
    assert Cap.objects.get().credits == 90


def test_a_limit_that_is_gone_by_now_does_not_come_back(account, ask):
    Cap.objects.all().delete()
    asks.answer(ask, Answer.GRANTED, by=None, at=NOW)
    assert not Cap.objects.exists()


def test_declining_raises_nothing(ask):
    asks.answer(ask, Answer.DECLINED, by=None, at=NOW)
    assert Cap.objects.get().credits == 30


def test_the_first_answer_wins(admin, ask):
    assert asks.answer(ask, Answer.DECLINED, by=admin.pk, at=NOW)
    assert not asks.answer(ask, Answer.GRANTED, by=None, at=NOW + timedelta(minutes=1))
    ask.refresh_from_db()
    assert (ask.answer, ask.answered_by, ask.answered_at) == (Answer.DECLINED, admin.pk, NOW)
    assert Cap.objects.get().credits == 30


def test_a_second_answer_gives_the_first_back(ask):
    stale = Ask.objects.get()
    asks.answer(ask, Answer.DECLINED, by=None, at=NOW)
    asks.answer(stale, Answer.GRANTED, by=None, at=NOW)
    assert stale.answer == Answer.DECLINED


def test_the_answer_is_mailed_to_who_asked_once(designer, ask, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asks.answer(ask, Answer.GRANTED, by=None, at=NOW)
        asks.answer(ask, Answer.GRANTED, by=None, at=NOW)
    (letter,) = mail.outbox
    assert letter.to == [designer.email]
    assert letter.subject == "You can go on: trigger"
    assert "the limit that stopped you leaves room now for trigger" in letter.body


def test_who_left_the_tenant_is_not_mailed(designer, ask, django_capture_on_commit_callbacks):
    Membership.objects.filter(user=designer).delete()
    with django_capture_on_commit_callbacks(execute=True):
        asks.answer(ask, Answer.GRANTED, by=None, at=NOW)
    assert not mail.outbox


def test_a_mail_server_that_is_down_breaks_no_answer(ask, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with django_capture_on_commit_callbacks(execute=True):
        assert asks.answer(ask, Answer.GRANTED, by=None, at=NOW)


def test_asks_answers_and_the_raise_are_written_down_without_names(ask, designer):
    asks.answer(ask, Answer.GRANTED, by=None, at=NOW)
    events = {each.action: each for each in AuditEvent.objects.all()}
    assert set(events) == {"ask.made", "ask.answered", "cap.set"}
    assert events["cap.set"].detail == {"member": str(designer.pk), "operation": "", "before": 30, "after": 40}
    assert not any(designer.email in str(each.detail) for each in events.values())


@pytest.mark.usefixtures("own_connections")
def test_two_admins_who_grant_at_once_raise_once(tenant):
    account, designer = tenant.account, make_member(tenant, Role.DESIGNER)
    Cap.objects.create(account=account, member=designer.pk, credits=10)
    ask, _is_new = asks.make(account, need_of(account, designer), member=designer.pk, at=NOW)

    firsts = all_at_once(lambda _: asks.answer(Ask.objects.get(pk=ask.pk), Answer.GRANTED, by=None, at=NOW), range(4))

    assert sorted(firsts) == [False, False, False, True]
    assert Cap.objects.get().credits == 20
    assert AuditEvent.objects.filter(action="cap.set").count() == 1
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("own_connections")
def test_two_clicks_at_once_ask_once(tenant):
    account, member = tenant.account, uuid4()
    need = Need(Wish.CREDITS, "trigger", 20, 5)
    made = all_at_once(lambda _: asks.make(account, need, member=member, at=NOW), range(4))
    connection.close()
    assert len({ask.pk for ask, _is_new in made}) == 1
    assert sum(is_new for _ask, is_new in made) == 1


@pytest.mark.usefixtures("own_connections")
def test_two_clicks_at_once_mail_once(tenant):
    make_member(tenant, Role.ADMIN, email="anna@example.com")
    need = Need(Wish.CREDITS, "trigger", 20, 5)
    ask, _is_new = asks.make(tenant.account, need, member=uuid4(), at=NOW)
    context = {"tenant": tenant, "person": "Ben"}

    def send(_: int) -> None:
        asks.mail(ask, "settings/email/ask_made.txt", context, to=["anna@example.com"], reply_to="", at=NOW)

    all_at_once(send, range(4))

    assert len(mail.outbox) == 1
    assert Ask.objects.get().mailed_at == NOW
