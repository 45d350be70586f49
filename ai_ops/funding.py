"""What pays for a run, and where its calls go.

The kind of funding and the model are decided once, at the start, and kept on the run. The key is
looked up when the run is worked on: a run that waits uses the key that is there then, and fails,
free, where there is none. Nothing ever falls back from an own key to credits.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from ai_ops import catalogue, choices, platform_keys, spending
from ai_ops.base import Operation
from ai_ops.models import AnsweredBy, ModelChoice, Run
from ai_ops.providers import sentences
from ai_ops.providers.addresses import DEFAULT_ADDRESSES, SANDBOX_PATHS, address, platform_key
from ai_ops.providers.base import Endpoint, ProviderError
from byok import health, keys
from byok.models import KeyState, ProviderKey
from credits import prices
from credits.models import Funding
from tenants.models import Tenant
from vault.errors import CannotOpenError, KekError, VaultError

SANDBOX_KEY = "sandbox"
SANDBOX_VERSION = "sandbox"


@dataclass(frozen=True, slots=True)
class Means:
    """A tenant's keys and chosen models, by provider."""

    keys: dict[str, ProviderKey]
    choices: dict[str, ModelChoice]

    def key_in_use(self, provider: str) -> ProviderKey | None:
        """Return the own key that new runs are on, or None where they are on credits."""
        key = self.keys.get(provider)
        return None if key is None or key.is_paused else key

    def credits_model(self, provider: str) -> catalogue.Model:
        """Return the model that a run on credits would have."""
        return choices.on_credits(provider, self.choices.get(provider))

    def model(self, provider: str) -> catalogue.Model:
        """Return the model that a new run has."""
        key = self.key_in_use(provider)
        return choices.on_own_key(key, self.choices.get(provider)) if key else self.credits_model(provider)


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms an operation runs. `price` is in credits; `problem` says why it cannot run, or is empty."""

    funding: Funding
    model: catalogue.Model
    price: int
    answered_by: AnsweredBy
    problem: str = ""


def means_of(tenant: Tenant) -> Means:
    """Return what a tenant's runs are paid with and run on, in two queries."""
    return Means(keys.all_of(tenant), choices.all_of(tenant))


def terms_of(operation: Operation, tenant: Tenant, *, member: UUID | None = None) -> Terms:
    """Return the terms on which a tenant's member runs an operation now."""
    means = means_of(tenant)
    key = means.key_in_use(operation.provider)
    if key is not None:
        return _on_own_key(key, means.model(operation.provider), tenant=tenant, member=member)
    return _on_credits(operation, means.model(operation.provider))


def _on_own_key(key: ProviderKey, model: catalogue.Model, *, tenant: Tenant, member: UUID | None) -> Terms:
    is_sandbox = key.is_sandbox and settings.IS_LOCAL
    return Terms(
        funding=Funding.OWN_KEY,
        model=model,
        price=0,
        answered_by=AnsweredBy.SANDBOX if is_sandbox else AnsweredBy.PROVIDER,
        problem=_own_key_problem(key)
        or _retired_problem(model, is_sandbox=is_sandbox, is_own_key=True)
        or spending.problem_of(tenant, member=member, at=timezone.now()),
    )


def _own_key_problem(key: ProviderKey) -> str:
    """Say why a key takes no new runs, or return an empty text."""
    if key.is_sandbox and not settings.IS_LOCAL:
        return sentences.say("own_key_is_demo", provider=key.provider, is_own_key=True)
    if key.state == KeyState.UNREADABLE or not keys.is_readable(key):
        return sentences.say("own_key_unreadable", provider=key.provider, is_own_key=True)
    if key.state == KeyState.REFUSED:
        return sentences.say(key.error_code, provider=key.provider, is_own_key=True)
    return ""


def _on_credits(operation: Operation, model: catalogue.Model) -> Terms:
    provider = operation.provider
    has_key = bool(platform_key(provider))
    is_sandbox = settings.IS_LOCAL and not has_key
    problem = "" if is_sandbox else _platform_problem(provider, has_key=has_key)
    return Terms(
        funding=Funding.CREDITS,
        model=model,
        price=prices.price_of(operation.slug, default=operation.credits) * model.multiplier,
        answered_by=AnsweredBy.SANDBOX if is_sandbox else AnsweredBy.PROVIDER,
        problem=problem or _retired_problem(model, is_sandbox=is_sandbox),
    )


def _platform_problem(provider: str, *, has_key: bool) -> str:
    """Say why the operator's account takes no runs, or return an empty text."""
    if not has_key:
        return sentences.say("platform_key_missing", provider=provider)
    return platform_keys.problem_of(provider)


def _retired_problem(model: catalogue.Model, *, is_sandbox: bool, is_own_key: bool = False) -> str:
    """Say that a model is switched off, or return an empty text.

    The sandbox, and servers of the operator's own, may go on with what the provider has retired.
    """
    is_providers_own = address(model.provider) == DEFAULT_ADDRESSES[model.provider]
    if not is_providers_own or is_sandbox or not model.is_retired(timezone.now().date()):
        return ""
    return sentences.retired(
        model.label,
        provider=model.provider,
        on=model.retires_on,
        successor=model.successor,
        is_own_key=is_own_key,
    )


def endpoint_of(run: Run) -> Endpoint:
    """Return where a run's calls go, with the key. Raises ProviderError where the key is gone."""
    if run.funding == Funding.OWN_KEY:
        return _own_endpoint(run)
    if run.answered_by == AnsweredBy.SANDBOX:
        return sandbox_endpoint(run.provider, SANDBOX_KEY, key_version=SANDBOX_VERSION)
    if not platform_key(run.provider):
        raise _missing_key(run.provider)
    return platform_keys.endpoint_of(run.provider)


def _own_endpoint(run: Run) -> Endpoint:
    """Return where the key that the tenant has now sends its calls."""
    key = keys.current(run.tenant_id, run.provider)
    if key is None:
        raise _own_error("own_key_removed", run.provider)
    if key.state == KeyState.REFUSED:
        raise _own_error(key.error_code, run.provider)
    return endpoint_for(key.provider, _reveal(key), is_sandbox=key.is_sandbox, key_version=str(key.pk))


def _reveal(key: ProviderKey) -> str:
    """Return the key in plain. Raises ProviderError: a vault that stays shut for now says nothing of the key."""
    try:
        return keys.reveal(key)
    except CannotOpenError:
        health.report_failure(health.row_of(key.pk), "own_key_unreadable", at=timezone.now())
        code = "own_key_unreadable"
    except KekError:
        code = "vault_closed"
    except VaultError:
        code = "own_key_unreadable"
    raise _own_error(code, key.provider)


def endpoint_for(provider: str, secret: str, *, is_sandbox: bool, key_version: str = "") -> Endpoint:
    """Return where calls with an own key go: a demo key's to the sandbox, in local mode alone."""
    if is_sandbox and not settings.IS_LOCAL:
        raise _own_error("own_key_is_demo", provider)
    if is_sandbox:
        return sandbox_endpoint(provider, secret, key_version=key_version, is_own_key=True)
    return Endpoint(address(provider), secret, AnsweredBy.PROVIDER, key_version, is_own_key=True)


def sandbox_endpoint(provider: str, key: str, *, key_version: str, is_own_key: bool = False) -> Endpoint:
    """Return the sandbox: in local mode only, whatever an old row may say. Raises ProviderError."""
    if not settings.IS_LOCAL:
        raise _missing_key(provider)
    base_url = f"{settings.SANDBOX_URL}{SANDBOX_PATHS[provider]}"
    return Endpoint(base_url, key, AnsweredBy.SANDBOX, key_version, is_own_key)


def report(endpoint: Endpoint, *, provider: str, failure: str, answered_from: datetime | None, at: datetime) -> bool:
    """Write down what a run found out about the key that it used; return whether it is news that it fails.

    `answered_from` is when the last call that was answered began, or None where none was.
    """
    if endpoint.key_version == SANDBOX_VERSION:
        return False
    rows = health.row_of(UUID(endpoint.key_version)) if endpoint.is_own_key else platform_keys.row_of(provider)
    if failure in health.STATE_OF:
        return health.report_failure(rows, failure, at=at)
    if answered_from is not None:
        health.report_success(rows, began_at=answered_from, at=at)
    return False


def _missing_key(provider: str) -> ProviderError:
    sentence = sentences.say("platform_key_missing", provider=provider)
    return ProviderError("platform_key_missing", sentence, permanent=True)


def _own_error(code: str, provider: str) -> ProviderError:
    return ProviderError(code, sentences.say(code, provider=provider, is_own_key=True), permanent=True)
