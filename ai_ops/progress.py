"""Tell the page how far a run is: its stage and its tokens, never anything unchecked."""

from time import monotonic

from ai_ops import leases
from ai_ops.errors import LostRunError
from ai_ops.models import Run, State

SHORTEST_GAP = 1.0
"""Seconds between two writes of tokens."""


class Progress:
    """Write a run's progress, as long as this worker has the run."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._earlier = 0
        self._tokens = 0
        self._written_at = monotonic()

    def show_stage(self, stage: str) -> None:
        """Write the stage. Raises LostRunError."""
        self._earlier, self._tokens = self._earlier + self._tokens, 0
        self._write(stage=stage)

    def show_tokens(self, tokens: int) -> None:
        """Write the output tokens of this call so far, at most once a second. Raises LostRunError."""
        self._tokens = tokens
        if monotonic() - self._written_at >= SHORTEST_GAP:
            self._write()

    def _write(self, **fields: str) -> None:
        mine = Run.objects.filter(id=self._run.id, attempt=self._run.attempt, state=State.RUNNING)
        is_mine = mine.update(tokens_so_far=self._earlier + self._tokens, **fields)
        leases.release_connection()
        self._written_at = monotonic()
        if not is_mine:
            raise LostRunError
