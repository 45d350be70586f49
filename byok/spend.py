"""What own keys spend: runs, tokens and their estimated cost, by calendar month of the tenant's zone."""

from dataclasses import astuple, dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import F, QuerySet, Sum

from byok.models import NOBODY, KeyUse
from tenants.models import Tenant

# Lock: the one row of the month, until the caller's transaction ends. Index: byok_keyuse_key.
ADD: Final = """
INSERT INTO byok_keyuse AS use (tenant_id, provider, month, member, model, runs, input_tokens, output_tokens,
    cache_write_tokens, cache_read_tokens, microdollars, unpriced_runs)
VALUES (%s, %s, %s, %s, %s, 1, %s, %s, %s, %s, %s, %s)
ON CONFLICT ON CONSTRAINT byok_keyuse_key DO UPDATE SET
    runs = use.runs + 1,
    input_tokens = use.input_tokens + excluded.input_tokens,
    output_tokens = use.output_tokens + excluded.output_tokens,
    cache_write_tokens = use.cache_write_tokens + excluded.cache_write_tokens,
    cache_read_tokens = use.cache_read_tokens + excluded.cache_read_tokens,
    microdollars = use.microdollars + excluded.microdollars,
    unpriced_runs = use.unpriced_runs + excluded.unpriced_runs
"""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens that the provider counted, the four kinds apart."""

    input: int = 0
    output: int = 0
    cache_write: int = 0
    cache_read: int = 0


@dataclass(frozen=True, slots=True)
class MonthUse:
    """What was used in a month. `input_tokens` counts those written to and read from a cache too.

    `microdollars` is the estimated cost of the runs whose model has a list price; `unpriced_runs`
    counts the others.
    """

    runs: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    microdollars: int = 0
    unpriced_runs: int = 0

    @property
    def is_priced(self) -> bool:
        """Return whether anything is known of the cost."""
        return self.runs == 0 or self.unpriced_runs < self.runs

    def __add__(self, other: "MonthUse") -> "MonthUse":
        return MonthUse(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))


SUMS: Final = {
    "sum_runs": Sum("runs"),
    "sum_input": Sum(F("input_tokens") + F("cache_write_tokens") + F("cache_read_tokens")),
    "sum_output": Sum("output_tokens"),
    "sum_microdollars": Sum("microdollars"),
    "sum_unpriced": Sum("unpriced_runs"),
}
"""In the order of MonthUse."""


def month_at(time_zone: str, at: datetime) -> date:
    """Return the first day of the calendar month that `at` is in, in a zone."""
    return at.astimezone(ZoneInfo(time_zone)).date().replace(day=1)


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def record(
    tenant: Tenant,
    provider: str,
    *,
    member: UUID | None,
    model: str,
    tokens: Tokens,
    microdollars: int | None,
    at: datetime,
) -> None:
    """Add one answered attempt of a run on an own key to its month.

    `microdollars` is its estimated cost in millionths of a US dollar, or None where the model has no
    known price. In one statement: any number at once add up.
    """
    key = (tenant.pk, provider, month_at(tenant.time_zone, at), member or NOBODY, model)
    with connection.cursor() as cursor:
        cursor.execute(ADD, (*key, *astuple(tokens), microdollars or 0, int(microdollars is None)))


def month_of(tenant: Tenant, *, at: datetime) -> dict[str, MonthUse]:
    """Return the use of the month that `at` is in, by provider, in one query. Unused providers are missing."""
    rows = in_month(tenant, month_at(tenant.time_zone, at)).values_list("provider").annotate(**SUMS)
    return {provider: MonthUse(*sums) for provider, *sums in rows}


def by_model(tenant: Tenant, month: date) -> dict[tuple[str, str], MonthUse]:
    """Return a month's use by provider and model, in their order, in one query."""
    rows = in_month(tenant, month).values_list("provider", "model").annotate(**SUMS).order_by("provider", "model")
    return {(provider, model): MonthUse(*sums) for provider, model, *sums in rows}


def by_member(tenant: Tenant, month: date) -> dict[UUID, MonthUse]:
    """Return a month's use by member, NOBODY's too, the dearest first, in one query."""
    rows = in_month(tenant, month).values_list("member").annotate(**SUMS).order_by("member")
    used = [(member, MonthUse(*sums)) for member, *sums in rows]
    return dict(sorted(used, key=lambda each: (-each[1].microdollars, -each[1].runs)))


def months_of(tenant: Tenant) -> list[date]:
    """Return the months with any use, newest first, in one query."""
    months = KeyUse.objects.filter(tenant=tenant).order_by("-month")
    return list(months.values_list("month", flat=True).distinct())


def in_month(tenant: Tenant, month: date) -> QuerySet[KeyUse]:
    """Return a month's rows. Index: byok_keyuse_key."""
    return KeyUse.objects.filter(tenant=tenant, month=month)
