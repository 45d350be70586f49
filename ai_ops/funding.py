"""What pays for a run, and where its calls go. Both are decided once, at the start, and kept on the run."""

from dataclasses import dataclass

from django.conf import settings

from ai_ops import catalogue
from ai_ops.base import Operation
from ai_ops.models import AnsweredBy, Run
from ai_ops.providers import sentences
from ai_ops.providers.base import Endpoint, ProviderError
from credits import prices
from credits.models import Funding
from tenants.models import Tenant

SANDBOX_KEY = "sandbox"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms an operation runs. `price` is in credits; `problem` says why it cannot run, or is empty."""

    funding: Funding
    model: catalogue.Model
    price: int
    answered_by: AnsweredBy
    problem: str = ""


def terms_of(operation: Operation, tenant: Tenant) -> Terms:
    """Return the terms on which a tenant runs an operation now."""
    model = catalogue.get(settings.ANTHROPIC_MODEL)
    price = prices.price_of(operation.slug, default=operation.credits) * model.multiplier
    has_key = bool(_platform_key(operation.provider))
    is_sandbox = settings.IS_LOCAL and not has_key
    is_ready = has_key or is_sandbox
    return Terms(
        funding=Funding.CREDITS,
        model=model,
        price=price,
        answered_by=AnsweredBy.SANDBOX if is_sandbox else AnsweredBy.PROVIDER,
        problem="" if is_ready else sentences.say("platform_key_missing", provider=operation.provider),
    )


def endpoint_of(run: Run) -> Endpoint:
    """Return where a run's calls go, with the key. Raises ProviderError where the key is gone."""
    if run.answered_by == AnsweredBy.SANDBOX:
        return _sandbox(run)
    key = _platform_key(run.provider)
    if not key:
        raise _missing_key(run.provider)
    return Endpoint(base_url=_address(run.provider), key=key, answered_by=run.answered_by, key_version="platform")


def _sandbox(run: Run) -> Endpoint:
    """Return the sandbox: in local mode only, whatever an old row may say."""
    if not settings.IS_LOCAL:
        raise _missing_key(run.provider)
    return Endpoint(
        base_url=settings.SANDBOX_URL, key=SANDBOX_KEY, answered_by=AnsweredBy.SANDBOX, key_version="sandbox"
    )


def _missing_key(provider: str) -> ProviderError:
    sentence = sentences.say("platform_key_missing", provider=provider)
    return ProviderError("platform_key_missing", sentence, permanent=True)


def _platform_key(provider: str) -> str:
    return str(getattr(settings, f"{provider.upper()}_API_KEY", ""))


def _address(provider: str) -> str:
    return str(getattr(settings, f"{provider.upper()}_API_BASE"))
