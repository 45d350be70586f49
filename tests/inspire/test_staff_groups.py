"""The operator's staff: Support reads everything and changes nothing, Billing looks after money-like things."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from ai_ops.models import Run, SavedItem
from credits import ledger
from credits.models import Account, Ask, Entry, Period, Plan, PlanRevision, Price, Rollup
from inspire.staff_groups import BILLING, GROUPS, SUPPORT
from tenants.models import AuditEvent, Invitation, Membership, Tenant, User
from tests.credits.admin_pages import confirm, page, tick
from tests.credits.conftest import hold
from tests.factories import make_member, make_plan

pytestmark = pytest.mark.django_db

READ: list[Any] = [
    Tenant,
    User,
    Membership,
    AuditEvent,
    Plan,
    PlanRevision,
    Price,
    Account,
    Period,
    Entry,
    Rollup,
    Ask,
    Run,
]


@pytest.fixture
def member_of(client_of):
    """Return a function that gives a browser of a member of a group of staff."""

    def make(group: str):
        person = User.objects.create_user(f"{group.lower()}@inspire.example", "x", is_staff=True)
        person.groups.add(Group.objects.get(name=group))
        return client_of(person)

    return make


@pytest.fixture
def rows(tenant, admin, start_theme):
    """A row of each model that staff read."""
    account = Account.objects.get(tenant=tenant)
    ledger.reserve(account, hold(1), at=timezone.now())
    Price.objects.create(operation="theme", credits=3)
    Ask.objects.create(account=account, member=admin.pk, wish="plan", needed=20, remaining=13)
    AuditEvent.objects.create(action="tenant.created")
    PlanRevision.objects.create(
        plan=account.plan, credits_before=9, credits=8, is_for_current=False, reason="x", created_at=timezone.now()
    )
    start_theme()


def pages_of(kind: str) -> list[str]:
    """Return the addresses of what may be done: to an account, a plan, a price or a run."""
    account, plan = Account.objects.get(), make_plan("essentials")
    return {
        "adjust": [
            page(Account, "adjust", account.pk),
            page(Account, "change_plan", account.pk),
            page(Run, "return", Run.objects.get().pk),
        ],
        "plan": [page(Plan, name, plan.pk) for name in ("credits", "retire", "offer_again")] + [page(Plan, "add")],
        "price": [page(Price, "add"), page(Price, "change", "theme"), page(Price, "delete", "theme")],
    }[kind]


def test_the_groups_are_there_after_migrations_and_made_once():
    for _ in range(2):
        for name, wanted in GROUPS.items():
            permissions = Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename")
            assert {f"{app}.{codename}" for app, codename in permissions} == wanted
        call_command("migrate", verbosity=0)


def test_the_groups_come_back_to_a_database_that_was_emptied(transactional_db):
    call_command("flush", interactive=False, verbosity=0)
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == {
        name: len(wanted) for name, wanted in GROUPS.items()
    }


def test_every_page_of_the_admin_is_one_that_support_may_read():
    registered = {f"{each._meta.app_label}.view_{each._meta.model_name}" for each in admin.site._registry}
    assert registered - GROUPS[SUPPORT] == set()


def test_what_an_operator_added_to_a_group_stays_and_what_is_missing_comes_back():
    group = Group.objects.get(name=SUPPORT)
    extra = Permission.objects.get(codename="change_run")
    group.permissions.add(extra)
    group.permissions.remove(Permission.objects.get(codename="view_run"))
    call_command("migrate", verbosity=0)
    assert group.permissions.count() == len(GROUPS[SUPPORT]) + 1
    assert group.permissions.contains(extra)


@pytest.mark.parametrize("group", [SUPPORT, BILLING])
def test_both_read_every_page(member_of, rows, group):
    client = member_of(group)
    assert client.get(reverse("admin:index")).status_code == 200
    for model in READ:
        assert client.get(page(model)).status_code == 200, model
        row = model.objects.values_list("pk", flat=True)[0]
        assert client.get(page(model, "change", row)).status_code == 200, model
    for model in (Invitation, SavedItem):
        assert client.get(page(model)).status_code == 200


@pytest.mark.parametrize("kind", ["adjust", "plan", "price"])
@pytest.mark.parametrize("step", ["", "preview", "confirm"])
def test_support_is_refused_wherever_something_changes(member_of, rows, kind, step):
    client = member_of(SUPPORT)
    for address in pages_of(kind):
        if "price/theme/change" not in address:  # that page shows the price
            assert client.get(address).status_code == 403, address
        fields = {"step": step, "token": uuid4(), "credits": 5, "reason": "Please", "operation": "theme"}
        assert client.post(address, fields).status_code == 403, address
    assert not Entry.objects.filter(kind="adjust").exists()
    assert Price.objects.get().credits == 3


@pytest.mark.parametrize("kind", ["adjust", "plan", "price"])
def test_billing_opens_every_page_of_plans_prices_and_credits(member_of, rows, kind):
    client = member_of(BILLING)
    for address in pages_of(kind):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(("group", "is_shown"), [(SUPPORT, False), (BILLING, True)])
def test_buttons_and_actions_are_shown_to_billing_alone(member_of, rows, group, is_shown):
    client, account, plan = member_of(group), Account.objects.get(), make_plan("essentials")
    text = "".join(
        client.get(address).text
        for address in (
            *(page(Account, "change", account.pk), page(Plan, "change", plan.pk)),
            *(page(Run, "change", Run.objects.get().pk), page(Account), page(Run), page(Ask), page(Price)),
        )
    )
    for label in (
        *("Change plan", "Adjust credits", "Change monthly credits", ">Retire<", "Return these credits"),
        *("Give or take credits…", "Change the plan…", "Return the credits that they used…", "Answer: granted…"),
        "Add price",
    ):
        assert (label in text) == is_shown, label


@pytest.mark.parametrize(
    ("model", "action"),
    [
        (Account, "adjust_credits"),
        (Account, "change_plans"),
        (Run, "return_credits"),
        (Ask, "answer_granted"),
        (Ask, "answer_declined"),
    ],
)
def test_actions_open_for_billing_alone(member_of, rows, model, action):
    fields = {"step": "confirm", "token": uuid4(), "credits": 5, "reason": "A gift"}
    support, billing = member_of(SUPPORT), member_of(BILLING)
    row = model.objects.first()
    assert 'class="confirmed"' not in tick(model, action, row, client=support).text
    tick(model, action, row, client=support, **fields)
    assert not AuditEvent.objects.filter(action__in=("account.adjusted", "ask.answered")).exists()
    assert 'class="confirmed"' in tick(model, action, row, client=billing).text


def test_billing_adjusts_and_changes_the_plan_and_the_reset_day(member_of, rows):
    client, account = member_of(BILLING), Account.objects.get()
    confirm(client, page(Account, "adjust", account.pk), credits=5, reason="A gift")
    confirm(client, page(Account, "change_plan", account.pk), plan=make_plan("professional").pk)
    client.post(page(Account, "change", account.pk), {"anchor_day": 9})
    account.refresh_from_db()
    assert (account.plan.slug, account.anchor_day) == ("professional", 9)
    assert Period.objects.get(account=account).adjusted == 5


def test_support_changes_no_reset_day(member_of, rows):
    client, account = member_of(SUPPORT), Account.objects.get()
    assert client.post(page(Account, "change", account.pk), {"anchor_day": 9}).status_code == 403
    assert 'name="_save"' not in client.get(page(Account, "change", account.pk)).text


def test_neither_sees_anything_of_a_password(member_of, admin):
    for group in (SUPPORT, BILLING):
        text = member_of(group).get(page(User, "change", admin.pk)).text
        assert "argon2" not in text
        assert admin.password not in text


def staff_who_may_change_people(client_of):
    person = User.objects.create_user("people@inspire.example", "x", is_staff=True)
    for codename in ("view_user", "change_user", "add_user", "delete_user"):
        person.user_permissions.add(Permission.objects.get(codename=codename))
    return person, client_of(person)


def person_form(person, **changes) -> dict[str, object]:
    return {"email": person.email, "name": person.name, "is_active": "on", **changes}


def test_only_superusers_say_who_is_staff_and_what_they_may_do(client_of, admin):
    _person, client = staff_who_may_change_people(client_of)
    billing = Group.objects.get(name=BILLING)
    rights = {"is_staff": "on", "is_superuser": "on", "groups": [billing.pk]}
    client.post(page(User, "change", admin.pk), person_form(admin, name="Renamed", **rights))
    admin.refresh_from_db()
    assert (admin.name, admin.is_staff, admin.is_superuser, admin.groups.count()) == ("Renamed", False, False, 0)

    boss = client_of(User.objects.create_superuser("boss@inspire.example", "x"))
    boss.post(page(User, "change", admin.pk), person_form(admin, is_staff="on", groups=[billing.pk]))
    admin.refresh_from_db()
    assert (admin.is_staff, list(admin.groups.all())) == (True, [billing])
    event = AuditEvent.objects.get(action="person.rights_changed")
    assert (event.target, event.detail) == (str(admin.pk), {"is_staff": True, "groups": ["Billing"]})


def test_staff_cannot_raise_themselves_nor_act_as_other_staff(client_of):
    person, client = staff_who_may_change_people(client_of)
    boss = User.objects.create_superuser("boss@inspire.example", "harbour-lights-at-dusk")
    for target in (person, boss):
        assert client.post(page(User, "change", target.pk), person_form(target, is_superuser="on")).status_code == 403
        password = {"password1": "other-lights-at-dawn", "password2": "other-lights-at-dawn"}
        assert client.post(reverse("admin:auth_user_password_change", args=[target.pk]), password).status_code == 403
        assert client.post(page(User, "delete", target.pk), {"post": "yes"}).status_code == 403
        target.refresh_from_db()
    assert not person.is_superuser
    assert boss.check_password("harbour-lights-at-dusk")


def test_a_person_who_is_made_by_staff_has_no_rights(client_of, tenant):
    _person, client = staff_who_may_change_people(client_of)
    made = {
        "email": "new@example.com",
        "name": "New",
        "usable_password": "false",
        "is_staff": "on",
        "is_superuser": "on",
    }
    client.post(page(User, "add"), made)
    new = User.objects.get(email="new@example.com")
    assert (new.is_staff, new.is_superuser) == (False, False)
    make_member(tenant)
