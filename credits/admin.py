"""Plans, prices and accounts for staff to change; periods, entries and rollups for them to read."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from credits import ledger
from credits.forms import AccountForm
from credits.ledger import Outcome, PlanChange, Result
from credits.models import Account, Entry, Period, Plan, Price, Rollup
from credits.searching import find
from tenants import audit

CHANGES = {
    PlanChange.CHANGED: _("%(account)s has the plan now."),
    PlanChange.SCHEDULED: _("%(account)s gets the plan at its next reset."),
    PlanChange.KEPT: _("%(account)s keeps its plan; nothing waits for the next reset."),
}


class AuditedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A model whose changes by staff are written into the audit trail."""

    audited_as: ClassVar[str]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's own signature
        """Save, and record what was set."""
        super().save_model(request, obj, form, change)
        detail = {name: str(form.cleaned_data[name]) for name in form.changed_data}
        audit.record(f"{self.audited_as}.saved", target=str(obj.pk), detail=detail, request=request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, and record it."""
        audit.record(f"{self.audited_as}.deleted", target=str(obj.pk), request=request)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete each, and record it."""
        for obj in queryset:
            self.delete_model(request, obj)


@admin.register(Plan)
class PlanAdmin(AuditedAdmin):
    """Plans. New credits count from each account's next reset on."""

    audited_as = "plan"
    list_display = ("name", "slug", "credits", "retired_at")
    search_fields = ("name", "slug")
    ordering = ("credits",)

    def get_readonly_fields(self, request: HttpRequest, obj: Plan | None = None) -> tuple[str, ...]:
        """Keep the slug of a plan that exists: programs name plans by it."""
        return ("slug",) if obj else ()


@admin.register(Price)
class PriceAdmin(AuditedAdmin):
    """Prices, in place of those that the operations come with."""

    audited_as = "price"
    list_display = ("operation", "credits")
    search_fields = ("operation",)
    ordering = ("operation",)


@admin.register(Account)
class AccountAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Accounts: staff change the plan and adjust credits, through the ledger."""

    form = AccountForm
    list_display = ("tenant", "plan", "next_plan", "remaining", "resets_at", "anchor_day")
    list_filter = ("plan", "next_plan")
    list_select_related = ("tenant", "plan", "next_plan")
    search_fields = ("tenant__name", "tenant__slug")
    ordering = ("tenant__name",)
    readonly_fields = ("tenant", "plan", "next_plan", "remaining", "resets_at", "created_at")
    fieldsets = (
        (None, {"fields": ("tenant", "plan", "next_plan", "remaining", "resets_at", "anchor_day", "created_at")}),
        (_("Change the plan"), {"fields": ("change_plan_to",)}),
        (_("Adjust credits"), {"fields": ("adjust_by", "reason", "reference")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        """Bring this month's remaining credits along, in the same query."""
        now = timezone.now()
        month = Period.objects.filter(account=OuterRef("pk"), starts_at__lte=now, ends_at__gt=now)
        left = month.annotate(left=F("granted") + F("adjusted") - F("used") - F("held"))
        accounts: QuerySet[Account] = super().get_queryset(request)
        return accounts.annotate(left=Subquery(left.values("left")[:1]), ends=Subquery(month.values("ends_at")[:1]))

    @admin.display(description=_("remaining"), ordering="left", empty_value="not used yet this month")
    def remaining(self, account: Any) -> Any:
        """Return what remains this month, in credits."""
        return account.left

    @admin.display(description=_("resets at"), ordering="ends", empty_value="-")
    def resets_at(self, account: Any) -> Any:
        """Return when this month ends."""
        return account.ends

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never add an account by itself: a tenant is made with its account."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Account | None = None) -> bool:
        """Never delete an account: its entries stay."""
        return False

    def save_model(self, request: HttpRequest, obj: Account, form: AccountForm, change: bool) -> None:  # noqa: FBT001 - Django's own signature
        """Save the anchor day; change the plan and adjust credits through the ledger."""
        if "anchor_day" in form.changed_data:
            obj.save(update_fields=("anchor_day",))
            detail = {"anchor_day": obj.anchor_day}
            audit.record(
                "account.anchor_changed", tenant=obj.tenant, target=obj.tenant.slug, detail=detail, request=request
            )
        if form.cleaned_data["change_plan_to"]:
            self._change_plan(request, obj, form.cleaned_data["change_plan_to"])
        if form.cleaned_data["adjust_by"]:
            self._adjust(request, obj, form.cleaned_data)

    def _change_plan(self, request: HttpRequest, account: Account, plan: Plan) -> None:
        change = ledger.change_plan(account, plan, at=timezone.now())
        detail = {"plan": plan.slug, "outcome": str(change)}
        audit.record(
            "account.plan_changed", tenant=account.tenant, target=account.tenant.slug, detail=detail, request=request
        )
        messages.success(request, CHANGES[change] % {"account": account.tenant})

    def _adjust(self, request: HttpRequest, account: Account, wish: dict[str, Any]) -> None:
        person = audit.person_of(request)
        outcome = ledger.adjust(
            account,
            wish["adjust_by"],
            reference=wish["reference"],
            reason=wish["reason"],
            member=person.pk if person else None,
            at=timezone.now(),
        )
        if outcome.result == Result.ADJUSTED:
            detail = {"credits": wish["adjust_by"], "reason": wish["reason"]}
            audit.record(
                "account.adjusted", tenant=account.tenant, target=account.tenant.slug, detail=detail, request=request
            )
        self._tell(request, outcome)

    def _tell(self, request: HttpRequest, outcome: Outcome) -> None:
        counts = {"remaining": outcome.remaining, "needed": outcome.needed}
        if outcome.ok:
            messages.success(request, _("Adjusted: %(remaining)s credits remain this month.") % counts)
        elif outcome.result == Result.INSUFFICIENT:
            refusal = _("Nothing was adjusted: %(needed)s credits cannot be taken, because %(remaining)s remain.")
            messages.error(request, refusal % counts)
        else:
            messages.error(
                request, _("Nothing was adjusted: this form was sent before with other numbers. Open it again.")
            )


class LedgerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that the ledger alone writes: to read and to search."""

    show_full_result_count = False
    uuid_fields: ClassVar[tuple[str, ...]]
    text_fields: ClassVar[tuple[str, ...]]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search a tenant's slug or name, an operation, or a whole UUID."""
        for word in search_term.split():
            queryset = queryset.filter(find(word, uuid_fields=self.uuid_fields, text_fields=self.text_fields))
        return queryset, False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Period)
class PeriodAdmin(LedgerAdmin):
    """Periods, read-only."""

    list_display = ("account", "starts_at", "ends_at", "granted", "adjusted", "used", "held", "remaining")
    list_select_related = ("account__tenant", "account__plan")
    ordering = ("-starts_at", "account")
    search_fields = text_fields = ("account__tenant__slug", "account__tenant__name")
    uuid_fields = ("account",)


@admin.register(Entry)
class EntryAdmin(LedgerAdmin):
    """Entries, read-only: the database refuses every change too."""

    list_display = (
        "created_at",
        "account",
        "kind",
        "credits",
        "remaining",
        "operation",
        "funding",
        "member",
        "reference",
        "reason",
    )
    list_filter = ("kind", "funding")
    list_select_related = ("period__account__tenant", "period__account__plan")
    ordering = ("-id",)
    search_fields = text_fields = ("period__account__tenant__slug", "period__account__tenant__name", "operation")
    uuid_fields = ("reference", "member", "period__account")

    @admin.display(description=_("account"))
    def account(self, entry: Entry) -> Account:
        """Return whose entry it is."""
        return entry.period.account


@admin.register(Rollup)
class RollupAdmin(LedgerAdmin):
    """Rollups, read-only."""

    list_display = ("account", "period", "operation", "member", "funding", "runs", "used", "held")
    list_filter = ("funding",)
    list_select_related = ("period__account__tenant", "period__account__plan")
    ordering = ("-period", "operation")
    search_fields = text_fields = ("period__account__tenant__slug", "period__account__tenant__name", "operation")
    uuid_fields = ("member", "period__account")

    @admin.display(description=_("account"))
    def account(self, rollup: Rollup) -> Account:
        """Return whose use it is."""
        return rollup.period.account
