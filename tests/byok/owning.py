"""Give tenants own keys in tests, and run operations on them through the sandbox."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.utils import timezone

from ai_ops import registry, runner
from ai_ops.models import Run
from byok import keys
from byok.health import Verdict
from byok.models import KeyState, ProviderKey
from credits import ledger, queries
from credits.ledger import HoldRequest
from credits.models import Funding
from tenants.models import Tenant

SECRETS = {"anthropic": "sk-ant-api03-harbour-lights-x9Q2", "openai": "sk-proj-harbour-lights-w7R4"}
NEW_SECRETS = {"anthropic": "sk-ant-api03-evening-tide-k3L8", "openai": "sk-proj-evening-tide-m2N6"}
OPERATIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "anthropic": ("text", {"mode": "rewrite", "source": "Total sales of the harbour branch today"}),
    "openai": ("image", {"prompt": "A calm harbour at dusk", "quality": "draft", "shape": "square"}),
}
PRICES = {"anthropic": 1, "openai": 10}
CODES = {KeyState.REFUSED: "key_refused", KeyState.LIMITED: "out_of_money", KeyState.UNREADABLE: "own_key_unreadable"}
FAULTS: dict[str, dict[str, dict[str, Any]]] = {
    "anthropic": {
        "key_refused": {"status": 401},
        "key_lacks_access": {"status": 403},
        "out_of_money": {"status": 400, "type": "billing_error"},
        "model_gone": {"status": 404},
    },
    "openai": {
        "key_refused": {"status": 401},
        "key_lacks_access": {"status": 403},
        "out_of_money": {"status": 429, "code": "insufficient_quota"},
        "model_gone": {"status": 404},
    },
}
PATHS = {"anthropic": "/v1/messages", "openai": "/v1/images"}


def give_key(
    tenant: Tenant,
    provider: str = "anthropic",
    *,
    secret: str = "",
    state: str = KeyState.ACTIVE,
    is_paused: bool = False,
    at: datetime | None = None,
) -> ProviderKey:
    """Store a key as if a check had found it in a state."""
    at = at or timezone.now()
    verdict = Verdict(state, CODES.get(KeyState(state), ""))
    key = keys.store(tenant, provider, secret or SECRETS[provider], verdict=verdict, next_check_at=at, at=at)
    if is_paused:
        keys.pause(key, at=at)
    return key


def break_seal(key: ProviderKey) -> None:
    """Leave a key as it is when the keyset that sealed it is lost: its ciphertext names another."""
    sealed = bytes(key.sealed)
    ProviderKey.objects.filter(pk=key.pk).update(sealed=sealed[:1] + bytes(4) + sealed[5:])


def spoil_seal(key: ProviderKey) -> None:
    """Change a key's ciphertext, so that it looks well and does not open."""
    sealed = bytes(key.sealed)
    ProviderKey.objects.filter(pk=key.pk).update(sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))


def start(tenant: Tenant, provider: str, **changes: Any) -> Run:
    """Start a run of an operation of the provider."""
    slug, inputs = OPERATIONS[provider]
    arguments = {"member": None, "role": "designer", "submission_key": uuid4().hex, "at": timezone.now()}
    return runner.start(tenant, registry.get(slug), inputs=inputs, **arguments | changes)


def execute(run: Run) -> Run:
    """Work on a run, and return it as it stands then."""
    runner.execute(run.id)
    run.refresh_from_db()
    return run


def spend_all(tenant: Tenant) -> int:
    """Use up the tenant's credits, and return how many those were."""
    at = timezone.now()
    remaining = queries.meter(tenant, at=at).remaining
    hold = HoldRequest(
        reference=uuid4(), credits=remaining, operation="theme", member=None, model="", funding=Funding.CREDITS
    )
    assert ledger.reserve(tenant.account, hold, at=at).ok
    assert ledger.settle(hold.reference, at=at).ok
    return remaining


def digest(secret: str) -> str:
    """Return what the sandbox's journal keeps of a key."""
    return sha256(secret.encode()).hexdigest()
