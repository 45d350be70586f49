"""Runs and their attempts for staff: to read, to search, to end or resend what hangs, and to return credits."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ai_ops import dispatch, ending
from ai_ops.admin.returning import ReturnManyPage, ReturnPage, say_returned
from ai_ops.models import Attempt, Run, State
from credits import adjustments
from credits.admin.base import PagesAdmin
from tenants.admin import ReadOnlyAdmin


class AttemptInline(admin.TabularInline):  # type: ignore[type-arg]
    """A run's attempts."""

    model = Attempt
    extra = 0
    can_delete = False
    fields = (
        "number",
        "outcome",
        "worker",
        "model",
        "key_version",
        "input_tokens",
        "output_tokens",
        "cache_write_tokens",
        "cache_read_tokens",
        "started_at",
        "ended_at",
        "calls",
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Run)
class RunAdmin(PagesAdmin, ReadOnlyAdmin):
    """Runs: read-only; a live one can be cancelled or sent to a worker again, credits that one used returned."""

    list_display = (
        *("id", "tenant", "operation", "state", "stage", "funding", "price"),
        *("answered_by", "error_code", "created_at"),
    )
    list_filter = ("state", "operation", "funding", "answered_by", "error_code", "model")
    list_select_related = ("tenant",)
    search_fields = ("id__exact", "tenant__slug", "tenant__name")
    search_help_text = _("A run's id, or a tenant's slug or name.")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    show_full_result_count = False
    list_per_page = 50
    inlines = (AttemptInline,)
    actions = ("cancel_runs", "resend_runs", "return_credits")
    readonly_fields = ("returned",)
    change_form_template = "admin/ai_ops/run/change_form.html"
    pages = {"return": (ReturnPage, "return")}

    @admin.display(description=_("credits returned"), empty_value="-")
    def returned(self, run: Run) -> str | None:
        """Return when and why the run's credits were returned."""
        entry = adjustments.credits_returned([run.pk]).get(run.pk)
        return say_returned(entry) if entry else None

    def has_operate_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may cancel and resend runs."""
        return request.user.has_perm("ai_ops.change_run")

    def has_return_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may return credits."""
        return request.user.has_perm("credits.adjust_account")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the run, with a link to return its credits for those who may."""
        more = {"may_return": self.has_return_permission(request), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, more)

    @admin.action(description=_("Cancel the live ones, free of charge"), permissions=("operate",))
    def cancel_runs(self, request: HttpRequest, queryset: QuerySet[Run]) -> None:
        """Cancel the chosen runs that are live."""
        at = timezone.now()
        cancelled = sum(ending.cancel(run, at=at) for run in queryset)
        self.message_user(request, f"{cancelled} runs were cancelled. No credits were taken.", messages.SUCCESS)

    @admin.action(description=_("Send the queued ones to a worker again"), permissions=("operate",))
    def resend_runs(self, request: HttpRequest, queryset: QuerySet[Run]) -> None:
        """Hand the chosen runs that are queued to the broker again."""
        queued = queryset.filter(state=State.QUEUED)
        sent = dispatch.send(list(queued.values_list("id", flat=True)))
        queued.update(sent_at=timezone.now())
        self.message_user(request, f"{sent} runs were sent again.", messages.SUCCESS)

    @admin.action(description=_("Return the credits that they used…"), permissions=("return",))
    def return_credits(self, request: HttpRequest, queryset: QuerySet[Run]) -> HttpResponse | None:
        """Return the credits of the chosen runs, after a page that shows how many."""
        return ReturnManyPage.open(request, self, queryset)
