"""What runs on own keys spend: written down after each attempt, and held against the tenant's limits."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from ai_ops import list_prices
from ai_ops.models import Run
from ai_ops.providers.base import Usage
from byok import spend, spend_limits, spend_mails
from byok.money import of_cents, of_microdollars
from byok.spend import Tokens
from byok.spend_limits import LimitUse
from credits.models import Funding
from tenants.models import Tenant


def record(run: Run, usage: Usage, *, at: datetime) -> None:
    """Add what an answered attempt took to the month, and mail admins whose limit it reached.

    The provider bills what it answered, whatever became of the run. Runs on credits are not counted.
    """
    if run.funding != Funding.OWN_KEY:
        return
    price = list_prices.price_of(run.model, provider=run.provider, on=at.date())
    spend.record(
        run.tenant,
        run.provider,
        member=run.member,
        model=run.model,
        tokens=Tokens(**asdict(usage)),
        microdollars=price.microdollars_of(usage) if price else None,
        at=at,
    )
    spend_mails.check(run.tenant, at=at)


def problem_of(tenant: Tenant, *, member: UUID | None, at: datetime) -> str:
    """Say why a member's runs on own keys are stopped, or return an empty text. One query."""
    stop = spend_limits.stop_of(tenant, member=member, at=at)
    return "" if stop is None else _sentence(stop)


def _sentence(stop: LimitUse) -> str:
    anew = f"{stop.begins_anew_on.day} {stop.begins_anew_on:%B}"
    whose = "Runs on own keys have" if stop.is_for_all else "Your runs on own keys have"
    return (
        f"{whose} cost about {of_microdollars(stop.microdollars)} this month, by the providers' list prices, "
        f"and are stopped at {of_cents(stop.stop_cents or 0)} until {anew}. "
        "An admin can raise the stop on Settings > Own-key spend, or pause the key on Settings > AI to use credits. "
        "Nothing was charged."
    )
