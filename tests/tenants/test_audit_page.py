"""Settings > Audit: who changed what, in words, for the tenant's admins alone."""

import ast
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tenants import audit, trail, trail_sentences, trail_words
from tenants.models import AuditEvent, Membership, Role, User
from tenants.trail import NO_EVENT_IS_LATER, NOBODY, STAFF, Wanted
from tests.factories import make_member, make_tenant

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
ACTION = re.compile(r"^[a-z_]+\.[a-z_]+$")
AUDITED_AS = re.compile(r'audited_as = "([a-z_]+)"')


@pytest.fixture
def staff(db) -> User:
    return User.objects.create_user("staff@operator.example", "x", name="Olga Operator", is_staff=True)


def record(tenant, action: str = "member.invited", *, at: datetime | None = None, **content) -> AuditEvent:
    event = AuditEvent(tenant_uuid=tenant.pk, action=action, **content)
    event.created_at = at or timezone.now()
    event.save(force_insert=True)
    return event


def tell(tenant, event: AuditEvent) -> trail_words.Telling:
    (telling,) = trail_words.tell(tenant, [event])
    return telling


def page(client_of, reader, **query):
    return client_of(reader).get(reverse("audit"), query)


def recorded_actions() -> set[str]:
    """Return every action that the code may record: the names in calls of functions that end in `record`."""
    found: set[str] = set()
    for app in ("ai_ops", "credits", "inspire", "tenants", "vault"):
        for path in (ROOT / app).rglob("*.py"):
            text = path.read_text()
            found |= _actions_in(ast.parse(text), AUDITED_AS.findall(text))
    return found


def _actions_in(tree: ast.Module, kinds: list[str]) -> set[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    records = [call for call in calls if ast.unparse(call.func).rpartition(".")[2] in ("record", "_record")]
    parts = [part for call in records for argument in call.args for part in ast.walk(argument)]
    texts = {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    verbs = {text for text in texts if text.startswith(".")}
    return {text for text in texts if ACTION.match(text)} | {f"{kind}{verb}" for kind in kinds for verb in verbs}


def test_every_action_that_the_code_records_has_a_sentence():
    actions = recorded_actions()

    assert {"member.invited", "account.plan_changed", "cap.set", "ask.made", "run.returned"} <= actions
    assert actions - set(trail_sentences.ACTIONS) == set()


def test_an_action_without_a_sentence_is_told_by_its_name(tenant, admin):
    telling = tell(tenant, record(tenant, "moon.landed", person_uuid=admin.pk, detail={"speed": "100%"}))

    assert telling.what == "moon.landed"
    assert telling.detail == [("speed", "100%")]


@pytest.mark.parametrize("action", trail_sentences.ACTIONS)
def test_a_sentence_stands_also_where_an_older_event_recorded_no_detail(tenant, action):
    told = tell(tenant, record(tenant, action))

    assert told.what
    assert "%" not in told.what
    assert told.label != action


def test_a_change_of_role_names_both_people_and_both_roles(tenant, admin, viewer):
    detail = {"from": "viewer", "to": "designer"}
    event = record(tenant, "member.role_changed", person_uuid=admin.pk, target=str(viewer.pk), detail=detail)

    told = tell(tenant, event)

    assert (told.who, told.what) == (admin.name, f"changed the role of {viewer.name} from viewer to designer")


@pytest.mark.parametrize(
    ("action", "detail", "sentence"),
    [
        ("account.adjusted", {"credits": 1, "reason": "Sorry"}, "gave 1 credit: Sorry"),
        ("account.adjusted", {"credits": -20, "reason": "Twice"}, "took 20 credits: Twice"),
        ("account.plan_changed", {"plan": "professional", "outcome": "changed"}, "changed the plan to professional"),
        (
            "account.plan_changed",
            {"plan": "essentials", "outcome": "scheduled"},
            "set the plan to change to essentials at the next reset",
        ),
        ("run.returned", {"credits": 4, "reason": "Blurred"}, "returned 4 credits that a run had used: Blurred"),
        (
            "cap.set",
            {"member": None, "operation": "theme", "before": None, "after": 5},
            "set the limit for theme to 5 credits a month",
        ),
        (
            "cap.set",
            {"member": None, "operation": "theme", "before": 5, "after": 0},
            "changed the limit for theme from 5 to 0 credits a month",
        ),
        ("ask.made", {"wish": "cap", "operation": "theme", "needed": 1}, "asked for a higher limit, to run theme"),
        ("ask.made", {"wish": "plan", "operation": "", "needed": 1}, "asked for a larger plan"),
    ],
)
def test_sentences_say_what_was_done(tenant, action, detail, sentence):
    assert tell(tenant, record(tenant, action, detail=detail)).what == sentence


def test_a_limit_on_a_person_names_the_person(tenant, designer):
    detail = {"member": str(designer.pk), "operation": "theme", "before": None, "after": 5}

    told = tell(tenant, record(tenant, "cap.set", target="theme", detail=detail))

    assert told.what == f"set the limit of {designer.name} for theme to 5 credits a month"


def test_what_staff_did_names_nobody_and_no_address(tenant, staff):
    told = tell(tenant, record(tenant, "account.adjusted", person_uuid=staff.pk, address="198.51.100.4"))

    assert (told.who, told.address) == ("Staff of the operator", "")


def test_a_member_who_is_staff_too_is_named(tenant, staff):
    Membership.objects.create(tenant=tenant, user=staff, role=Role.ADMIN)

    assert tell(tenant, record(tenant, person_uuid=staff.pk)).who == "Olga Operator"
    assert tell(tenant, record(tenant, person_uuid=staff.pk, detail={"by": "staff"})).who == "Staff of the operator"


@pytest.mark.parametrize("action", ["account.adjusted", "account.plan_changed", "run.returned", "plan.revised"])
def test_what_only_staff_can_do_names_nobody_though_they_are_members_too(client_of, tenant, admin, staff, action):
    Membership.objects.create(tenant=tenant, user=staff, role=Role.VIEWER)
    event = record(tenant, action, person_uuid=staff.pk, address="198.51.100.4")

    told = tell(tenant, event)
    by_name, by_staff = (page(client_of, admin, person=person).context["tellings"] for person in (staff.pk, STAFF))

    assert (told.who, told.address) == ("Staff of the operator", "")
    assert (by_name, [telling.event for telling in by_staff]) == ([], [event])


def test_who_left_or_was_erased_is_a_former_member_and_another_tenants_person_has_no_name(tenant, other_tenant):
    elsewhere = make_member(other_tenant)

    for person in (elsewhere.pk, uuid4()):
        told = tell(tenant, record(tenant, "member.removed", person_uuid=person, target=str(person)))
        assert told.who == "Former member"
        assert elsewhere.name not in told.what
        assert elsewhere.name not in str(told.detail)


@pytest.mark.parametrize("name", ["password", "api_key", "token_hash", "Secret", "recovery_codes"])
def test_what_may_be_a_secret_is_never_shown(tenant, name):
    told = tell(tenant, record(tenant, detail={name: "hunter2", "before": {name: "hunter2"}}))

    assert "hunter2" not in str(told)


def test_the_page_is_for_admins(client_of, tenant, admin, designer, viewer, client):
    for address in ("audit", "audit_csv"):
        assert client_of(admin).get(reverse(address)).status_code == 200
        assert client_of(designer).get(reverse(address)).status_code == 403
        assert client_of(viewer).get(reverse(address)).status_code == 403
        assert client.get(reverse(address)).status_code == 302
        assert client_of(admin).post(reverse(address)).status_code == 405


def test_another_tenants_events_are_not_there(client_of, tenant, admin, other_tenant):
    mine = record(tenant, person_uuid=admin.pk)
    foreign = record(other_tenant, person_uuid=admin.pk, target="foreign-target")
    record(tenant, "member.removed")

    shown = page(client_of, admin, before=str(foreign.pk))

    assert [telling.event for telling in shown.context["tellings"]] == [mine]
    assert "foreign-target" not in client_of(admin).get(reverse("audit_csv")).getvalue().decode()


def test_all_pages_together_are_the_plain_list_also_while_events_are_added(tenant, admin):
    events = [record(tenant, person_uuid=admin.pk) for _number in range(23)][::-1]

    seen: list[AuditEvent] = []
    before = ""
    while True:
        found = trail.page_of(tenant, Wanted(), before=before, size=5)
        seen += found.events
        record(tenant, person_uuid=admin.pk)
        if found.older is None:
            break
        before = found.older

    assert seen == events


@pytest.mark.parametrize("mark", ["", "0", "-3", "x", "²", "9" * 40, "1.5", "٣"])
def test_a_mark_that_is_none_shows_the_first_page(tenant, mark):
    newest = [record(tenant) for _number in range(3)][::-1]

    assert trail.page_of(tenant, Wanted(), before=mark, size=5).events == newest


def test_filters_work_together(client_of, tenant, admin, designer, staff):
    mine = record(tenant, "member.removed", person_uuid=admin.pk, address="203.0.113.7")
    other = record(tenant, "cap.set", person_uuid=admin.pk, address="203.0.113.8")
    theirs = record(tenant, "cap.set", person_uuid=staff.pk, address="203.0.113.7")
    machine = record(tenant, "tenant.created")

    def found(**query) -> list[AuditEvent]:
        return [telling.event for telling in page(client_of, admin, **query).context["tellings"]]

    assert found(action="cap.set") == [theirs, other]
    assert found(action="cap.set", person=admin.pk) == [other]
    assert found(person=STAFF) == [theirs]
    assert found(person=NOBODY) == [machine]
    assert found(address="203.0.113.7") == [mine]
    assert found(person=designer.pk) == []


def test_days_are_the_tenants_days_also_where_the_clocks_change(client_of):
    tenant = make_tenant(zone="Europe/London")
    client = client_of(make_member(tenant, Role.ADMIN))
    # On 25 October 2026 London's clocks go back: the day begins at 23:00 UTC and has 25 hours.
    begins, ends = datetime(2026, 10, 24, 23, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC)
    just, tick = timedelta(microseconds=1), timedelta(0)
    events = [record(tenant, at=at) for at in (begins - just, begins + tick, ends - just, ends)]

    shown = client.get(reverse("audit"), {"from": "2026-10-25", "to": "2026-10-25"}).context["tellings"]

    assert [telling.event for telling in shown] == [events[2], events[1]]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"from": "2026-02-30"}, "“2026-02-30” is not a day of the calendar"),
        ({"to": "yesterday"}, "“yesterday” is not a day of the calendar"),
        ({"from": "9999-12-31"}, "This day is out of reach"),
        ({"to": "9999-12-31"}, "This day is out of reach"),
        ({"from": "2026-11-02", "to": "2026-11-01"}, "The range ends before it begins"),
        ({"action": "moon.landed"}, "No action is called “moon.landed”"),
        ({"person": "x"}, "This person was never here"),
        ({"address": "1.2.3"}, "This is not an IP address"),
    ],
)
def test_nonsense_in_the_address_is_told_in_a_sentence(client_of, tenant, admin, query, sentence):
    record(tenant, target="not-shown")

    for address in ("audit", "audit_csv"):
        shown = client_of(admin).get(reverse(address), query)
        assert shown.status_code == 422
        assert sentence in shown.content.decode()
        assert "not-shown" not in shown.content.decode()
    assert not AuditEvent.objects.filter(action="audit.exported").exists()


def test_the_page_asks_the_same_number_of_queries_whatever_there_is(
    client_of, tenant, admin, django_assert_max_num_queries, django_assert_num_queries
):
    client = client_of(admin)
    record(tenant, person_uuid=admin.pk)
    client.get(reverse("audit"))  # opens the month
    with django_assert_max_num_queries(8) as first:
        client.get(reverse("audit"))

    for _number in range(40):
        person = make_member(tenant)
        record(tenant, "member.removed", person_uuid=person.pk, target=str(make_member(tenant).pk))

    with django_assert_num_queries(len(first)):
        client.get(reverse("audit"))


def test_a_download_has_all_events_in_the_tenants_time_and_is_recorded(client_of):
    tenant = make_tenant("tokyo-tea", zone="Asia/Tokyo")
    admin = make_member(tenant, Role.ADMIN)
    at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    event = record(tenant, "cap.removed", at=at, person_uuid=admin.pk, target="theme", detail={"operation": "theme"})
    record(tenant, "tenant.created", at=at)

    answer = client_of(admin).get(reverse("audit_csv"), {"action": "cap.removed", "from": "2026-11-01"})
    header, row = answer.getvalue().decode().removeprefix("\ufeff").splitlines()

    assert answer.streaming
    assert answer["Content-Disposition"] == 'attachment; filename="audit-tokyo-tea-from-2026-11-01.csv"'
    assert header.replace('"', "") == "id,time,action,what,who,person_id,target,address,detail"
    assert row.startswith(f"{event.pk},2026-11-24T18:30:00+09:00,cap.removed,")
    exported = AuditEvent.objects.get(action="audit.exported")
    assert (exported.tenant_uuid, exported.person_uuid) == (tenant.pk, admin.pk)
    assert exported.detail == {"action": "cap.removed", "from": "2026-11-01"}


def test_a_download_keeps_staffs_ids_and_addresses_to_itself(client_of, tenant, admin, staff):
    record(tenant, "account.adjusted", person_uuid=staff.pk, address="198.51.100.4", detail={"credits": 1})

    file = client_of(admin).get(reverse("audit_csv")).getvalue().decode()

    assert "Staff of the operator" in file
    assert str(staff.pk) not in file
    assert "198.51.100.4" not in file
    assert staff.name not in file


def test_a_recorded_event_reaches_the_page(client_of, tenant, admin):
    audit.record("member.invited", tenant=tenant, person=admin, target=str(UUID(int=7)), detail={"role": "viewer"})

    shown = page(client_of, admin).content.decode()

    assert "invited a person as viewer" in shown
    assert "Download CSV" in shown


def test_an_empty_trail_says_what_will_stand_there(client_of, tenant, admin):
    assert "Nothing has been changed yet" in page(client_of, admin).content.decode()
    assert "No event matches" in page(client_of, admin, action="cap.set").content.decode()
    assert NO_EVENT_IS_LATER == 2**63 - 1
