"""Who asks the API: a token in the Authorization header, and nothing else."""

from typing import cast

import structlog
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from inspire import rates
from inspire.problems import ApiError
from tenants import tokens
from tenants.models import ApiToken, Scope

UNKNOWN = (
    "No token came that works here. Send the header “Authorization: Bearer ik_…” with a token that is neither revoked "
    "nor expired; admins make one on Settings > API."
)


class TokenRequest(HttpRequest):
    """A request as an endpoint behind Bearer gets it."""

    auth: ApiToken


class Bearer(HttpBearer):
    """Lets in a token with the scope."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> ApiToken:
        """Return the token of a request. Raises ApiError with 401, 403 or 429."""
        kind, _space, text = request.headers.get("Authorization", "").partition(" ")
        return self.authenticate(request, text.strip() if kind.lower() == "bearer" else "")

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """Return the token that a text is. Raises ApiError."""
        found = tokens.find(token, at=timezone.now())
        if found is None:
            raise ApiError(401, UNKNOWN, headers={"WWW-Authenticate": 'Bearer realm="Inspire"'})
        structlog.contextvars.bind_contextvars(tenant_id=str(found.tenant_id), api_token=str(found))
        rates.take(request, found.public_id)
        if self.scope not in found.scopes:
            raise _lacks(self.scope)
        return found


def _lacks(scope: Scope) -> ApiError:
    sentence = f"This token lacks the scope “{scope.value}”. Make one that has it on Settings > API."
    challenge = f'Bearer realm="Inspire", error="insufficient_scope", scope="{scope.value}"'
    return ApiError(403, sentence, headers={"WWW-Authenticate": challenge})


def token_of(request: HttpRequest) -> ApiToken:
    """Return the token with which a request came in."""
    return cast("TokenRequest", request).auth


INGEST, READ, RUN = Bearer(Scope.INGEST), Bearer(Scope.READ), Bearer(Scope.RUN)
