"""What every provider's adapter takes and gives."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Final

from ai_ops.providers import sentences
from vault import redaction

MOST_TOKENS: Final = 100_000_000
"""Of one call. Far above any model's; a higher count is none."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to call, and with which key. `answered_by` is an AnsweredBy value.

    `key_version` names the key that was used without giving any of it away.
    """

    base_url: str
    key: str = field(repr=False)
    answered_by: str
    key_version: str = ""
    is_own_key: bool = False

    @property
    def is_sendable(self) -> bool:
        """Return whether the key can stand in an HTTP header; otherwise an error could show parts of it."""
        return bool(self.key) and self.key.isascii() and self.key.isprintable() and " " not in self.key


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that a call took, the four kinds apart."""

    input: int = 0
    output: int = 0
    cache_write: int = 0
    cache_read: int = 0

    def as_json(self) -> dict[str, int]:
        """Return the counts under the names that an attempt's calls keep."""
        return asdict(self)


def read_count(said: object) -> int | None:
    """Return a count of tokens that came from outside, or None where it cannot be one."""
    return said if type(said) is int and 0 <= said <= MOST_TOKENS else None


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer of a provider; `stop_reason` says whether its text is a document at all."""

    text: str
    stop_reason: str
    request_id: str
    model: str
    usage: Usage
    seconds: float


@dataclass(frozen=True, slots=True)
class ImageReply:
    """An image as the provider sent it, in base64 and unchecked; `asked` is the size in pixels that was asked for."""

    image: object = field(repr=False)
    asked: tuple[int, int]
    final: tuple[int, int]
    revised_prompt: str
    request_id: str
    model: str
    usage: Usage
    seconds: float
    stop_reason: str = "end_turn"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer that nobody has read yet."""

    content_type: str
    body: bytes


class ProviderError(Exception):
    """A call of a provider failed. `sentence` is for people, `code` for programs.

    `permanent` errors come again however often one tries. `retry_after` is the wait in seconds
    that the provider asked for, if it did.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        permanent: bool,
        retry_after: float | None = None,
        request_id: str = "",
    ) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.permanent = permanent
        self.retry_after = retry_after
        self.request_id = request_id


@dataclass(frozen=True, slots=True)
class Call:
    """One try at a provider: where, with which model, and how many seconds are left for it."""

    provider: str
    endpoint: Endpoint
    model: str
    seconds: float
    on_tokens: Callable[[int], None]
    """Called with the output tokens so far, as often as they come; what it raises ends the call."""

    def error(self, code: str, *, retry_after: float | None = None, request_id: str = "") -> ProviderError:
        """Return the error of that code, with its sentence for whoever pays for this call."""
        sentence = sentences.say(
            code, provider=self.provider, is_own_key=self.endpoint.is_own_key, retry_after=retry_after
        )
        return ProviderError(
            code,
            sentence,
            permanent=code in sentences.PERMANENT,
            retry_after=retry_after,
            request_id=redaction.redact(request_id),
        )
