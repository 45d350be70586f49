"""Demo accounts must not be served in production: everybody knows their password."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import connection

DEMO_ID = "inspire.E001"
DEMO_SENTENCE = (
    "Inspire does not start in production mode on a database with demo accounts ({names}), because everybody "
    "knows their password. Point DATABASE_URL to a database that was not filled by local mode."
)


def check_demo_accounts(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Report demo accounts in production: `manage.py check --database default`."""
    if not databases or settings.INSPIRE_MODE != "production":
        return []
    names = find_demo()
    return [Error(DEMO_SENTENCE.format(names=", ".join(names)), id=DEMO_ID)] if names else []


def find_demo() -> list[str]:
    """Return names of demo tenants and people, a few of each; none in a database without tables."""
    tenants, people = (apps.get_model("tenants", name) for name in ("Tenant", "User"))
    if people._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 - Django's documented name
        return []
    return [
        *tenants.objects.filter(is_demo=True).order_by("slug").values_list("slug", flat=True)[:3],
        *people.objects.filter(is_demo=True).order_by("email").values_list("email", flat=True)[:3],
    ]
