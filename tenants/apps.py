"""The tenants app, and the Django admin behind its sign-in."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.module_loading import import_string


class TenantsConfig(AppConfig):
    """Tenants, memberships, sign-in and the audit trail."""

    name = "tenants"
    verbose_name = "Tenants"

    def ready(self) -> None:
        import_string("tenants.signals.record_sign_in")  # connects the receivers
        import_string("tenants.sealed.SecondFactors")  # registers them with the vault


class StaffAdminConfig(AdminConfig):
    """The Django admin, behind our own sign-in and a second factor."""

    default_site = "tenants.staff.StaffSite"
