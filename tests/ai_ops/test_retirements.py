"""Models that end: shown two months before, mailed at 30 and at 7 days, and refused with the remedy afterwards."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection

from ai_ops import choosing, funding, registry, retirement_mails, retirements, tasks
from ai_ops.choosing import Wish
from ai_ops.models import RetirementNotice
from byok.models import PlatformKey
from credits.models import Funding
from tenants.models import Role, User
from tests.byok.owning import give_key
from tests.factories import make_member, make_tenant

pytestmark = pytest.mark.django_db

END = date(2026, 12, 1)
NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
OLD = "gpt-image-1.5"


def before_the_end(days: int) -> datetime:
    return datetime(END.year, END.month, END.day, 9, tzinfo=UTC) - timedelta(days=days)


def choose_old(tenant) -> None:
    choosing.choose(tenant, "openai", Wish(credits_model=OLD), at=NOW)


@pytest.fixture
def operators_keys(settings):
    settings.ANTHROPIC_API_KEY, settings.OPENAI_API_KEY = "sk-ant-api03-operator-of-this", "sk-proj-operator-of-this"


def coming(tenant, *, at=NOW):
    return retirements.coming(funding.means_of(tenant), at=at)


@pytest.mark.parametrize(("days", "is_shown"), [(61, False), (60, True), (1, True), (0, True), (-5, True)])
def test_a_chosen_model_is_shown_as_ending_from_60_days_before(tenant, days, is_shown):
    choose_old(tenant)
    found = coming(tenant, at=before_the_end(days))
    assert bool(found) == is_shown
    if found:
        assert (found[0].model.id, found[0].retires_on, found[0].successor.id) == (OLD, END, "gpt-image-2")
        assert found[0].is_over == (days <= 0)


def test_what_ends_but_is_not_in_use_is_not_shown(tenant, other_tenant):
    choose_old(other_tenant)
    assert coming(tenant) == []


def test_the_operators_standard_model_is_shown_to_all_as_the_operators(tenant, settings):
    settings.OPENAI_IMAGE_MODEL = OLD
    (found,) = coming(tenant)
    assert found.is_standard
    assert [each.model.id for each in retirements.standards(at=NOW)] == [OLD]


def test_a_model_that_an_own_key_lists_ends_when_its_provider_says(tenant):
    key = give_key(tenant)
    key.listed = [{"id": "claude-sonnet-4-5", "label": "Claude Sonnet 4.5", "retires_on": "2026-11-30"}]
    key.save()
    choosing.choose(tenant, "anthropic", Wish(own_key_model="claude-sonnet-4-5"), at=NOW)
    (found,) = coming(tenant)
    assert (found.model.label, found.retires_on, found.fundings) == (
        "Claude Sonnet 4.5",
        date(2026, 11, 30),
        (Funding.OWN_KEY,),
    )
    assert (found.successor.id, found.is_standard) == ("claude-sonnet-5-5", False)


def test_an_end_that_was_announced_to_the_operators_key_counts_for_runs_on_credits(tenant, operators_keys):
    listed = [{"id": "claude-haiku-5-5", "label": "Claude Haiku 5.5", "retires_on": "2026-12-20"}]
    PlatformKey.objects.create(provider="anthropic", fingerprint="x", listed=listed)
    (found,) = coming(tenant)
    assert (found.model.id, found.retires_on, found.successor) == ("claude-haiku-5-5", date(2026, 12, 20), None)


def test_on_credits_and_on_the_own_key_are_one_line_and_the_soonest_comes_first(tenant):
    give_key(tenant, "openai")
    key = give_key(tenant, "anthropic")
    key.listed = [{"id": "claude-sonnet-4-5", "label": "Claude Sonnet 4.5", "retires_on": "2026-11-30"}]
    key.save()
    choose_old(tenant)
    choosing.choose(tenant, "anthropic", Wish(own_key_model="claude-sonnet-4-5"), at=NOW)
    found = coming(tenant)
    assert [each.model.id for each in found] == ["claude-sonnet-4-5", OLD]
    assert found[1].fundings == (Funding.CREDITS, Funding.OWN_KEY)


def test_the_providers_ends_mean_nothing_where_the_operators_own_server_stands_in(tenant, settings):
    choose_old(tenant)
    settings.OPENAI_API_BASE = "https://images.example.com/v1"
    assert coming(tenant) == []


def test_it_takes_one_query_beside_the_means(tenant, operators_keys, django_assert_num_queries):
    means = funding.means_of(tenant)
    with django_assert_num_queries(1):
        retirements.coming(means, at=NOW)


def test_everybody_who_chose_what_ends_is_found_in_as_many_queries(operators_keys, django_assert_num_queries):
    chosen = set()
    for _ in range(5):
        tenant = make_tenant()
        choose_old(tenant)
        give_key(tenant, "openai")
        chosen.add(tenant.pk)
    give_key(make_tenant())
    with django_assert_num_queries(5):  # ends, a chunk, its keys, its choices, no further chunk
        found = dict(retirements.everywhere(at=NOW))
    assert set(found) == chosen


@pytest.fixture
def people(tenant, admin, designer):
    """One admin and one designer of a tenant that chose what ends, and two people of staff, of whom one left."""
    choose_old(tenant)
    User.objects.create(email="staff@example.com", is_staff=True)
    User.objects.create(email="left@example.com", is_staff=True, is_active=False)
    return admin


def mailed() -> list[tuple[list[str], str]]:
    return [(each.to, str(each.subject)) for each in mail.outbox]


def test_admins_and_staff_are_told_once_at_30_and_once_at_7_days(tenant, people):
    days = (40, 31, 30, 29, 8, 7, 6, 1, 0, -1)
    sent = [retirement_mails.send_due(at=before_the_end(each)) for each in days]
    assert {day: count for day, count in zip(days, sent, strict=True) if count} == {30: 2, 7: 2}
    assert mailed()[0] == ([people.email], f"{tenant.name}: GPT Image 1.5 ends on 1 December 2026")
    assert mailed()[1] == (["staff@example.com"], "GPT Image 1.5 ends on 1 December 2026")


def test_the_mails_say_what_ends_when_what_it_means_and_what_follows(tenant, people, settings):
    settings.PUBLIC_URL = "https://inspire.example.com"
    retirement_mails.send_due(at=NOW)
    to_admins, to_staff = (each.body for each in mail.outbox)
    for part in ("GPT Image 2", "runs on credits", "refused", "https://inspire.example.com/settings/ai/models/"):
        assert part in to_admins
    assert "1 tenant has chosen it" in to_staff
    assert "https://inspire.example.com/admin/ai_ops/modelchoice/retiring/" in to_staff


def test_who_hears_late_is_told_once_and_not_of_both_marks(tenant, people):
    retirement_mails.send_due(at=before_the_end(3))
    assert len(mail.outbox) == 2
    assert set(RetirementNotice.objects.values_list("days", flat=True)) == {7}


def test_an_end_that_is_moved_is_told_anew(tenant, people, operators_keys):
    retirement_mails.send_due(at=NOW)
    listed = [{"id": OLD, "label": "GPT Image 1.5", "retires_on": "2026-12-05"}]
    PlatformKey.objects.create(provider="openai", fingerprint="x", listed=listed)
    assert retirement_mails.send_due(at=NOW) == 2
    assert "5 December 2026" in mail.outbox[-1].subject


def test_a_standard_model_that_ends_is_mailed_to_staff_alone(tenant, admin, settings):
    User.objects.create(email="staff@example.com", is_staff=True)
    settings.OPENAI_IMAGE_MODEL = OLD
    retirement_mails.send_due(at=NOW)
    (only,) = mail.outbox
    assert only.to == ["staff@example.com"]
    assert "OPENAI_IMAGE_MODEL" in only.body
    assert "No tenant has chosen it" in only.body


@pytest.mark.django_db(transaction=True)
def test_of_two_passes_at_once_one_mails(tenant, people):
    def send(_number) -> int:
        try:
            return retirement_mails.send_due(at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(send, range(4))) == 2
    assert len(mail.outbox) == 2


def test_what_the_mail_server_does_not_take_stays_due_and_a_pass_gives_up_after_three(settings):
    for _ in range(5):
        tenant = make_tenant()
        make_member(tenant, Role.ADMIN)
        choose_old(tenant)
    settings.EMAIL_BACKEND = "tests.ai_ops.test_retirements.DownBackend"
    DownBackend.asked = 0
    assert retirement_mails.send_due(at=NOW) == 0
    assert (DownBackend.asked, RetirementNotice.objects.count()) == (3, 0)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert retirement_mails.send_due(at=NOW) == 5


class DownBackend:
    """A mail server that is down."""

    asked = 0

    def __init__(self, *args, **kwargs) -> None:
        pass

    def send_messages(self, messages) -> int:
        DownBackend.asked += 1
        raise ConnectionRefusedError


def test_beats_task_sends_what_is_due(tenant, people):
    with time_machine.travel(NOW, tick=False):
        assert tasks.mail_retirements() == 2


@pytest.mark.parametrize("is_own", [True, False])
def test_after_the_end_runs_are_refused_up_front_with_what_to_do(tenant, settings, is_own):
    settings.OPENAI_API_KEY = "sk-proj-operator-of-this-server"
    choose_old(tenant)
    if is_own:
        give_key(tenant, "openai")
    with time_machine.travel(before_the_end(1), tick=False):
        assert funding.terms_of(registry.get("image"), tenant).problem == ""
    with time_machine.travel(before_the_end(0), tick=False):
        problem = funding.terms_of(registry.get("image"), tenant).problem
    for part in ("GPT Image 1.5", "1 December 2026", "gpt-image-2", "Settings > AI"):
        assert part in problem


def test_after_an_end_that_an_own_key_lists_its_runs_are_refused_and_never_fall_back_to_credits(tenant):
    key = give_key(tenant)
    key.listed = [{"id": "claude-sonnet-4-5", "label": "Claude Sonnet 4.5", "retires_on": "2026-11-30"}]
    key.save()
    choosing.choose(tenant, "anthropic", Wish(own_key_model="claude-sonnet-4-5"), at=NOW)
    with time_machine.travel(before_the_end(0), tick=False):
        terms = funding.terms_of(registry.get("text"), tenant)
    assert terms.funding == Funding.OWN_KEY
    assert "Claude Sonnet 4.5 on 30 November 2026" in terms.problem


def test_the_sandbox_and_servers_of_the_operators_own_go_on(tenant, settings):
    choose_old(tenant)
    with time_machine.travel(before_the_end(-5), tick=False):
        assert funding.terms_of(registry.get("image"), tenant).problem == ""  # the sandbox
        settings.OPENAI_API_KEY = "sk-proj-operator-of-this-server"
        settings.OPENAI_API_BASE = "https://images.example.com/v1"
        assert funding.terms_of(registry.get("image"), tenant).problem == ""
        give_key(tenant, "openai")
        assert funding.terms_of(registry.get("image"), tenant).problem == ""
