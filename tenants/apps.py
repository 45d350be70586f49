"""The tenants app."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Tenants, memberships, sign-in and the audit trail."""

    name = "tenants"
    verbose_name = "Tenants"
