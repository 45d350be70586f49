"""Staff adjust or change many accounts: each once, each by itself, with a preview of the whole."""

import pytest
from django.utils import timezone

from credits import ledger, proof
from credits.admin import selecting
from credits.models import Account, Entry, Period
from tenants.models import AuditEvent
from tests.credits.admin_pages import confirmed, page, tick
from tests.credits.conftest import hold
from tests.factories import make_plan, make_tenant

pytestmark = pytest.mark.django_db

GIFT = {"credits": 25, "reason": "An outage on Monday"}


@pytest.fixture
def three(db) -> list[Account]:
    return [make_tenant(slug).account for slug in ("amber-inn", "blue-bakery", "cedar-cafe")]


def see(staff, action: str, accounts, **fields):
    """Choose the action, fill in its form, and return the preview."""
    assert "Preview" in tick(Account, action, *accounts, client=staff).text
    return tick(Account, action, *accounts, client=staff, **fields, step="preview", token=hold().reference)


def send(staff, action: str, accounts, shown, **fields):
    sent = confirmed(shown, **fields) | {"_selected_action": [str(each.pk) for each in accounts]}
    return staff.post(page(Account), sent, follow=True)


def test_the_preview_lists_each_account_and_the_whole(staff, three):
    text = see(staff, "adjust_credits", three, **GIFT).text
    for shown in ("Amber Inn", "Cedar Cafe", "<td>125</td>", "<td>+75</td>", "Give 25 credits to each of 3 accounts"):
        assert shown in text
    assert not Period.objects.exists()


def test_two_clicks_give_each_account_its_credits_once(staff, three):
    shown = see(staff, "adjust_credits", three, **GIFT)
    for _ in range(2):
        assert "3 accounts adjusted by +25" in send(staff, "adjust_credits", three, shown, **GIFT).text
    assert list(Period.objects.values_list("adjusted", flat=True)) == [25, 25, 25]
    events = AuditEvent.objects.filter(action="account.adjusted")
    assert set(events.values_list("tenant_uuid", flat=True)) == {each.pk for each in three}
    assert events.count() == 3
    assert proof.find_differences() == []


def test_an_account_that_cannot_give_is_refused_with_its_reason_and_the_others_go_on(staff, three):
    ledger.reserve(three[1], hold(90), at=timezone.now())
    fields = {"credits": -40, "reason": "Granted by mistake"}
    shown = see(staff, "adjust_credits", three, **fields)
    assert "refused: too few remain" in shown.text
    assert "Take 40 credits from 2 accounts" in shown.text
    text = send(staff, "adjust_credits", three, shown, **fields).text
    assert "2 accounts adjusted by -40" in text
    assert "Blue Bakery: Nothing was adjusted: 40 credits cannot be taken, because 10 remain this month" in text
    assert Entry.objects.filter(kind="adjust").count() == 2


def test_where_no_account_can_give_there_is_nothing_to_confirm(staff, three):
    shown = see(staff, "adjust_credits", three, credits=-101, reason="A mistake")
    assert 'value="confirm"' not in shown.text


def test_a_bulk_adjustment_without_a_reason_is_sent_back(staff, three):
    text = tick(Account, "adjust_credits", *three, client=staff, step="confirm", token=hold().reference, credits=5).text
    assert "Say why" in text
    assert not Entry.objects.filter(kind="adjust").exists()


def test_a_preview_of_many_takes_as_many_queries_as_one_of_few(staff, three, django_assert_max_num_queries):
    counts = []
    for _ in range(2):
        accounts = list(Account.objects.all())
        with django_assert_max_num_queries(15) as queries:
            tick(Account, "adjust_credits", *accounts, client=staff, step="preview", token=hold().reference, **GIFT)
        counts.append(len(queries))
        for _number in range(9):
            make_tenant()
    assert counts[0] == counts[1]


def test_the_plan_of_many_is_changed_as_the_preview_says(staff, three):
    amber, blue, cedar = three
    ledger.change_plan(blue, make_plan("enterprise"), at=timezone.now())
    ledger.change_plan(cedar, make_plan("professional"), at=timezone.now())
    professional = make_plan("professional")
    text = (shown := see(staff, "change_plans", three, plan=professional.pk)).text
    for sentence in ("changes now", "changes at the next reset", "stays as it is", "<td>400</td>"):
        assert sentence in text
    assert "Change 2 accounts to Professional" in text
    for _ in range(2):
        last = send(staff, "change_plans", three, shown, plan=professional.pk)
    assert "0 changed now, 0 change at their next reset" in last.text
    for account in three:
        account.refresh_from_db()
    assert (amber.plan, blue.next_plan, cedar.plan) == (professional, professional, professional)
    assert AuditEvent.objects.filter(action="account.plan_changed").count() == 2


def test_too_many_accounts_at_once_are_refused(staff, three, monkeypatch):
    monkeypatch.setattr(selecting, "MOST_AT_ONCE", 2)
    assert "at most 2 can be chosen" in tick(Account, "adjust_credits", *three, client=staff).text


def test_all_accounts_of_a_filtered_list_are_taken_and_stay_those(staff, three):
    ticked = {"select_across": "1", "q": "bakery"}
    address = f"{page(Account)}?q=bakery"
    shown = staff.post(address, {"action": "adjust_credits", "_selected_action": str(three[1].pk), **ticked})
    assert shown.text.count('name="_selected_action"') == 1
    assert str(three[1].pk) in shown.text
