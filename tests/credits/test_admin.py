"""The Django admin of credits: what staff read there, and what nobody writes there."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from credits import ledger
from credits.models import Account, Ask, Cap, Entry, Period, Plan, PlanRevision, Price, Rollup
from tenants.models import AuditEvent, User
from tests.credits.admin_pages import page
from tests.credits.conftest import hold
from tests.factories import make_member, make_plan, make_tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def used(account):
    request = hold(5, operation="content", member=uuid4())
    ledger.reserve(account, request, at=timezone.now())
    return request


@pytest.fixture
def everything(used, account):
    """A row of each model."""
    Price.objects.create(operation="theme", credits=2)
    Ask.objects.create(account=account, member=uuid4(), wish="plan", needed=20, remaining=13)
    now = timezone.now()
    PlanRevision.objects.create(
        plan=account.plan, credits_before=90, credits=100, is_for_current=True, reason="More", created_at=now
    )


MODELS = [Plan, Price, Account, Period, Entry, Rollup, Ask, PlanRevision]


@pytest.mark.parametrize("model", MODELS)
def test_staff_see_each_list_and_each_row(staff, everything, model):
    assert staff.get(page(model)).status_code == 200
    assert staff.get(page(model, "change", model.objects.values_list("pk", flat=True)[0])).status_code == 200


@pytest.mark.parametrize("model", [Account, Period, Entry, Rollup, Ask, PlanRevision])
def test_a_list_takes_as_many_queries_for_many_tenants(staff, django_assert_max_num_queries, model):
    counts = []
    for size in (1, 6):
        for _ in range(size):
            account = make_tenant().account
            ledger.reserve(account, hold(1), at=timezone.now())
            Ask.objects.create(account=account, member=uuid4(), wish="plan", needed=20, remaining=13)
            PlanRevision.objects.create(
                plan=make_plan(),
                credits_before=9,
                credits=8,
                is_for_current=False,
                reason="x",
                created_at=timezone.now(),
            )
        with django_assert_max_num_queries(15) as queries:
            staff.get(page(model))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_accounts_page_takes_as_many_queries_with_many_months_and_limits(
    staff, account, django_assert_max_num_queries
):
    address, counts = page(Account, "change", account.pk), []
    staff.get(address)
    for months in (range(1, 2), range(2, 13)):
        for month in months:
            ledger.open_period(account, at=datetime(2025, month, 9, tzinfo=UTC))
            Cap.objects.create(account=account, member=make_member(account.tenant).pk, credits=10)
        with django_assert_max_num_queries(15) as queries:
            text = staff.get(address).text
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert text.count("2025") >= 12


@pytest.mark.parametrize("model", [Period, Entry, Rollup, PlanRevision, Ask])
def test_what_is_only_to_be_read_is_strictly_read_only(staff, everything, model):
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


def test_entries_are_found_by_reference_member_account_and_operation(staff, used, account, other_account):
    ledger.reserve(other_account, hold(1), at=timezone.now())
    for term in (used.reference, used.reference.hex, used.member, "content", f"harbour {used.reference}"):
        (entry,) = staff.get(page(Entry), {"q": str(term)}).context["cl"].result_list
        assert entry.reference == used.reference
    assert not staff.get(page(Entry), {"q": str(uuid4())}).context["cl"].result_list
    of_account = staff.get(page(Entry), {"q": str(account.pk)}).context["cl"].result_list
    assert {entry.kind for entry in of_account} == {"grant", "reserve"}


def test_accounts_that_wait_for_a_downgrade_are_listed(staff, account, other_account):
    account.next_plan = make_plan("professional")
    account.save()
    assert list(staff.get(page(Account), {"waits": "yes"}).context["cl"].result_list) == [account]
    assert list(staff.get(page(Account), {"waits": "no"}).context["cl"].result_list) == [other_account]


def test_an_accounts_page_shows_its_months_limits_and_asks(staff, used, account, designer):
    Cap.objects.create(account=account, member=designer.pk, operation="content", credits=17)
    Ask.objects.create(account=account, member=uuid4(), wish="plan", needed=20, remaining=13)
    text = staff.get(page(Account, "change", account.pk)).text
    for shown in (
        "Last twelve months",
        designer.name,
        ">17</td>",
        "1 open request for a larger plan",
        ">95</td>",
    ):
        assert shown in text


def test_a_new_anchor_day_is_saved_and_recorded(staff, account):
    staff.post(page(Account, "change", account.pk), {"anchor_day": 15})
    account.refresh_from_db()
    assert account.anchor_day == 15
    event = AuditEvent.objects.get(action="account.anchor_changed")
    assert (event.tenant_uuid, event.detail) == (account.pk, {"anchor_day": 15, "before": 1})


def test_a_member_who_is_not_staff_does_not_get_in(client_of, tenant):
    client = client_of(make_member(tenant, "admin"))
    assert client.get(page(Entry)).status_code == 302


def test_what_staff_do_is_never_recorded_for_a_tenant_that_they_belong_to(client_of, tenant):
    person = make_member(tenant, "admin")
    User.objects.filter(pk=person.pk).update(is_staff=True, is_superuser=True)
    person.refresh_from_db()
    make_plan("essentials")
    client_of(person).post(page(Plan, "add"), {"slug": "tiny", "name": "Tiny", "credits": 9})
    event = AuditEvent.objects.get(action="plan.saved")
    assert (event.tenant_uuid, event.person_uuid) == (None, person.pk)
