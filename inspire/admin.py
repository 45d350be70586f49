"""What the Django admin joins from several apps: tenants with their accounts, prices with their operations."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ai_ops import registry
from credits.admin.price_pages import PricedOperation
from credits.admin.prices import PriceAdmin
from credits.models import Plan, Price
from inspire import onboarding
from tenants import mails
from tenants.admin import TenantAdmin
from tenants.models import Tenant


class NewTenantForm(forms.ModelForm):  # type: ignore[type-arg]
    """A tenant, its plan and its first admin."""

    plan = forms.ModelChoiceField(
        Plan.objects.filter(retired_at=None), to_field_name="slug", label=gettext_lazy("Plan"), empty_label=None
    )
    admin_email = forms.EmailField(
        label=gettext_lazy("First admin"), help_text=gettext_lazy("E-mail address; the invitation is sent there.")
    )

    class Meta:
        model = Tenant
        fields = ("name", "slug", "time_zone")


@admin.register(Tenant)
class TenantWithAccountAdmin(TenantAdmin):
    """Tenants, each with its plan; a new one gets its account and its first admin's invitation."""

    list_display: tuple[str, ...] = ("name", "slug", "plan", "time_zone", "is_demo", "created_at")
    list_select_related = ("account__plan",)
    prepopulated_fields = {"slug": ("name",)}

    @admin.display(description=gettext_lazy("plan"), ordering="account__plan__name")
    def plan(self, tenant: Tenant) -> str:
        account = getattr(tenant, "account", None)
        return account.plan.name if account else ""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        return super().get_form(request, obj, change=change, **({} if obj else {"form": NewTenantForm}), **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["name", "slug", "time_zone", *([] if obj else ["plan", "admin_email"])]

    def save_model(self, request: HttpRequest, obj: Tenant, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        if change:
            super().save_model(request, obj, form, change)
            return
        plan, email = form.cleaned_data["plan"], form.cleaned_data["admin_email"]
        invitation, token = onboarding.open_tenant(obj, email, plan=plan.slug, at=timezone.now(), request=request)
        link = onboarding.invitation_link(token)
        mails.send_invitation(invitation, link)
        messages.info(request, _("Invitation of %(email)s, shown this once: %(link)s") % {"email": email, "link": link})


@admin.register(Price)
class OperationPriceAdmin(PriceAdmin):
    """Prices of the operations that there are."""

    def operations(self) -> list[PricedOperation]:
        return [PricedOperation(each.slug, each.label, each.credits) for each in registry.all_operations()]
