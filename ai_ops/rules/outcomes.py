"""The four outcomes of a condition and of a rule at one row, and how conditions are joined."""

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ai_ops.rules.model import Logic

type Outcomes = NDArray[np.int8]


class Outcome(IntEnum):
    """What is known of a condition. A null makes it unknown, which is never false; an error outdoes all."""

    FALSE = 0
    TRUE = 1
    UNKNOWN = 2
    ERROR = 3


def join(logic: Logic, outcomes: Sequence[Outcome]) -> Outcome:
    """Return the outcome of a rule: Kleene's three-valued logic, and an error where there is one."""
    deciding = Outcome.FALSE if logic == "ALL" else Outcome.TRUE
    for each in (Outcome.ERROR, deciding, Outcome.UNKNOWN):
        if each in outcomes:
            return each
    return Outcome.TRUE if logic == "ALL" else Outcome.FALSE


def join_all(logic: Logic, outcomes: Sequence[Outcomes]) -> Outcomes:
    """Return the outcome of a rule at each row, as `join` does."""
    if len(outcomes) == 1:
        return outcomes[0]
    deciding = Outcome.FALSE if logic == "ALL" else Outcome.TRUE
    joined = np.full(len(outcomes[0]), 1 - deciding, dtype=np.int8)
    for each in (Outcome.UNKNOWN, deciding, Outcome.ERROR):
        joined[np.any([one == each for one in outcomes], axis=0)] = each
    return joined
