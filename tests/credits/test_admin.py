"""The Django admin of credits, as staff use it."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from credits import ledger, proof
from credits.models import Account, Entry, Period, Plan, Price, Rollup
from tenants.models import AuditEvent, User
from tests.credits.conftest import hold
from tests.factories import make_member, make_plan, make_tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client_of):
    return client_of(User.objects.create_superuser("staff@example.com", "harbour-lights-at-dusk"))


@pytest.fixture
def used(account):
    request = hold(5, operation="content", member=uuid4())
    ledger.reserve(account, request, at=timezone.now())
    return request


def page(model, name="changelist", *arguments) -> str:
    return reverse(f"admin:credits_{model._meta.model_name}_{name}", args=arguments)


def send(staff, account, **fields):
    form = {"anchor_day": account.anchor_day, "change_plan_to": "", "adjust_by": "", "reason": "", "reference": uuid4()}
    return staff.post(page(Account, "change", account.pk), form | fields, follow=True)


def test_staff_see_each_list_and_each_row(staff, used):
    Price.objects.create(operation="theme", credits=2)
    for model in (Plan, Price, Account, Period, Entry, Rollup):
        assert staff.get(page(model)).status_code == 200
        assert staff.get(page(model, "change", model.objects.values_list("pk", flat=True)[0])).status_code == 200


@pytest.mark.parametrize("model", [Account, Period, Entry, Rollup])
def test_a_list_takes_as_many_queries_for_many_tenants(staff, django_assert_max_num_queries, model):
    counts = []
    for size in (1, 6):
        for _ in range(size):
            ledger.reserve(make_tenant().account, hold(1), at=timezone.now())
        with django_assert_max_num_queries(15) as queries:
            staff.get(page(model))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("model", [Period, Entry, Rollup])
def test_what_the_ledger_wrote_is_strictly_read_only(staff, used, model):
    row = model.objects.first()
    assert staff.get(page(model, "add")).status_code == 403
    assert staff.post(page(model, "change", row.pk), {"held": 0}).status_code == 403
    assert staff.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert 'name="_save"' not in staff.get(page(model, "change", row.pk)).text


def test_accounts_are_neither_added_nor_deleted_by_hand(staff, account):
    assert staff.get(page(Account, "add")).status_code == 403
    assert staff.post(page(Account, "delete", account.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", [Account, Period, Entry, Rollup])
def test_a_search_finds_the_tenant_and_leaves_others_out(staff, used, other_account, model):
    ledger.reserve(other_account, hold(1), at=timezone.now())
    for term in ("harbour", "Harbour-Cafe", "harbour cafe"):
        text = staff.get(page(model), {"q": term}).context["cl"].result_list
        assert {
            str(row.period.account) if model in (Entry, Rollup) else str(getattr(row, "account", row)) for row in text
        } == {"Harbour Cafe · Essentials"}


def test_entries_are_found_by_reference_member_and_operation(staff, used, other_account):
    ledger.reserve(other_account, hold(1), at=timezone.now())
    for term in (used.reference, used.reference.hex, used.member, "content", f"harbour {used.reference}"):
        (entry,) = staff.get(page(Entry), {"q": str(term)}).context["cl"].result_list
        assert entry.reference == used.reference
    assert not staff.get(page(Entry), {"q": str(uuid4())}).context["cl"].result_list


def test_staff_upgrade_a_tenant_at_once(staff, used, account):
    response = send(staff, account, change_plan_to=make_plan("professional").pk)
    assert "Harbour Cafe has the plan now." in response.text
    assert Period.objects.get().remaining == 495
    event = AuditEvent.objects.get(action="account.plan_changed")
    assert (event.tenant_uuid, event.detail) == (account.pk, {"plan": "professional", "outcome": "changed"})


def test_staff_downgrade_a_tenant_at_its_next_reset_and_undo_it(staff, account):
    professional = make_plan("professional")
    send(staff, account, change_plan_to=professional.pk)
    assert "at its next reset" in send(staff, account, change_plan_to=make_plan("essentials").pk).text
    account.refresh_from_db()
    assert account.next_plan.slug == "essentials"
    assert "nothing waits" in send(staff, account, change_plan_to=professional.pk).text
    account.refresh_from_db()
    assert account.next_plan is None


def test_a_retired_plan_is_not_offered(staff, account):
    retired = Plan.objects.create(slug="old", name="Old", credits=7, retired_at=timezone.now())
    response = send(staff, account, change_plan_to=retired.pk)
    assert "Select a valid choice" in response.text


def test_staff_give_credits_with_a_reason(staff, account):
    response = send(staff, account, adjust_by=25, reason="An outage on Monday")
    assert "Adjusted: 125 credits remain this month." in response.text
    entry = Entry.objects.get(kind="adjust")
    assert (entry.reason, entry.member) == ("An outage on Monday", User.objects.get(email="staff@example.com").pk)
    assert AuditEvent.objects.get(action="account.adjusted").detail["credits"] == 25
    assert proof.find_differences() == []


def test_an_adjustment_without_a_reason_is_sent_back(staff, account):
    assert "Say why" in send(staff, account, adjust_by=25).text
    assert not Entry.objects.exists()


def test_the_same_adjustment_sent_twice_is_made_once(staff, account):
    reference = uuid4()
    for _ in range(2):
        response = send(staff, account, adjust_by=25, reason="A gift", reference=reference)
        assert "Adjusted: 125" in response.text
    assert "sent before" in send(staff, account, adjust_by=26, reason="A gift", reference=reference).text
    assert AuditEvent.objects.filter(action="account.adjusted").count() == 1


def test_staff_cannot_take_more_than_remains(staff, account):
    response = send(staff, account, adjust_by=-101, reason="A mistake")
    assert "101 credits cannot be taken, because 100 remain" in response.text
    assert not AuditEvent.objects.filter(action="account.adjusted").exists()


def test_a_new_anchor_day_is_saved_and_recorded(staff, account):
    send(staff, account, anchor_day=15)
    account.refresh_from_db()
    assert account.anchor_day == 15
    assert AuditEvent.objects.filter(action="account.anchor_changed").exists()


def test_changes_of_plans_and_prices_are_recorded(staff):
    staff.post(page(Price, "add"), {"operation": "theme", "credits": 3})
    staff.post(page(Price, "change", "theme"), {"operation": "theme", "credits": 4})
    staff.post(page(Price, "delete", "theme"), {"post": "yes"})
    staff.post(page(Plan, "add"), {"slug": "tiny", "name": "Tiny", "credits": 9})
    actions = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["price.saved", "price.saved", "price.deleted", "plan.saved"]
    assert Plan.objects.get(slug="tiny").credits == 9


def test_a_member_who_is_not_staff_does_not_get_in(client_of, tenant):
    client = client_of(make_member(tenant, "admin"))
    assert client.get(page(Entry)).status_code == 302
