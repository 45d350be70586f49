"""Runs in the Django admin: to read, to search, to cancel and resend."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from ai_ops import dispatch, leases
from ai_ops.models import Run, SavedItem, State
from tenants.models import User
from tests.ai_ops import books

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
