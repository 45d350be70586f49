"""What each API key gets. No key is kept or printed: only a mask and a SHA-256."""

import hashlib
from collections.abc import Mapping

from sandbox.errors import CREDIT_BALANCE, ApiError
from sandbox.openai_errors import OpenAIError

PLATFORM_KEY = "sandbox"
ADMIN_PREFIXES = ("sk-ant-admin", "sk-ant-api01-")
NO_OPENAI_KEY = "You didn't provide an API key. Send it in an Authorization header: Authorization: Bearer YOUR_KEY."
QUOTA = "You exceeded your current quota, please check your plan and billing details."


def key_of(headers: Mapping[str, str]) -> str:
    """Return the key in a request's headers: x-api-key, or a bearer token as SDK 2 sends it."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return headers.get("x-api-key") or (token.strip() if scheme.lower() == "bearer" else "")


def mask(key: str) -> str:
    """Return what may be shown of a key: its kind and its last four characters."""
    if len(key) < 16:  # noqa: PLR2004
        return "…" if key else ""
    return f"{key[:7]}…{key[-4:]}"


def digest(key: str) -> str:
    """Return the SHA-256 of a key in hexadecimal, or "" without a key."""
    return hashlib.sha256(key.encode()).hexdigest() if key else ""


def check(key: str) -> None:
    """Raise the ApiError that a key earns: none, malformed, an admin key, `-refused` or `-limited`."""
    if not key:
        raise ApiError(401, "x-api-key header is required")
    is_known = key == PLATFORM_KEY or (key.startswith("sk-ant-") and not key.startswith(ADMIN_PREFIXES))
    if not is_known or key.endswith("-refused"):
        raise ApiError(401)
    if key.endswith("-limited"):
        raise ApiError(400, CREDIT_BALANCE, kind="billing_error")


def check_openai(key: str) -> None:
    """Raise the OpenAIError that a key earns: none, Anthropic's, an admin key, `-refused` or `-limited`."""
    if not key:
        raise OpenAIError(401, NO_OPENAI_KEY, code="missing_api_key")
    is_known = key == PLATFORM_KEY or (key.startswith("sk-") and not key.startswith(("sk-ant-", "sk-admin-")))
    if not is_known or key.endswith("-refused"):
        raise OpenAIError(401, f"Incorrect API key provided: {mask(key)}.")
    if key.endswith("-limited"):
        raise OpenAIError(429, QUOTA, kind="insufficient_quota", code="insufficient_quota")
