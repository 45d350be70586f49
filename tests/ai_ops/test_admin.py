"""Runs in the Django admin: to read, to search, to cancel and resend."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from ai_ops import dispatch, ending, leases
from ai_ops.ending import Ending
from ai_ops.models import Run, SavedItem, State
from credits import ledger, prices
from credits.models import Entry, Period
from tenants.models import AuditEvent, User
from tests.ai_ops import books
from tests.credits.admin_pages import confirmed, page, tick

RUNS = "admin:ai_ops_run_changelist"


@pytest.fixture
def staff(client_of, db, settings):
    settings.REQUIRE_STAFF_MFA = False
    return client_of(User.objects.create_superuser("staff@inspire.example", "harbour-lights-at-dusk"))


def test_staff_see_runs_without_a_query_for_each(staff, start_run, django_assert_max_num_queries):
    for _ in range(20):
        start_run()
    staff.get(reverse(RUNS))
    with django_assert_max_num_queries(14):
        page = staff.get(reverse(RUNS)).content.decode()
    assert page.count("Harbour Cafe") >= 20


def test_a_run_is_found_by_its_id_and_by_its_tenant(staff, start_run):
    run, other = start_run(), start_run()
    page = staff.get(reverse(RUNS), {"q": str(run.id)}).content.decode()
    assert str(run.id) in page
    assert str(other.id) not in page
    assert str(other.id) in staff.get(reverse(RUNS), {"q": "harbour"}).content.decode()
    assert str(other.id) not in staff.get(reverse(RUNS), {"q": str(uuid4())}).content.decode()


def test_a_run_and_its_attempts_are_read_only(staff, start_run):
    run = start_run()
    leases.claim(run.id, at=timezone.now())
    address = reverse("admin:ai_ops_run_change", args=[run.id])
    page = staff.get(address).content.decode()
    assert leases.worker_name() in page
    assert 'name="_save"' not in page
    assert staff.post(address, {"state": "succeeded"}).status_code == 403
    assert staff.get(reverse("admin:ai_ops_run_add")).status_code == 403
    assert staff.get(reverse("admin:ai_ops_run_delete", args=[run.id])).status_code == 403


def act(client, action: str, *runs: Run):
    return client.post(reverse(RUNS), {"action": action, "_selected_action": [run.id for run in runs]}, follow=True)


def test_live_runs_are_cancelled_free_of_charge(staff, tenant, start_run):
    live, over = start_run(), start_run()
    Run.objects.filter(id=over.id).update(state=State.FAILED, ended_at=timezone.now())
    assert "1 runs were cancelled" in act(staff, "cancel_runs", live, over).content.decode()
    live.refresh_from_db()
    assert live.state == State.CANCELLED
    assert books.kinds(tenant).count("void") == 1


def test_queued_runs_are_sent_again(staff, start_run, sent):
    queued, running = start_run(), start_run()
    leases.claim(running.id, at=timezone.now())
    assert "1 runs were sent again" in act(staff, "resend_runs", queued, running).content.decode()
    assert sent == [(dispatch.TASK, (str(queued.id),))]


def test_staff_who_may_only_look_may_not_cancel(client_of, start_run, settings):
    settings.REQUIRE_STAFF_MFA = False
    person = User.objects.create_user("looker@inspire.example", "harbour-lights-at-dusk", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_run"))
    run = start_run()
    act(client_of(person), "cancel_runs", run)
    run.refresh_from_db()
    assert run.state == State.QUEUED


def test_saved_items_are_listed_read_only(staff, tenant):
    item = SavedItem.objects.create(tenant=tenant, kind="echo", name="Dusk", content={})
    assert "Dusk" in staff.get(reverse("admin:ai_ops_saveditem_changelist")).content.decode()
    page = staff.get(reverse("admin:ai_ops_saveditem_change", args=[item.id])).content.decode()
    assert 'name="_save"' not in page


@pytest.fixture
def succeed(start_run):
    """Return a function that makes a run which succeeded and used its 2 credits."""

    def make(**changes) -> Run:
        run: Run = start_run(**changes)
        ending.end(run.id, Ending(State.SUCCEEDED, result={"title": "Dusk"}), at=timezone.now())
        run.refresh_from_db()
        return run

    return make


def returning(run: Run) -> str:
    return page(Run, "return", run.pk)


def give_back(staff, run: Run, reason: str = "The picture was blurred"):
    sent = confirmed(staff.get(returning(run)), reason=reason)
    return staff.post(returning(run), sent, follow=True)


def test_a_runs_credits_are_returned_once_with_a_reason_and_it_says_so(staff, tenant, succeed):
    run = succeed()
    shown = staff.get(returning(run)).text
    for fact in ("98 → 100", "Return 2 credits"):
        assert fact in shown
    assert not Entry.objects.filter(kind="adjust").exists()

    text = give_back(staff, run).text
    assert "returned: 100 credits remaining" in text
    assert "2 credits returned on" in text
    assert "(UTC): The picture was blurred" in text
    event = AuditEvent.objects.get(action="run.returned")
    assert (event.tenant_uuid, event.target) == (tenant.pk, str(run.pk))
    assert event.detail == {"credits": 2, "reason": "The picture was blurred"}
    again = staff.get(returning(run)).text
    assert "returned already, and they are returned once: 2 credits returned on" in again
    assert 'value="confirm"' not in again
    books.check()


def test_two_people_who_return_the_same_run_return_it_once(staff, client_of, succeed):
    run = succeed()
    other = client_of(User.objects.create_superuser("second@inspire.example", "harbour-lights-at-dusk"))
    pages = [staff.get(returning(run)), other.get(returning(run))]
    for client, shown, sentence in zip(
        (staff, staff, other),
        (pages[0], *pages),
        ("were returned: 100", "were returned: 100", "returned already"),
        strict=True,
    ):
        sent = confirmed(shown, reason="The picture was blurred")
        assert sentence in client.post(returning(run), sent, follow=True).text
    assert Entry.objects.filter(kind="adjust").count() == 1
    assert AuditEvent.objects.filter(action="run.returned").count() == 1


def test_credits_are_not_returned_without_a_reason(staff, succeed):
    run = succeed()
    assert "Say why" in staff.post(returning(run), confirmed(staff.get(returning(run)), reason=" ")).text
    assert not Entry.objects.filter(kind="adjust").exists()


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.QUEUED, "has not ended, so it has used nothing yet"),
        (State.FAILED, "did not succeed, so it was free of charge"),
        (State.CANCELLED, "did not succeed, so it was free of charge"),
    ],
)
def test_a_run_that_used_nothing_says_why_nothing_is_returned(staff, start_run, state, sentence):
    run = start_run()
    if state != State.QUEUED:
        ending.end(run.id, Ending(state), at=timezone.now())
    assert sentence in staff.get(returning(run)).text
    fields = {"step": "confirm", "reason": "Please", "token": uuid4()}
    run.refresh_from_db()
    assert sentence in staff.post(returning(run), fields, follow=True).text
    assert not Entry.objects.filter(kind="adjust").exists()


def test_a_run_on_an_own_key_has_nothing_to_return(staff, succeed):
    run = succeed()
    Run.objects.filter(pk=run.pk).update(funding="own_key", price=0)
    assert "paid with the tenant&#x27;s own key" in staff.get(returning(run)).text


def test_credits_of_an_earlier_month_come_back_to_the_month_that_is_open(staff, tenant, start_run):
    run = start_run(at=timezone.now() - timedelta(days=40))
    at = timezone.now() - timedelta(days=40)
    ending.end(run.id, Ending(State.SUCCEEDED, result={"title": "Dusk"}), at=at)
    give_back(staff, run)
    now = ledger.open_period(tenant.account, at=timezone.now())
    assert (now.adjusted, now.remaining) == (2, 102)
    assert Period.objects.filter(used=2, adjusted=0).exists()


def test_credits_of_several_runs_are_returned_and_the_rest_is_left_out(staff, tenant, start_run, succeed):
    good, better, over, live = succeed(), succeed(), succeed(), start_run()
    give_back(staff, over)
    chosen = (good, better, over, live)
    shown = tick(Run, "return_credits", *chosen, client=staff)
    assert "Return 4 credits" in shown.text
    assert "2 runs are left out" in shown.text
    ids = {"_selected_action": [str(run.pk) for run in chosen]}
    for number in (2, 0):
        text = staff.post(reverse(RUNS), confirmed(shown, reason="An outage") | ids, follow=True).text
        assert f"The credits of {number} runs were returned" in text
    assert AuditEvent.objects.filter(action="run.returned").count() == 3
    books.check()


def test_a_run_that_is_queued_keeps_its_price_when_the_price_changes(tenant, start_run):
    queued = start_run()
    prices.set_price("echo", 7)
    later = start_run()
    for run in (queued, later):
        ending.end(run.id, Ending(State.SUCCEEDED, result={"title": "Dusk"}), at=timezone.now())
    used = Entry.objects.filter(kind="settle").values_list("reference", "credits")
    assert dict(used) == {queued.id: 2, later.id: 7}
    books.check()
