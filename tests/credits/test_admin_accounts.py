"""Staff change an account's plan and adjust its credits: previewed, confirmed, once, recorded."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from credits import ledger, proof
from credits.models import Account, Entry, Period, Plan
from tenants.models import AuditEvent, User
from tests.credits.admin_pages import confirm, confirmed, page, preview
from tests.credits.conftest import hold
from tests.factories import make_plan

pytestmark = pytest.mark.django_db


def change_plan(account) -> str:
    return page(Account, "change_plan", account.pk)


def adjusting(account) -> str:
    return page(Account, "adjust", account.pk)


def test_the_page_says_what_an_upgrade_will_do_and_changes_nothing_yet(staff, account):
    ledger.reserve(account, hold(30), at=timezone.now())
    text = preview(staff, change_plan(account), plan=make_plan("professional").pk).text
    for shown in ("Essentials → Professional", "400 credits", "70 → 470", "Change to Professional now", "at once"):
        assert shown in text
    assert Account.objects.get(pk=account.pk).plan.slug == "essentials"


def test_staff_upgrade_a_tenant_at_once(staff, account):
    response = confirm(staff, change_plan(account), plan=make_plan("professional").pk)
    assert "Harbour Cafe has the plan Professional now; 400 credits were granted." in response.text
    assert Period.objects.get().remaining == 500
    event = AuditEvent.objects.get(action="account.plan_changed")
    assert event.tenant_uuid == account.pk
    assert event.detail == {"plan": "professional", "outcome": "changed", "credits": 400}


def test_staff_downgrade_a_tenant_at_its_next_reset_and_undo_it(staff, account):
    professional, essentials = make_plan("professional"), make_plan("essentials")
    confirm(staff, change_plan(account), plan=professional.pk)
    shown = preview(staff, change_plan(account), plan=essentials.pk).text
    assert "at the next reset, 1 " in shown
    assert "00:00 (UTC)" in shown
    assert "at its next reset" in confirm(staff, change_plan(account), plan=essentials.pk).text
    account.refresh_from_db()
    assert account.next_plan == essentials

    shown = preview(staff, change_plan(account), plan=professional.pk).text
    assert "the change to Essentials, which waits for the next reset" in shown
    assert "nothing waits" in confirm(staff, change_plan(account), plan=professional.pk).text
    account.refresh_from_db()
    assert account.next_plan is None


def test_the_plan_that_the_account_has_is_nothing_to_confirm(staff, account):
    text = preview(staff, change_plan(account), plan=make_plan("essentials").pk).text
    assert "there is nothing to change" in text
    assert 'value="confirm"' not in text


def test_a_retired_plan_is_neither_offered_nor_taken_from_a_stale_form(staff, account):
    plan = make_plan("professional")
    shown = preview(staff, change_plan(account), plan=plan.pk)
    Plan.objects.filter(pk=plan.pk).update(retired_at=timezone.now())
    assert "Professional" not in staff.get(change_plan(account)).text
    response = staff.post(change_plan(account), confirmed(shown, plan=plan.pk), follow=True)
    assert "This plan is not on offer" in response.text
    assert Account.objects.get(pk=account.pk).plan.slug == "essentials"


def test_a_confirmation_of_what_is_no_longer_so_is_sent_back(staff, account):
    plan = make_plan("professional")
    shown = preview(staff, change_plan(account), plan=plan.pk)
    Plan.objects.filter(pk=plan.pk).update(credits=600)
    response = staff.post(change_plan(account), confirmed(shown, plan=plan.pk), follow=True)
    assert "no longer what you saw" in response.text
    assert Account.objects.get(pk=account.pk).plan.slug == "essentials"


def test_a_change_that_nobody_previewed_is_refused(staff, account):
    fields = {"plan": make_plan("professional").pk, "token": uuid4(), "step": "confirm"}
    assert "no longer what you saw" in staff.post(change_plan(account), fields).text
    assert not AuditEvent.objects.filter(action="account.plan_changed").exists()


def test_two_clicks_on_a_change_of_plan_change_it_once(staff, account):
    plan = make_plan("professional")
    sent = confirmed(preview(staff, change_plan(account), plan=plan.pk), plan=plan.pk)
    for _ in range(2):
        assert staff.post(change_plan(account), sent).status_code == 302
    assert Entry.objects.filter(kind="grant").count() == 2
    assert AuditEvent.objects.filter(action="account.plan_changed").count() == 1


def test_staff_give_credits_with_a_reason(staff, account):
    shown = preview(staff, adjusting(account), credits=25, reason="An outage on Monday").text
    assert "100 → 125" in shown
    assert "Give 25 credits" in shown
    assert not Entry.objects.filter(kind="adjust").exists()

    response = confirm(staff, adjusting(account), credits=25, reason="An outage on Monday")
    assert "Adjusted by +25: 125 credits remaining this month." in response.text
    entry = Entry.objects.get(kind="adjust")
    assert (entry.reason, entry.member) == ("An outage on Monday", User.objects.get(email="staff@example.com").pk)
    event = AuditEvent.objects.get(action="account.adjusted")
    assert (event.tenant_uuid, event.detail) == (account.pk, {"credits": 25, "reason": "An outage on Monday"})
    assert proof.find_differences() == []


def test_an_adjustment_without_a_reason_or_of_nothing_is_sent_back(staff, account):
    assert "Say why" in preview(staff, adjusting(account), credits=25, reason="  ").text
    assert "0 credits change nothing" in preview(staff, adjusting(account), credits=0, reason="None").text
    assert not Entry.objects.filter(kind="adjust").exists()


def test_the_same_adjustment_sent_twice_is_made_once(staff, account):
    fields = {"token": uuid4(), "credits": 25, "reason": "A gift", "step": "confirm"}
    for _ in range(2):
        assert "Adjusted by +25: 125" in staff.post(adjusting(account), fields, follow=True).text
    assert "sent before" in staff.post(adjusting(account), fields | {"credits": 26}, follow=True).text
    assert AuditEvent.objects.filter(action="account.adjusted").count() == 1


@pytest.mark.parametrize("step", ["preview", "confirm"])
def test_staff_cannot_take_more_than_remains(staff, account, step):
    fields = {"token": uuid4(), "credits": -101, "reason": "A mistake", "step": step}
    text = staff.post(adjusting(account), fields).text
    assert "101 credits cannot be taken, because 100 remain this month" in text
    assert not AuditEvent.objects.filter(action="account.adjusted").exists()


def test_back_leads_to_the_form_with_what_was_typed(staff, account):
    fields = {"token": uuid4(), "credits": 25, "reason": "A gift", "step": "edit"}
    text = staff.post(adjusting(account), fields).text
    assert 'value="A gift"' in text
    assert not Entry.objects.filter(kind="adjust").exists()


def test_a_page_of_an_account_that_is_not_there_is_absent(staff, account):
    for name in ("adjust", "change_plan"):
        assert staff.get(page(Account, name, uuid4())).status_code == 404
        assert staff.post(page(Account, name, "nonsense"), {"step": "confirm"}).status_code == 404


def test_a_button_of_another_site_does_nothing(account):
    person = User.objects.create_superuser("careful@example.com", "harbour-lights-at-dusk")
    client = Client(enforce_csrf_checks=True)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    fields = {"token": str(uuid4()), "credits": "25", "reason": "A gift", "step": "confirm"}
    assert client.post(adjusting(account), fields).status_code == 403
    assert client.get(adjusting(account), fields).status_code == 200
    assert not Entry.objects.filter(kind="adjust").exists()
