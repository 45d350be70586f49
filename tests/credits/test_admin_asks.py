"""What tenants ask the operator for, and staff's answers."""

from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from credits.models import Account, Ask
from tenants.models import AuditEvent, User
from tests.credits.admin_pages import confirmed, page, tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(account, admin) -> Ask:
    return Ask.objects.create(account=account, member=admin.pk, wish="plan", needed=20, remaining=13, note="For May")


def test_open_asks_come_first_and_lead_to_the_account(staff, ask, account, admin):
    old = Ask.objects.create(account=account, member=uuid4(), wish="plan", needed=5, remaining=1)
    Ask.objects.filter(pk=old.pk).update(answer="declined", answered_at=timezone.now())
    assert list(staff.get(page(Ask)).context["cl"].result_list) == [ask, old]
    assert list(staff.get(page(Ask), {"state": "open"}).context["cl"].result_list) == [ask]
    assert list(staff.get(page(Ask), {"state": "declined"}).context["cl"].result_list) == [old]
    text = staff.get(page(Ask, "change", ask.pk)).text
    assert page(Account, "change", account.pk) in text
    assert "For May" in text
    assert admin.email in text


@pytest.mark.parametrize("answer", ["granted", "declined"])
def test_an_ask_is_answered_once_recorded_and_mailed(
    staff, ask, account, admin, answer, django_capture_on_commit_callbacks
):
    shown = tick(Ask, f"answer_{answer}", ask, client=staff)
    assert "For May" in shown.text
    for number in (1, 0):
        with django_capture_on_commit_callbacks(execute=True):
            text = staff.post(page(Ask), confirmed(shown), follow=True).text
        assert f"{number} answered" in text
    ask.refresh_from_db()
    assert (ask.answer, ask.answered_by) == (answer, User.objects.get(email="staff@example.com").pk)
    assert AuditEvent.objects.get(action="ask.answered").tenant_uuid == account.pk
    assert [message.to for message in mail.outbox] == [[admin.email]]


def test_what_a_designer_asks_of_the_tenants_admins_is_not_staffs_to_answer(staff, account):
    ask = Ask.objects.create(account=account, member=uuid4(), wish="credits", needed=5, remaining=1)
    text = tick(Ask, "answer_granted", ask, client=staff).text
    assert "for the tenant&#x27;s own admins" in text
    assert 'value="confirm"' not in text
