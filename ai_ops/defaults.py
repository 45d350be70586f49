"""What inputs begin with where the tenant's admin chooses it: the quality of images."""

from typing import Final

from ai_ops.base import Json, Operation
from ai_ops.images.table import STANDARD_QUALITY
from ai_ops.models import ModelChoice
from tenants.models import Tenant

STANDARD: Final[Json] = {"quality": STANDARD_QUALITY}


def defaults_of(operation: Operation, tenant: Tenant) -> Json:
    """Return the inputs that an operation begins with for a tenant; one query, or none where it has none of them."""
    names = operation.chosen_by_admins
    if not names:
        return {}
    choice = ModelChoice.objects.filter(tenant=tenant, provider=operation.provider).first()
    return {name: getattr(choice, name, "") or STANDARD[name] for name in names}


def complete(operation: Operation, body: Json, *, tenant: Tenant) -> Json:
    """Return valid inputs with what was left out of them."""
    if all(body[name] is not None for name in operation.chosen_by_admins):
        return body
    return {**body, **{name: value for name, value in defaults_of(operation, tenant).items() if body[name] is None}}
