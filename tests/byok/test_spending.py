"""What runs on own keys spend is written down after each attempt, and a stop refuses further ones up front."""

from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from ai_ops import catalogue, list_prices, registry, runner, spending
from ai_ops.errors import ProviderNotReadyError
from ai_ops.list_prices import ListPrice
from ai_ops.models import Attempt, Run, State
from ai_ops.progress import Progress
from ai_ops.providers.base import Usage
from byok import keys, spend, spend_limits
from byok.models import KeyUse
from byok.spend import MonthUse
from credits.models import Entry, Funding
from tests.byok.owning import execute, give_key, spend_all, start

pytestmark = pytest.mark.django_db

PRICE = ListPrice("anthropic", "some", date(2026, 11, 1), Decimal("0.10"), Decimal("0.50"))


@pytest.mark.parametrize(
    ("usage", "price", "microdollars"),
    [
        (Usage(input=1_000_000), PRICE, 100_000),
        (Usage(output=1_000_000), PRICE, 500_000),
        (Usage(input=4), PRICE, 0),
        (Usage(input=5), PRICE, 1),
        (Usage(input=14), PRICE, 1),
        (Usage(input=15), PRICE, 2),
        (Usage(input=3, output=1), PRICE, 1),
        (Usage(cache_write=10, cache_read=10), PRICE, 2),
        (
            Usage(input=10, output=10, cache_write=8, cache_read=100),
            ListPrice("a", "b", date(2026, 11, 1), Decimal(1), Decimal(5), Decimal("1.25"), Decimal("0.1")),
            80,
        ),
    ],
)
def test_tokens_cost_their_list_price_rounded_half_up_once(usage, price, microdollars):
    assert price.microdollars_of(usage) == microdollars


def test_the_cost_in_dollars_is_exact():
    assert PRICE.cost_of(Usage(input=3, output=1)) == Decimal("0.0000008")


def test_a_price_holds_from_its_day_until_the_next(monkeypatch):
    later = ListPrice("anthropic", "some", date(2027, 2, 15), Decimal(1), Decimal(2))
    monkeypatch.setattr(list_prices, "PRICES", (later, PRICE))
    days = (date(2026, 10, 31), date(2026, 11, 1), date(2027, 2, 14), date(2027, 2, 15))
    found = [list_prices.price_of("some", provider="anthropic", on=day) for day in days]
    assert found == [None, PRICE, PRICE, later]
    assert list_prices.price_of("some", provider="openai", on=days[-1]) is None
    in_february = list_prices.prices_between("some", provider="anthropic", first=date(2027, 2, 1), last=days[-1])
    in_march = list_prices.prices_between("some", provider="anthropic", first=date(2027, 3, 1), last=date(2027, 3, 31))
    assert (in_february, in_march) == ((PRICE, later), (later,))


def test_the_catalogue_tells_the_price_of_the_list():
    haiku, image = catalogue.get("claude-haiku-5-5"), catalogue.models_of("openai")[0]
    assert (haiku.input_price, haiku.output_price, haiku.priced_on) == (
        Decimal("0.10"),
        Decimal("0.50"),
        date(2026, 11, 1),
    )
    assert (image.list_price, image.input_price, image.output_price, image.priced_on) == (None, None, None, None)


def used(tenant) -> dict[str, MonthUse]:
    return spend.month_of(tenant, at=timezone.now())


def cost_of(attempt: Attempt) -> int:
    price = list_prices.price_of(attempt.model, provider="anthropic", on=timezone.now().date())
    assert price is not None
    return price.microdollars_of(Usage(attempt.input_tokens, attempt.output_tokens))


def test_a_run_on_an_own_key_is_added_to_the_month_of_its_member_at_the_list_price(tenant, designer, providers):
    give_key(tenant)
    run = execute(start(tenant, "anthropic", member=designer.pk))
    attempt = Attempt.objects.get(run=run)
    row = KeyUse.objects.get(tenant=tenant)
    assert run.state == State.SUCCEEDED
    assert (row.provider, row.member, row.model, row.runs) == ("anthropic", designer.pk, "claude-haiku-5-5", 1)
    assert (row.input_tokens, row.output_tokens) == (attempt.input_tokens, attempt.output_tokens)
    assert row.microdollars == cost_of(attempt) > 0


def test_an_image_has_no_known_price(tenant, providers):
    give_key(tenant, "openai")
    execute(start(tenant, "openai"))
    use = used(tenant)["openai"]
    assert (use.runs, use.unpriced_runs, use.microdollars) == (1, 1, 0)
    assert use.input_tokens + use.output_tokens > 0


def test_a_run_on_credits_is_not_counted(tenant, providers):
    execute(start(tenant, "anthropic"))
    assert used(tenant) == {}


def test_a_run_that_was_answered_and_failed_is_counted_all_the_same(tenant, providers):
    give_key(tenant)
    providers.fault("refusal", times=0)
    run = execute(start(tenant, "anthropic"))
    assert run.state == State.FAILED
    assert used(tenant)["anthropic"].runs == 1


def test_a_run_that_was_never_answered_is_not_counted(tenant, providers):
    give_key(tenant)
    providers.fault("status", status=401, times=0)
    assert execute(start(tenant, "anthropic")).state == State.FAILED
    assert used(tenant) == {}


def test_a_run_that_was_answered_and_then_cancelled_is_counted(tenant, providers, monkeypatch):
    give_key(tenant)
    run = start(tenant, "anthropic")
    show = Progress.show_stage

    def cancel_and_show(progress: Progress, stage: str) -> None:
        if stage == "checking":
            runner.cancel(run, at=timezone.now())
        show(progress, stage)

    monkeypatch.setattr(Progress, "show_stage", cancel_and_show)
    assert execute(run).state == State.CANCELLED
    assert used(tenant)["anthropic"].runs == 1


def stop(tenant, **more):
    """Set a stop of a cent, and have it reached."""
    spend_limits.put(tenant, **{"member": None, "alert_cents": None, "stop_cents": 1, **more})
    usage = Usage(output=1_000_000)
    spending.record(
        Run(tenant=tenant, provider="anthropic", model="claude-haiku-5-5", funding=Funding.OWN_KEY, **_member(more)),
        usage,
        at=timezone.now(),
    )


def _member(more):
    return {"member": more["member"]} if "member" in more else {}


def test_a_stop_that_is_reached_refuses_runs_on_own_keys_up_front_and_never_takes_credits(tenant, admin, providers):
    give_key(tenant)
    stop(tenant)
    with pytest.raises(ProviderNotReadyError) as refusal:
        start(tenant, "anthropic")
    said = str(refusal.value)
    assert "cost about $0.50 this month" in said
    assert "stopped at $0.01 until" in said
    assert "An admin can raise the stop on Settings > Own-key spend" in said
    assert not Run.objects.exists()
    assert not Entry.objects.filter(kind="reserve").exists()
    assert providers.requests() == []
    assert len(mail.outbox) == 1


def test_a_members_stop_speaks_to_that_member_alone(tenant, designer, viewer, providers):
    give_key(tenant)
    stop(tenant, member=designer.pk)
    with pytest.raises(ProviderNotReadyError, match="Your runs on own keys"):
        start(tenant, "anthropic", member=designer.pk)
    assert start(tenant, "anthropic", member=viewer.pk).funding == Funding.OWN_KEY


def test_runs_on_credits_go_on_under_a_stop(tenant, providers):
    key = give_key(tenant)
    stop(tenant)
    keys.pause(key, at=timezone.now())
    assert start(tenant, "anthropic").funding == Funding.CREDITS


def test_a_run_that_had_started_goes_on_past_the_stop(tenant, providers):
    give_key(tenant)
    run = start(tenant, "anthropic")
    stop(tenant)
    assert execute(run).state == State.SUCCEEDED


def test_the_quote_says_the_stop_before_anybody_submits(tenant, providers):
    give_key(tenant)
    stop(tenant)
    spend_all(tenant)
    quote = runner.quote(registry.get("text"), tenant, at=timezone.now())
    assert quote.problem is not None
    assert "are stopped at $0.01" in quote.problem


def test_the_run_that_crosses_a_limit_tells_admins(tenant, admin, providers):
    give_key(tenant)
    spend_limits.put(tenant, member=None, alert_cents=None, stop_cents=1)
    spending.record(
        Run(tenant=tenant, provider="anthropic", model="claude-haiku-5-5", funding=Funding.OWN_KEY),
        Usage(output=19_990),
        at=timezone.now(),
    )
    assert mail.outbox == []
    execute(start(tenant, "anthropic"))
    assert [letter.subject for letter in mail.outbox] == [
        "Harbour Cafe: runs on own keys have stopped for this month",
    ]
