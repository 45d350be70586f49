"""A program that calls the API."""

from typing import Any

from django.test import Client
from django.utils import timezone

from tenants import tokens
from tenants.models import Scope, Tenant

API = "/api/v1"


class Program:
    """A program with a token of a tenant."""

    def __init__(self, tenant: Tenant, *scopes: Scope, member: Any = None) -> None:
        self.token, self.text = tokens.create(tenant, "Till", scopes=scopes, days=1, at=timezone.now())
        if member:
            type(self.token).objects.filter(pk=self.token.pk).update(created_by=member)
        self.client = Client()

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"{API}{path}", query, headers=self._headers())

    def post(self, path: str, body: Any, *, key: str = "") -> Any:
        sent = body if isinstance(body, bytes) else None
        headers = self._headers() | ({"Idempotency-Key": key} if key else {})
        data = body if sent is None else sent
        return self.client.post(f"{API}{path}", data, content_type="application/json", headers=headers)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.text}"}


def problem_of(answer: Any, status: int) -> dict[str, Any]:
    """Return an error's members, after checking that it is a problem in form."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    content: dict[str, Any] = answer.json()
    assert content.keys() >= {"type", "title", "status", "detail"}
    assert content["status"] == status
    return content
