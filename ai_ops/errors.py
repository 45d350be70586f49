"""What can be refused before a run, in sentences for the person who asked.

`str(error)` says what happened, why, and what to do next. After a refusal there is no run, no
hold and no task.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from credits.ledger import CapHit


class AiOpsError(Exception):
    """Something in the AI operations was refused."""


class InvalidInputError(AiOpsError):
    """The input is not what the operation takes. `errors`: field → sentences, "" for the whole."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        self.errors = {field: list(sentences) for field, sentences in errors.items()}
        super().__init__(" ".join(sentence for sentences in self.errors.values() for sentence in sentences))


class NotAllowedError(AiOpsError):
    """The person's role may not run operations."""


class ShortError(AiOpsError):
    """A run needs more credits than there are for it.

    `needed` is what it needs and `remaining` what is left for it, in credits, until `ends_at`;
    `is_limit` says whether a limit inside the tenant is in the way.
    """

    is_limit = False

    def __init__(self, sentence: str, *, needed: int, remaining: int, ends_at: datetime | None) -> None:
        super().__init__(sentence)
        self.needed = needed
        self.remaining = remaining
        self.ends_at = ends_at


class NotEnoughCreditsError(ShortError):
    """The period has fewer credits left than the run needs."""


class CappedError(ShortError):
    """A cap on a member or an operation is reached. `remaining` is what the cap leaves."""

    is_limit = True

    def __init__(self, sentence: str, *, needed: int, remaining: int, ends_at: datetime | None, cap: CapHit) -> None:
        super().__init__(sentence, needed=needed, remaining=remaining, ends_at=ends_at)
        self.cap = cap


class ProviderNotReadyError(AiOpsError):
    """The provider cannot be called: its platform key is missing."""


class SubmissionConflictError(AiOpsError):
    """The submission key was already used for another request."""


class NameTakenError(AiOpsError):
    """Another saved item of this kind already has the name."""


class ItemGoneError(AiOpsError):
    """A saved item, or its version, is not in the library any more."""


class LostRunError(Exception):
    """This worker no longer has the run: it was cancelled, ended or given to another."""
