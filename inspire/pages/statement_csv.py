"""The statement as CSV: every entry, newest first, read and sent in pieces."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from credits import statement
from credits.statement import Movement, Selection
from credits.statement_people import Person, people_of
from inspire.pages.statement_rows import GIVEN, who_of
from tenants.downloads import Row, in_pieces
from tenants.models import Tenant

HEADER: Final = (
    *("time", "period_start", "period_end", "entry", "kind", "credits", "change", "remaining"),
    *("operation", "model", "paid_with", "member", "member_id", "reference", "reason"),
)
"""Stable: other programs read these names. docs/howto/statement-and-audit.md describes each column."""


def pieces_of(tenant: Tenant, selection: Selection) -> Iterator[list[Row]]:
    """Return the chosen entries as rows, in pieces; times are in the tenant's zone."""
    zone = ZoneInfo(tenant.time_zone)
    people = people_of(tenant)
    pieces = in_pieces(lambda last, size: statement.read(selection, last, size=size))
    return ([_row(each, zone, people) for each in piece] for piece in pieces)


def _row(each: Movement, zone: ZoneInfo, people: Mapping[UUID, Person]) -> Row:
    is_staffs = each.kind in GIVEN
    return (
        *(_iso(moment, zone) for moment in (each.created_at, each.starts_at, each.ends_at)),
        *(each.id, each.kind, each.credits, each.change, each.remaining),
        *(each.operation, each.model, each.funding, str(who_of(each, people))),
        *("" if is_staffs or not each.member else str(each.member), str(each.reference), each.reason),
    )


def _iso(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat()
