"""Try an operation against its real provider: what passes, what is mended, what it costs. No run, no credits."""

from dataclasses import dataclass
from decimal import Decimal
from time import monotonic

from django.conf import settings

from ai_ops import catalogue, choices, inputs, pipeline
from ai_ops.base import Json, Operation, Request
from ai_ops.pipeline import Job, Verdict
from ai_ops.providers import addresses
from ai_ops.providers.base import Call, Endpoint, ImageReply, ProviderError, Reply, Usage
from ai_ops.providers.retrying import call_with_retries
from ai_ops.providers.table import send


@dataclass(frozen=True, slots=True)
class Trial:
    """How one try went. `cost` is in US dollars at list prices, or None where they are not known."""

    outcome: str
    mends: tuple[str, ...]
    problems: tuple[str, ...]
    calls: int
    usage: Usage
    seconds: float
    cost: Decimal | None


class Caller:
    """Call the provider and count what it takes."""

    def __init__(self, operation: Operation, endpoint: Endpoint, model: catalogue.Model) -> None:
        self.operation = operation
        self.endpoint = endpoint
        self.model = model
        self.replies: list[Reply | ImageReply] = []

    def call(self, request: Request, purpose: str) -> Reply | ImageReply:
        """Send one request, again where that may help. Raises ProviderError."""
        reply = call_with_retries(lambda left: self._try(request, left), seconds=settings.RUN_DEADLINE_SECONDS)
        self.replies.append(reply)
        return reply

    def _try(self, request: Request, seconds: float) -> Reply | ImageReply:
        call = Call(self.operation.provider, self.endpoint, self.model.id, seconds, lambda _tokens: None)
        return send(request, call)

    @property
    def usage(self) -> Usage:
        """Return the tokens of all calls."""
        counts = [reply.usage.as_json() for reply in self.replies]
        return Usage(**{kind: sum(each[kind] for each in counts) for kind in Usage.__dataclass_fields__})


def real_endpoint(provider: str, key: str) -> Endpoint:
    """Return the provider's own address with a key."""
    return Endpoint(base_url=addresses.address(provider), key=key, answered_by="provider")


def run(operation: Operation, body: Json, *, key: str) -> Trial:
    """Take inputs the whole way to the real provider and back. Raises InvalidInputError."""
    model = choices.standard(operation.provider)
    caller = Caller(operation, real_endpoint(operation.provider, key), model)
    job = Job(operation, inputs.validate(operation, body), {})
    started = monotonic()
    try:
        verdict = pipeline.run(job, call=caller.call, on_stage=lambda _stage: None)
    except ProviderError as error:
        verdict = Verdict(problems=(error.sentence,), error_code=error.code)
    return Trial(
        outcome=_outcome(verdict, calls=len(caller.replies)),
        mends=verdict.mends,
        problems=verdict.problems,
        calls=len(caller.replies),
        usage=caller.usage,
        seconds=monotonic() - started,
        cost=cost_of(caller.usage, model),
    )


def _outcome(verdict: Verdict, *, calls: int) -> str:
    if not verdict.is_accepted:
        return f"refused ({verdict.error_code})"
    if calls > 1:
        return "accepted after a repair"
    return "accepted, mended" if verdict.mends else "accepted"


def cost_of(usage: Usage, model: catalogue.Model) -> Decimal | None:
    """Return the cost in US dollars at list prices; None where they are not known."""
    price = model.list_price
    return price.cost_of(usage) if price else None
