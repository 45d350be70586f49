"""Where a rule fires, given what holds at each row: it goes from change to change, and not from row to row."""

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ai_ops.rules.columns import Bools
from ai_ops.rules.model import Rule
from ai_ops.rules.state import EventKind, Phase
from ai_ops.rules.stepping import SECOND


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened, at a time and at the row before which (`is_between`) or at which it did."""

    kind: EventKind
    at: int
    row: int
    is_between: bool = False


def following(mask: Bools) -> memoryview:
    """Return for each row the next one, itself included, where a mask is true; the number of rows where none is."""
    count = len(mask)
    places = np.arange(count + 1)
    places[:-1][~mask] = count
    return memoryview(np.minimum.accumulate(places[::-1])[::-1])


class Tracks:
    """The rows at which something may change."""

    def __init__(self, at: NDArray[np.int64], gaps: Bools, *, on: Bools, hold: Bools) -> None:
        self.at: Any = memoryview(at)
        self.on, self.off = following(on), following(~on | gaps)
        is_same = hold is on
        self.held, self.lapsed = (self.on, self.off) if is_same else (following(hold), following(~hold | gaps))
        self.gap = following(gaps)
        self.count = len(at)


@dataclass
class Walk:
    """The phases of a rule along its tracks; `marks` are what happened. Times are in microseconds."""

    rule: Rule
    tracks: Tracks
    limit: int
    phase: Phase = Phase.IDLE
    since: int | None = None
    lapsed: int | None = None
    cooling: int | None = None
    marks: list[Mark] = field(default_factory=list)

    def go(self) -> "Walk":
        """Walk to the last row."""
        row = 0
        while row < self.tracks.count:
            row = self._fire_on(row) if self.phase is Phase.FIRING else self._wait(row)
        return self

    def _note(self, kind: EventKind, row: int) -> None:
        self.marks.append(Mark(kind, self.tracks.at[row], row))

    def _wait(self, row: int) -> int:
        """Return where to go on from a row at which the rule does not fire."""
        tracks = self.tracks
        start = tracks.on[row]
        if start == tracks.count:
            return start
        end = tracks.off[start + 1]
        due = tracks.at[start] + self.rule.for_seconds * SECOND
        due = due if self.cooling is None else max(due, self.cooling)
        first = start if tracks.at[start] >= due else bisect_left(tracks.at, due, start + 1, end)
        if first > start:
            self._note(EventKind.PENDING, start)
        if first < end:
            return self._fire(first)
        if end == tracks.count:
            self.phase, self.since = Phase.PENDING, tracks.at[start]
        return end

    def _fire(self, row: int) -> int:
        self.phase, self.since = Phase.FIRING, self.tracks.at[row]
        self._note(EventKind.FIRING, row)
        return row + 1

    def _fire_on(self, row: int) -> int:
        """Return where to go on from a row at which the rule fires already."""
        tracks = self.tracks
        if self.lapsed is None:
            change = tracks.lapsed[row]
        else:
            ends = self.lapsed + self.rule.keep_seconds * SECOND
            change = min(tracks.held[row], tracks.gap[row], bisect_left(tracks.at, ends, row, tracks.count))
        return change if change == tracks.count else self._change(change)

    def _change(self, row: int) -> int:
        tracks, keep = self.tracks, self.rule.keep_seconds * SECOND
        if tracks.gap[row] == row:
            silent = tracks.at[row - 1] + self.limit
            self.lapsed = silent if self.lapsed is None else self.lapsed
            ends = max(silent, self.lapsed + keep)
            if ends < tracks.at[row]:
                self._end(Mark(EventKind.RESOLVED, ends, row, is_between=True))
                return row
        self._row_held(row, keep)
        return row + 1

    def _row_held(self, row: int, keep: int) -> None:
        tracks = self.tracks
        if tracks.held[row] == row:
            self.lapsed = None
            return
        self.lapsed = tracks.at[row] if self.lapsed is None else self.lapsed
        if tracks.at[row] - self.lapsed >= keep:
            self._end(Mark(EventKind.RESOLVED, tracks.at[row], row))

    def _end(self, mark: Mark) -> None:
        self.marks.append(mark)
        self.phase, self.since, self.lapsed = Phase.IDLE, None, None
        self.cooling = mark.at + self.rule.cooldown_seconds * SECOND
