"""How often files may be uploaded: reading one is work, so neither a member nor a tenant does it without end."""

from typing import Final
from uuid import UUID

from connectors.errors import TooOftenError
from tenants import counting

WINDOW: Final = 600
"""Seconds."""
MOST_A_MEMBER: Final = 20
MOST_A_TENANT: Final = 60


def take(tenant_id: UUID, member_id: UUID) -> None:
    """Count an upload. Raises TooOftenError, which says when the next one is read."""
    _take(f"upload:{member_id}", MOST_A_MEMBER, by="You have")
    _take(f"upload:{tenant_id}", MOST_A_TENANT, by="The people of this tenant have")


def _take(name: str, most: int, *, by: str) -> None:
    used, wait = counting.count(name, window=WINDOW)
    if used > most:
        raise TooOftenError(most, by=by, minutes=-(-wait // 60))
