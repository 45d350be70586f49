"""What pays for a run, and where its calls go. Both are decided once, at the start, and kept on the run."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from ai_ops import catalogue
from ai_ops.base import Operation
from ai_ops.models import AnsweredBy, Run
from ai_ops.providers import sentences
from ai_ops.providers.base import Endpoint, ProviderError
from credits import prices
from credits.models import Funding
from tenants.models import Tenant

SANDBOX_KEY = "sandbox"
DEFAULT_ADDRESSES = {"anthropic": "https://api.anthropic.com", "openai": "https://api.openai.com/v1"}
SANDBOX_PATHS = {"anthropic": "", "openai": "/v1"}
"""What each SDK expects its base address to end in."""


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
    model = model_of(operation.provider)
    has_key = bool(_platform_key(operation.provider))
    is_sandbox = settings.IS_LOCAL and not has_key
    return Terms(
        funding=Funding.CREDITS,
        model=model,
        price=prices.price_of(operation.slug, default=operation.credits) * model.multiplier,
        answered_by=AnsweredBy.SANDBOX if is_sandbox else AnsweredBy.PROVIDER,
        problem=_problem(operation.provider, model, has_key=has_key, is_sandbox=is_sandbox),
    )


def model_of(provider: str) -> catalogue.Model:
    """Return the model that a provider's operations run on."""
    return catalogue.get(settings.OPENAI_IMAGE_MODEL if provider == "openai" else settings.ANTHROPIC_MODEL)


def _problem(provider: str, model: catalogue.Model, *, has_key: bool, is_sandbox: bool) -> str:
    """Say why nothing can run, or return an empty text.

    The sandbox, and servers of the operator's own, may go on with what the provider has retired.
    """
    if not (has_key or is_sandbox):
        return sentences.say("platform_key_missing", provider=provider)
    is_providers_own = address(provider) == DEFAULT_ADDRESSES[provider]
    if is_providers_own and not is_sandbox and model.is_retired(timezone.now().date()):
        return sentences.retired(model.label, provider=provider, on=model.retires_on, successor=model.successor)
    return ""


def endpoint_of(run: Run) -> Endpoint:
    """Return where a run's calls go, with the key. Raises ProviderError where the key is gone."""
    if run.answered_by == AnsweredBy.SANDBOX:
        return _sandbox(run)
    key = _platform_key(run.provider)
    if not key:
        raise _missing_key(run.provider)
    return Endpoint(base_url=address(run.provider), key=key, answered_by=run.answered_by, key_version="platform")


def _sandbox(run: Run) -> Endpoint:
    """Return the sandbox: in local mode only, whatever an old row may say."""
    if not settings.IS_LOCAL:
        raise _missing_key(run.provider)
    return Endpoint(
        base_url=f"{settings.SANDBOX_URL}{SANDBOX_PATHS[run.provider]}",
        key=SANDBOX_KEY,
        answered_by=AnsweredBy.SANDBOX,
        key_version="sandbox",
    )


def _missing_key(provider: str) -> ProviderError:
    sentence = sentences.say("platform_key_missing", provider=provider)
    return ProviderError("platform_key_missing", sentence, permanent=True)


def _platform_key(provider: str) -> str:
    return str(getattr(settings, f"{provider.upper()}_API_KEY", ""))


def address(provider: str) -> str:
    """Return the address that a provider is called at."""
    return str(getattr(settings, f"{provider.upper()}_API_BASE"))
