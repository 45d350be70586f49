"""Settings > Own-key spend: a month by provider, model and person, its download, and the limits in dollars."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from byok import spend, spend_limits
from byok.models import SpendLimit
from byok.spend import Tokens
from tenants.models import AuditEvent, Membership, Role
from tests.factories import make_member

pytestmark = pytest.mark.django_db

PAGE = "/settings/ai/keys/spend/"
CSV = f"{PAGE}csv/"
AUDIT = "/settings/audit/"
HEADER = (
    *("month", "provider", "model", "member", "member_id", "runs", "input_tokens", "output_tokens"),
    *("cache_write_tokens", "cache_read_tokens", "estimated_usd", "unpriced_runs"),
)
DOLLAR = 1_000_000
OCTOBER = datetime(2026, 10, 20, tzinfo=UTC)


@pytest.fixture
def client(client_of, admin):
    return client_of(admin)


def use(tenant, microdollars: int | None = DOLLAR, *, provider="anthropic", model="claude-haiku-5-5", **more):
    arguments = {"member": None, "tokens": Tokens(1_200, 300, 40, 10), "at": timezone.now(), **more}
    spend.record(tenant, provider, model=model, microdollars=microdollars, **arguments)


def use_an_image(tenant, **more):
    use(tenant, None, provider="openai", model="gpt-image-2", **more)


def set_limit(client, *, member="", alert="", stop="", **more):
    return client.post(reverse("spend_limit_set"), {"member": member, "alert": alert, "stop": stop}, **more)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_it_stands_among_the_settings(client):
    assert f'<a href="{PAGE}"' in text_of(client.get("/settings/ai/limits/"))
    assert f'<a href="{PAGE}" aria-current="page">Own-key spend</a>' in text_of(client.get(PAGE))


@pytest.mark.parametrize("role", [Role.DESIGNER, Role.VIEWER])
def test_it_is_for_admins_alone(client_of, tenant, role):
    client = client_of(make_member(tenant, role))
    limit = spend_limits.put(tenant, member=None, alert_cents=None, stop_cents=100)
    answers = [client.get(PAGE), client.get(CSV), set_limit(client, stop="5")]
    answers.append(client.post(reverse("spend_limit_remove", args=[limit.pk])))
    assert {answer.status_code for answer in answers} == {403}
    assert SpendLimit.objects.get().stop_cents == 100


def test_a_month_without_runs_says_what_will_stand_here(client):
    page = text_of(client.get(PAGE))
    assert "No runs on own keys" in page
    assert "There are no limits" in page
    assert 'href="/settings/ai/#keys"' in page
    assert "Download CSV" not in page


def test_the_month_stands_by_provider_model_and_person(client, tenant, designer):
    use(tenant, 2 * DOLLAR, member=designer.pk)
    use(tenant, DOLLAR // 2, model="claude-opus-5-5")
    use_an_image(tenant, member=designer.pk)
    page = client.get(PAGE)
    context, text = page.context, text_of(page)
    assert [(line.label, line.use.runs) for line in context["providers"]] == [("Anthropic", 2), ("OpenAI", 1)]
    assert [line.label for line in context["models"]] == ["Claude Haiku 5.5", "Claude Opus 5.5", "GPT Image 2"]
    assert [(line.label, line.use.microdollars) for line in context["people"]] == [
        (str(designer), 2 * DOLLAR),
        ("Without a person", DOLLAR // 2),
    ]
    assert "<span>About</span> <strong>$2.50</strong>" in text
    assert "1 run is not in this amount" in text
    assert "$0.10 / $0.50" in text
    assert "since 1 November 2026" in text
    assert "2,500" in text, "the tokens in of two runs, those of the cache with them"


def test_a_month_whose_prices_are_not_known_costs_not_nothing_but_not_known(client, tenant):
    use_an_image(tenant)
    text = text_of(client.get(PAGE))
    assert "<strong>Not known</strong>" in text
    assert "$0.00" not in text


def test_who_left_is_named_and_who_was_erased_is_a_former_member(client, tenant):
    left = make_member(tenant)
    use(tenant, 2 * DOLLAR, member=left.pk)
    use(tenant, DOLLAR, member=UUID(int=7))
    Membership.objects.filter(user=left).delete()
    people = client.get(PAGE).context["people"]
    assert [(line.label, line.about) for line in people] == [(str(left), "Former member"), ("Former member", "")]


def test_people_after_the_tenth_are_folded_away(client, tenant):
    for number in range(12):
        use(tenant, DOLLAR * (number + 1), member=UUID(int=number + 1))
    page = client.get(PAGE)
    assert (len(page.context["people"]), len(page.context["more_people"])) == (10, 2)
    assert "2 more people" in text_of(page)


def test_earlier_months_can_be_chosen_and_have_no_limits_on_them(client, tenant):
    use(tenant, 3 * DOLLAR, at=OCTOBER)
    current = client.get(PAGE)
    assert 'href="?month=2026-10"' in text_of(current)
    page = client.get(PAGE, {"month": "2026-10"})
    assert "Own keys in October 2026" in text_of(page)
    assert "$3.00" in text_of(page)
    assert "Set a limit" not in text_of(page)
    assert page.context["choice"].newer == spend.month_at("UTC", timezone.now())


@pytest.mark.parametrize("month", ["2020-01", "2026-13", "october", "2026-10-01"])
def test_a_month_without_any_use_is_not_there(client, tenant, month):
    use(tenant, at=OCTOBER)
    assert client.get(PAGE, {"month": month}).status_code == 404
    assert client.get(CSV, {"month": month}).status_code == 404


def test_another_tenants_spend_is_not_shown(client, tenant, other_tenant):
    use(other_tenant, 77 * DOLLAR)
    assert "$77.00" not in text_of(client.get(PAGE))


@pytest.mark.parametrize("rows", [1, 25])
def test_the_page_takes_as_many_queries_however_much_there_is_on_it(client, tenant, rows):
    for number in range(rows):
        member = make_member(tenant)
        use(tenant, member=member.pk, model=f"model-{number}", at=timezone.now() - timedelta(days=31 * number))
        use(tenant, member=member.pk, model=f"model-{number}")
        spend_limits.put(tenant, member=member.pk, alert_cents=100, stop_cents=None)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PAGE).status_code == 200
    assert len(queries) <= 11, [each["sql"][:80] for each in queries]


def test_the_download_has_a_row_for_each_member_and_model_and_is_recorded(client, tenant, designer):
    use(tenant, 1_234_567, member=designer.pk)
    use_an_image(tenant)
    response = client.get(CSV)
    lines = b"".join(response).decode("utf-8-sig").splitlines()
    month = f"{spend.month_at('UTC', timezone.now()):%Y-%m}"
    assert lines == [
        ",".join(HEADER),
        f"{month},anthropic,claude-haiku-5-5,{designer},{designer.pk},1,1200,300,40,10,1.234567,0",
        f"{month},openai,gpt-image-2,,,1,1200,300,40,10,,1",
    ]
    assert f"own-key-spend-harbour-cafe-{month}.csv" in response["Content-Disposition"]
    event = AuditEvent.objects.get(action="spend.exported")
    assert event.target == month
    assert f"downloaded the own-key spend of {month}" in text_of(client.get(AUDIT))


def test_a_limit_is_set_in_dollars_and_said(client, tenant, admin):
    page = set_limit(client, alert="20", stop="50.5", follow=True)
    limit = SpendLimit.objects.get()
    assert (limit.alert_cents, limit.stop_cents) == (2_000, 5_050)
    assert "The limit is set: admins are told at $20.00, and runs stop at $50.50." in text_of(page)
    assert "About $0.00 of $50.50" in text_of(page)
    assert "set the limit of everybody’s own-key spend: alert $20.00, stop $50.50" in text_of(client.get(AUDIT))


def test_a_members_limit_is_changed_and_both_are_written_down(client, designer):
    set_limit(client, member=designer.pk, alert="20")
    set_limit(client, member=designer.pk, stop="30")
    limit = SpendLimit.objects.get()
    assert (limit.member, limit.alert_cents, limit.stop_cents) == (designer.pk, None, 3_000)
    trail = text_of(client.get(AUDIT))
    said = f"changed the limit of {designer}’s own-key spend: alert $20.00 to –, stop – to $30.00"
    assert said in trail


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Say when admins are told, when runs stop, or both."),
        ({"stop": "0"}, "Enter more than 0, or leave it empty for none."),
        ({"alert": "-3"}, "Enter more than 0, or leave it empty for none."),
        ({"stop": "1.005"}, "Enter dollars with two decimal places at most"),
        ({"stop": "much"}, "Enter an amount in dollars, such as 20 or 12.50."),
        ({"stop": "NaN"}, "Enter an amount in dollars, such as 20 or 12.50."),
        ({"stop": "1000000.01"}, "Enter $1,000,000 or less."),
        ({"alert": "50.01", "stop": "50"}, "Runs would stop before admins are told."),
        ({"member": "nobody", "stop": "5"}, "This person is not a member of this tenant."),
    ],
)
def test_what_is_wrong_with_a_limit_is_said_and_nothing_is_set(client, sent, sentence):
    page = set_limit(client, **sent)
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert not SpendLimit.objects.exists()


def test_another_tenants_member_is_refused(client, other_tenant):
    stranger = make_member(other_tenant)
    page = set_limit(client, member=stranger.pk, stop="5")
    assert page.status_code == 422
    assert "not a member of this tenant" in text_of(page)


def test_a_limit_is_removed_and_another_tenants_is_not_there(client, tenant, other_tenant):
    mine = spend_limits.put(tenant, member=None, alert_cents=None, stop_cents=100)
    other = spend_limits.put(other_tenant, member=None, alert_cents=None, stop_cents=100)
    page = client.post(reverse("spend_limit_remove", args=[mine.pk]), follow=True)
    assert "The limit is removed: runs stop at $1.00." in text_of(page)
    assert client.post(reverse("spend_limit_remove", args=[other.pk])).status_code == 404
    assert client.post(reverse("spend_limit_remove", args=[uuid4()])).status_code == 404
    assert SpendLimit.objects.get() == other
    assert "removed the limit of everybody’s own-key spend" in text_of(client.get(AUDIT))


def test_a_stop_that_is_reached_stands_on_its_row_with_the_day_it_ends(client, tenant):
    spend_limits.put(tenant, member=None, alert_cents=50, stop_cents=100)
    use(tenant)
    use_an_image(tenant)
    text = text_of(client.get(PAGE))
    anew: date = spend.next_month(spend.month_at("UTC", timezone.now()))
    assert f"Stopped until {anew.day} {anew:%B}" in text
    assert "and 1 run without a known price" in text


def test_an_alert_that_is_reached_stands_on_its_row(client, tenant):
    spend_limits.put(tenant, member=None, alert_cents=50, stop_cents=None)
    use(tenant)
    assert "Alert reached" in text_of(client.get(PAGE))


def test_the_limit_of_a_former_member_stays_visible_and_can_be_removed(client, tenant, designer):
    limit = spend_limits.put(tenant, member=designer.pk, alert_cents=None, stop_cents=100)
    Membership.objects.filter(user=designer).delete()
    page = client.get(PAGE)
    (row,) = page.context["limits"]
    assert not row.is_changeable
    assert "limits nobody any more" in text_of(page)
    client.post(reverse("spend_limit_remove", args=[limit.pk]))
    assert not SpendLimit.objects.exists()


def test_everybodys_limit_stands_first_and_former_members_last(client, tenant, designer, viewer):
    for member in (designer.pk, viewer.pk, None):
        spend_limits.put(tenant, member=member, alert_cents=100, stop_cents=None)
    Membership.objects.filter(user=designer).delete()
    names = [limit.name for limit in client.get(PAGE).context["limits"]]
    assert names == [None, str(viewer), ""]
