"""The key-encryption key: a key in a KMS, which seals the keyset itself."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any, Final
from urllib.parse import urlsplit

from tink import TinkError, aead, kms_client_from_uri

from vault.errors import KekAddressError, KekPackageError, KekUnavailableError

ASSOCIATED: Final = b""  # Tink's own tools use none, and HashiCorp Vault takes none


def aead_of(uri: str) -> aead.Aead:
    """Return the cipher that the KMS keeps under this address. Raises KekError.

    A client that was registered with Tink comes first, then those that Tink brings along.
    """
    try:
        return kms_client_from_uri(uri).get_aead(uri)
    except TinkError:
        return _made(uri)


def _made(uri: str) -> aead.Aead:
    scheme = urlsplit(uri).scheme
    if scheme not in _MAKERS:
        raise KekAddressError(uri, _MAKERS)
    extra, make = _MAKERS[scheme]
    try:
        integration = import_module(f"tink.integration.{extra}")
    except ImportError:
        raise KekPackageError(uri, extra) from None
    try:
        cipher: aead.Aead = make(integration, uri)
    except Exception as error:  # each KMS's library has errors of its own
        raise KekUnavailableError(uri) from error
    return cipher


def _aws(integration: ModuleType, uri: str) -> Any:
    return integration.AwsKmsClient(uri, None).get_aead(uri)


def _gcp(integration: ModuleType, uri: str) -> Any:
    return integration.GcpKmsClient(uri).get_aead(uri)


def _hashicorp(integration: ModuleType, uri: str) -> Any:
    """Return the cipher of hcvault://host:port/transit/keys/NAME; the token is in VAULT_TOKEN."""
    parts = urlsplit(uri)
    client = import_module("hvac").Client(url=f"https://{parts.netloc}")
    return integration.new_aead(parts.path, client)


_MAKERS: Final[Mapping[str, tuple[str, Callable[[ModuleType, str], Any]]]] = {
    "aws-kms": ("awskms", _aws),
    "gcp-kms": ("gcpkms", _gcp),
    "hcvault": ("hcvault", _hashicorp),
}
