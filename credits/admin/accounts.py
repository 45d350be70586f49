"""Accounts for staff: the month, its history, and what may be done about it."""

from typing import Any

from django.contrib import admin
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from credits.admin import history
from credits.admin.account_pages import AdjustPage, ChangePlanPage
from credits.admin.base import PagesAdmin
from credits.admin.bulk_pages import BulkAdjustPage, BulkPlanPage
from credits.admin.words import moment
from credits.models import Account, Period
from tenants import audit


class WaitsFilter(admin.SimpleListFilter):
    """Accounts with a downgrade that waits for the next reset."""

    title = _("waiting change")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Waits for the next reset")), ("no", _("None"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.value()
        return queryset.filter(next_plan__isnull=wanted == "no") if wanted in ("yes", "no") else queryset


@admin.register(Account)
class AccountAdmin(PagesAdmin):
    """Accounts: staff change the plan and adjust credits, through the ledger."""

    list_display = ("tenant", "plan", "next_plan", "remaining", "resets_at", "anchor_day")
    list_filter = ("plan", WaitsFilter)
    list_select_related = ("tenant", "plan", "next_plan")
    search_fields = ("tenant__name", "tenant__slug")
    ordering = ("tenant__name",)
    fields = ("tenant", "plan", "next_plan", "remaining", "resets_at", "anchor_day", "created_at")
    readonly_fields = ("tenant", "plan", "next_plan", "remaining", "resets_at", "created_at")
    actions = ("adjust_credits", "change_plans")
    change_form_template = "admin/credits/account/change_form.html"
    pages = {"change-plan": (ChangePlanPage, "adjust"), "adjust": (AdjustPage, "adjust")}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        """Bring this month's remaining credits along, in the same query."""
        now = timezone.now()
        month = Period.objects.filter(account=OuterRef("pk"), starts_at__lte=now, ends_at__gt=now)
        left = month.annotate(left=F("granted") + F("adjusted") - F("used") - F("held"))
        accounts: QuerySet[Account] = super().get_queryset(request)
        return accounts.annotate(left=Subquery(left.values("left")[:1]), ends=Subquery(month.values("ends_at")[:1]))

    @admin.display(description=_("remaining"), ordering="left")
    def remaining(self, account: Any) -> Any:
        """Return what remains this month, in credits."""
        return _("not used yet this month") if account.left is None else account.left

    @admin.display(description=_("resets at"), ordering="ends", empty_value="-")
    def resets_at(self, account: Any) -> str | None:
        """Return when this month ends, in the tenant's zone."""
        return moment(account.ends, account.tenant.time_zone) if account.ends else None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never add an account by itself: a tenant is made with its account."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Account | None = None) -> bool:
        """Never delete an account: its entries stay."""
        return False

    def has_adjust_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may move credits and change plans."""
        return request.user.has_perm("credits.adjust_account")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the account with its months and limits, and links to what may be done."""
        account = self.get_object(request, object_id)
        more = history.of_account(account) if account else {}
        more["may_adjust"] = self.has_adjust_permission(request)
        return super().change_view(request, object_id, form_url, {**more, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Account, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's own signature
        """Save the anchor day alone, and record it. The month that is open keeps its end."""
        if "anchor_day" not in form.changed_data:
            return
        obj.save(update_fields=("anchor_day",))
        detail = {"anchor_day": obj.anchor_day, "before": form.initial["anchor_day"]}
        tenant = obj.tenant
        audit.record("account.anchor_changed", tenant=tenant, target=tenant.slug, detail=detail, request=request)

    @admin.action(description=_("Give or take credits…"), permissions=("adjust",))
    def adjust_credits(self, request: HttpRequest, queryset: QuerySet[Account]) -> HttpResponse | None:
        """Adjust the ticked accounts, after a preview."""
        return BulkAdjustPage.open(request, self, queryset)

    @admin.action(description=_("Change the plan…"), permissions=("adjust",))
    def change_plans(self, request: HttpRequest, queryset: QuerySet[Account]) -> HttpResponse | None:
        """Change the plan of the ticked accounts, after a preview."""
        return BulkPlanPage.open(request, self, queryset)
