"""Settings > Limits and alerts: set, change and remove limits, and say when admins are told."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from credits import ledger
from credits.ledger import HoldRequest
from credits.models import AlertRule, Cap
from tenants.models import AuditEvent, Membership, Role, User
from tests.factories import make_member

pytestmark = pytest.mark.django_db

PAGE = "/settings/ai/limits/"


def use(tenant, credits, *, member=None, operation="theme", is_settled=True):
    request = HoldRequest(uuid4(), credits, operation, member, "claude-haiku-5-5", "credits")
    assert ledger.reserve(tenant.account, request, at=timezone.now()).ok
    if is_settled:
        ledger.settle(request.reference, at=timezone.now())


@pytest.fixture
def client(client_of, admin):
    return client_of(admin)


def set_limit(client, credits, *, member="", operation="", **more):
    return client.post(reverse("limit_set"), {"member": member, "operation": operation, "credits": credits}, **more)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_limit_shows_this_months_use_of_it_used_and_reserved(client, tenant, designer):
    Cap.objects.create(account=tenant.account, member=designer.pk, operation="theme", credits=40)
    use(tenant, 10, member=designer.pk)
    use(tenant, 5, member=designer.pk, is_settled=False)
    use(tenant, 20)

    page = client.get(PAGE)

    (limit,) = page.context["limits"]
    assert (limit.use.used, limit.use.room, limit.name) == (15, 25, str(designer))
    assert "15 of 40 used or reserved" in text_of(page)


@pytest.mark.parametrize(("is_for_member", "operation"), [(True, ""), (False, "theme"), (True, "theme")])
def test_a_limit_is_set_for_a_member_an_operation_or_both(client, tenant, designer, is_for_member, operation):
    response = set_limit(client, 30, member=designer.pk if is_for_member else "", operation=operation)
    assert response.status_code == 302
    cap = Cap.objects.get()
    assert (cap.account_id, cap.member) == (tenant.pk, designer.pk if is_for_member else None)
    assert (cap.operation, cap.credits) == (operation, 30)


def test_a_limit_for_everybody_on_everything_is_the_plan(client):
    response = set_limit(client, 30)
    assert response.status_code == 422
    assert "The plan limits everybody" in text_of(response)


def test_setting_it_again_changes_it_and_both_are_written_down(client, tenant):
    set_limit(client, 30, operation="theme")
    page = set_limit(client, 50, operation="theme", follow=True)
    assert Cap.objects.get().credits == 50
    assert "is now 50 credits a month instead of 30" in text_of(page)
    details = list(AuditEvent.objects.filter(action="cap.set").order_by("pk").values_list("detail", flat=True))
    assert [(each["before"], each["after"]) for each in details] == [(None, 30), (30, 50)]


def test_two_clicks_set_once(client):
    for _ in range(2):
        set_limit(client, 30, operation="theme")
    assert Cap.objects.count() == 1
    assert AuditEvent.objects.filter(action="cap.set").count() == 1


def test_zero_is_none_at_all_and_says_so(client):
    page = set_limit(client, 0, operation="theme", follow=True)
    assert "0 means none at all" in text_of(page)
    assert "None at all" in text_of(page)


def test_a_limit_above_the_allowance_is_kept_and_hinted(client):
    page = set_limit(client, 900, operation="theme", follow=True)
    assert Cap.objects.get().credits == 900
    assert "more than this month&#x27;s 100 credits, which run out first" in text_of(page)
    assert "More than this month's 100" in text_of(page)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"member": "", "operation": "nonsense", "credits": "5"}, "There is no such operation"),
        ({"member": "no-id", "operation": "", "credits": "5"}, "is not a member of this tenant"),
        ({"member": "", "operation": "theme", "credits": "-1"}, "Enter 0 or more"),
        ({"member": "", "operation": "theme", "credits": ""}, "Enter a number of credits"),
        ({"member": "", "operation": "theme", "credits": "1.5"}, "Enter a whole number"),
        ({"member": "", "operation": "theme", "credits": "2000000000000"}, "less than or equal to 1000000"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(client, content, sentence):
    response = client.post(reverse("limit_set"), content)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Cap.objects.exists()


def test_a_limit_for_another_tenants_person_is_refused(client, other_tenant):
    stranger = make_member(other_tenant)
    assert set_limit(client, 5, member=str(stranger.pk)).status_code == 422
    assert not Cap.objects.exists()


def test_a_limit_is_removed_and_that_is_written_down(client, tenant, designer):
    cap = Cap.objects.create(account=tenant.account, member=designer.pk, credits=7)
    for _ in range(2):
        response = client.post(reverse("limit_remove", args=[cap.pk]))
    assert response.status_code == 404
    assert not Cap.objects.exists()
    (event,) = AuditEvent.objects.filter(action="cap.removed")
    assert event.detail == {"member": str(designer.pk), "operation": "", "before": 7, "after": None}


def test_the_limit_of_a_former_member_is_shown_as_such_and_can_go(client, tenant, designer):
    cap = Cap.objects.create(account=tenant.account, member=designer.pk, credits=7)
    Membership.objects.filter(user=designer).delete()
    page = text_of(client.get(PAGE))
    assert "Former member" in page
    assert str(designer) not in page
    assert client.post(reverse("limit_remove", args=[cap.pk])).status_code == 302


def test_everybodys_limits_come_first_then_members_by_name_and_former_members_last(client, tenant):
    ben, anna, gone = (make_member(tenant) for _ in range(3))
    for person, name in ((ben, "Ben"), (anna, "anna"), (gone, "Aaron")):
        User.objects.filter(pk=person.pk).update(name=name)
        Cap.objects.create(account=tenant.account, member=person.pk, credits=5)
    Cap.objects.create(account=tenant.account, operation="theme", credits=5)
    Membership.objects.filter(user=gone).delete()
    assert [each.name for each in client.get(PAGE).context["limits"]] == [None, "anna", "Ben", ""]


def test_another_tenants_limit_is_not_there(client, other_tenant):
    cap = Cap.objects.create(account=other_tenant.account, operation="theme", credits=7)
    assert client.post(reverse("limit_remove", args=[cap.pk])).status_code == 404
    assert client.get(PAGE).context["limits"] == []
    assert Cap.objects.exists()


@pytest.mark.parametrize("role", [Role.DESIGNER, Role.VIEWER])
@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", PAGE),
        ("post", f"{PAGE}set/"),
        ("post", f"{PAGE}1/remove/"),
        ("post", f"{PAGE}alerts/"),
        ("get", f"{PAGE}asks/{UUID(int=1)}/"),
        ("post", f"{PAGE}asks/{UUID(int=1)}/"),
        ("get", f"{PAGE}larger-plan/"),
        ("post", f"{PAGE}larger-plan/"),
    ],
)
def test_only_admins_may(role, method, address, tenant, client_of):
    assert getattr(client_of(make_member(tenant, role)), method)(address).status_code == 403


@pytest.mark.parametrize("address", [f"{PAGE}set/", f"{PAGE}1/remove/", f"{PAGE}alerts/"])
def test_what_changes_something_is_no_link(client, address):
    assert client.get(address).status_code == 405


def test_many_limits_members_and_runs_cost_no_more_queries(client, tenant):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    client.get(PAGE)
    few = count()
    for _ in range(8):
        member = make_member(tenant)
        Cap.objects.create(account=tenant.account, member=member.pk, credits=7)
        use(tenant, 1, member=member.pk)
    assert count() == few


def save_alerts(client, **content):
    return client.post(reverse("alerts_change"), content)


def test_alerts_are_set_and_written_down(client, tenant):
    assert save_alerts(client, is_warned="on", warn_at="60", is_mailed="on").status_code == 302
    rule = AlertRule.objects.get(account=tenant.pk)
    assert (rule.warn_at, rule.is_at_limit, rule.is_mailed) == (60, False, True)
    assert AuditEvent.objects.get(action="alerts.changed").detail["after"]["warn_at"] == 60


def test_an_early_warning_can_be_off(client, tenant):
    save_alerts(client, warn_at="60", is_at_limit="on")
    assert AlertRule.objects.get(account=tenant.pk).warn_at is None


@pytest.mark.parametrize("percent", ["", "0", "100", "many"])
def test_a_percentage_that_makes_no_sense_is_refused(client, percent):
    response = save_alerts(client, is_warned="on", warn_at=percent)
    assert response.status_code == 422
    assert not AlertRule.objects.exists()


def test_the_defaults_are_shown_before_anybody_set_anything(client):
    form = client.get(PAGE).context["alert_form"]
    assert form["is_warned"].value() is True
    assert (form["warn_at"].value(), form["is_at_limit"].value(), form["is_mailed"].value()) == (80, True, True)


def test_admins_see_on_every_page_that_credits_run_out(client, tenant):
    assert "credits-strip" not in text_of(client.get("/ai/"))
    use(tenant, 85)
    page = text_of(client.get("/ai/"))
    assert "85 % of this month&#x27;s credits are used" in page or "85 % of this month's credits are used" in page
    use(tenant, 15, is_settled=False)
    assert "No credits remain." in text_of(client.get("/ai/library/"))


def test_others_see_no_strip(tenant, client_of, designer, viewer):
    use(tenant, 100)
    for person in (designer, viewer):
        assert "credits-strip" not in text_of(client_of(person).get("/ai/library/"))


def test_the_strip_costs_no_query(client, tenant):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/ai/library/")
        return len(queries)

    client.get("/ai/library/")
    without = count()
    use(tenant, 90)
    assert count() == without


def test_lines_that_are_off_show_no_strip(client, tenant):
    AlertRule.objects.create(account=tenant.account, warn_at=None, is_at_limit=False)
    use(tenant, 100)
    assert "credits-strip" not in text_of(client.get("/ai/"))
