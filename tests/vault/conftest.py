"""Stored secrets, under a keyset that changes."""

import base64
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator

from byok import keys
from byok.models import ProviderKey
from tenants.adapters import MFA_PLACE
from tenants.models import User
from tests.vault.keysets import Steps, steps
from vault import sealing


@pytest.fixture
def turning(settings) -> Steps:
    """A keyset's texts through a rotation; the settings hold the first."""
    texts = steps()
    settings.VAULT_KEYSET = texts.one
    return texts


@pytest.fixture
def own_key(tenant) -> Callable[..., ProviderKey]:
    """Return a function that stores an own key, sealed with the keyset of now."""

    def store(provider: str = "anthropic", secret: str = "sk-ant-sandbox-good") -> ProviderKey:
        key = ProviderKey(tenant=tenant, provider=provider, mask="sk-ant-…good")
        key.sealed = sealing.seal(secret.encode(), associated=keys.place_of(key))
        key.save(force_insert=True)
        return key

    return store


@pytest.fixture
def second_factor(viewer) -> Callable[..., Authenticator]:
    """Return a function that stores a person's second factor: sealed texts, and what is not sealed."""

    def store(kind: str, user: User = viewer, **data: object) -> Authenticator:
        row: Authenticator = Authenticator.objects.create(user=user, type=kind, data=data)
        return row

    return store


def factor_text(secret: str) -> str:
    """Return a secret as allauth's documents hold it."""
    return base64.b64encode(sealing.seal(secret.encode(), associated=MFA_PLACE)).decode()
