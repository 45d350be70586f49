"""Try an operation against its real provider: what passes, what is mended, what it costs. No run, no credits."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify

from ai_ops import catalogue, choices, inputs, pipeline
from ai_ops.base import Json, NothingToAskError, Operation, Request, SourceData
from ai_ops.pipeline import Job, Verdict
from ai_ops.providers import addresses
from ai_ops.providers.base import Call, Endpoint, ImageReply, ProviderError, Reply, Usage
from ai_ops.providers.retrying import call_with_retries
from ai_ops.providers.table import send
from connectors import frames


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


def read_data(path: Path) -> SourceData:
    """Return a file's table as the data of a source. Raises DataError, and OSError where there is no such file."""
    table = frames.read_file(path)
    return SourceData(
        slug=slugify(path.stem).replace("-", "_") or "data",
        name=path.stem,
        number=1,
        taken_at=timezone.now().isoformat(),
        rows=table.frame.height,
        fields=table.fields,
        read=partial(frames.read_file, path),
    )


def with_data(operation: Operation, body: Json, data: Sequence[SourceData]) -> tuple[Json, Json]:
    """Return inputs that name the data that an operation needs, and the context that holds it."""
    needed: Json = (
        {"source": (data[0].slug, data[0]), "sources": ([each.slug for each in data], list(data))} if data else {}
    )
    found = {need: needed[need] for need in operation.needs if need in needed}
    names = {need: name for need, (name, _) in found.items()}
    return {**body, **names}, {need: each for need, (_, each) in found.items()}


def run(operation: Operation, body: Json, *, key: str, data: Sequence[SourceData] = ()) -> Trial:
    """Take inputs the whole way to the real provider and back. Raises InvalidInputError."""
    model = choices.standard(operation.provider)
    caller = Caller(operation, real_endpoint(operation.provider, key), model)
    body, context = with_data(operation, body, data)
    job = Job(operation, inputs.validate(operation, body), context)
    started = monotonic()
    try:
        verdict = pipeline.run(job, call=caller.call, on_stage=lambda _stage: None)
    except ProviderError as error:
        verdict = Verdict(problems=(error.sentence,), error_code=error.code)
    except NothingToAskError as error:
        verdict = Verdict(problems=(str(error),), error_code="nothing_to_ask")
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
