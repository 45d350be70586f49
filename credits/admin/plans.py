"""Plans and their revisions for staff."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from credits import revisions
from credits.admin.base import AuditedAdmin, PagesAdmin
from credits.admin.plan_pages import OfferAgainPage, RetirePage, RevisePage
from credits.admin.words import from_to
from credits.models import Plan, PlanRevision
from tenants.admin import ReadOnlyAdmin


class RevisionInline(admin.TabularInline):  # type: ignore[type-arg]
    """A plan's revisions, newest first."""

    model = PlanRevision
    extra = 0
    can_delete = False
    show_change_link = True
    ordering = ("-created_at",)
    fields = ("created_at", "credits_before", "credits", "is_for_current", "reason", "finished_at")
    readonly_fields = fields
    verbose_name_plural = _("changes of the monthly credits")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Plan)
class PlanAdmin(PagesAdmin, AuditedAdmin):
    """Plans. Credits change by a revision, with a preview and a reason; retiring has a page of its own."""

    audited_as = "plan"
    list_display = ("name", "slug", "credits", "number_of_accounts", "retired_at")
    search_fields = ("name", "slug")
    ordering = ("credits",)
    inlines = (RevisionInline,)
    change_form_template = "admin/credits/plan/change_form.html"
    pages = {
        "credits": (RevisePage, "change"),
        "retire": (RetirePage, "change"),
        "offer-again": (OfferAgainPage, "change"),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        """Count each plan's accounts, in the same query."""
        plans: QuerySet[Plan] = super().get_queryset(request)
        return plans.annotate(number=Count("accounts"))

    @admin.display(description=_("accounts"), ordering="number")
    def number_of_accounts(self, plan: Any) -> int:
        """Return how many accounts have the plan."""
        return int(plan.number)

    def get_fields(self, request: HttpRequest, obj: Plan | None = None) -> tuple[str, ...]:
        return ("name", "slug", "credits", *(("number_of_accounts", "retired_at") if obj else ()))

    def get_readonly_fields(self, request: HttpRequest, obj: Plan | None = None) -> tuple[str, ...]:
        """Keep what has a page of its own, and the slug, by which programs name plans."""
        return ("slug", "credits", "number_of_accounts", "retired_at") if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Plan | None) -> Any:
        """Show no revisions of a plan that is not there yet."""
        return self.inlines if obj else ()


@admin.register(PlanRevision)
class PlanRevisionAdmin(ReadOnlyAdmin):
    """Changes of plans' monthly credits, and how far they are."""

    list_display = ("created_at", "plan", "change", "is_for_current", "progress", "reason")
    list_filter = ("plan", "is_for_current")
    list_select_related = ("plan",)
    ordering = ("-created_at",)
    fields = (
        "plan",
        "credits_before",
        "credits",
        "is_for_current",
        "reason",
        "created_at",
        "progress",
        "left_to_do",
        "finished_at",
    )
    readonly_fields = ("progress", "left_to_do")

    @admin.display(description=_("credits a month"), ordering="credits")
    def change(self, revision: PlanRevision) -> str:
        """Return what the plan granted, and what it grants since."""
        return from_to(revision.credits_before, revision.credits)

    @admin.display(description=_("progress"), ordering="finished_at")
    def progress(self, revision: PlanRevision) -> Any:
        """Return whether the revision is done."""
        return _("finished") if revision.finished_at else _("being applied to this month")

    @admin.display(description=_("accounts left to change"))
    def left_to_do(self, revision: PlanRevision) -> int:
        """Return how many open months are not yet changed."""
        return 0 if revision.finished_at else revisions.left_to_do(revision, at=timezone.now())
