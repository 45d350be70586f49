"""A month's own-key spend as CSV: a row for each member and model."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from byok import spend
from byok.models import NOBODY, KeyUse
from tenants import trail
from tenants.downloads import Row, in_pieces
from tenants.models import Tenant

HEADER: Final = (
    *("month", "provider", "model", "member", "member_id", "runs"),
    *("input_tokens", "output_tokens", "cache_write_tokens", "cache_read_tokens"),
    *("estimated_usd", "unpriced_runs"),
)
"""Stable: other programs read these names. docs/howto/own-key-spend.md describes each column."""


def pieces_of(tenant: Tenant, month: date) -> Iterator[list[Row]]:
    """Return a month's rows in pieces, with the names of each piece's people in one query."""

    def read(last: KeyUse | None, size: int) -> list[KeyUse]:
        return list(spend.in_month(tenant, month).filter(pk__gt=last.pk if last else 0).order_by("pk")[:size])

    return (_rows(tenant, piece) for piece in in_pieces(read))


def _rows(tenant: Tenant, uses: list[KeyUse]) -> list[Row]:
    people = trail.people_of(tenant, {use.member for use in uses})
    return [_row(use, people[use.member].name if use.member in people else "") for use in uses]


def _row(use: KeyUse, name: str) -> Row:
    """Return a row; a cost that is not known is an empty cell."""
    is_unknown = use.unpriced_runs == use.runs
    return (
        *(f"{use.month:%Y-%m}", use.provider, use.model, name, "" if use.member == NOBODY else str(use.member)),
        *(use.runs, use.input_tokens, use.output_tokens, use.cache_write_tokens, use.cache_read_tokens),
        *("" if is_unknown else f"{use.microdollars // 1_000_000}.{use.microdollars % 1_000_000:06}",),
        use.unpriced_runs,
    )
