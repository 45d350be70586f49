"""Tell the ledger's proof which holds belong to a live run."""

from uuid import UUID

from ai_ops.models import LIVE_STATES, Run
from credits import proof


@proof.register_live_references
def live_runs(references: set[UUID]) -> set[UUID]:
    """Return which of these references are runs that still go."""
    live = Run.objects.filter(id__in=references, state__in=LIVE_STATES)
    return set(live.values_list("id", flat=True))
