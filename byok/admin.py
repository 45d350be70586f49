"""What own keys spend, and the limits on it, for staff to read. The keys themselves are in ai_ops/admin/keys.py."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byok import money
from byok.models import NOBODY, KeyUse, SpendLimit
from tenants.admin import ReadOnlyAdmin


@admin.register(KeyUse)
class KeyUseAdmin(ReadOnlyAdmin):
    """Own-key use by month, member and model."""

    list_display = ("tenant", "month", "provider", "model", "runs", "tokens_in", "tokens_out", "cost", "unpriced_runs")
    list_filter = ("provider", "month", "model")
    list_select_related = ("tenant",)
    search_fields = ("tenant__slug", "tenant__name", "member__exact")
    search_help_text = gettext_lazy("A tenant's slug or name, or a member's id.")
    ordering = ("-month", "tenant__name", "provider", "model")
    fields = (
        *("tenant", "month", "provider", "model", "member", "runs", "input_tokens", "output_tokens"),
        *("cache_write_tokens", "cache_read_tokens", "cost", "unpriced_runs"),
    )
    show_full_result_count = False

    @admin.display(description=gettext_lazy("input"), ordering="input_tokens")
    def tokens_in(self, use: KeyUse) -> int:
        """Return all tokens that went in, those of the cache too."""
        return use.input_tokens + use.cache_write_tokens + use.cache_read_tokens

    @admin.display(description=gettext_lazy("output"), ordering="output_tokens")
    def tokens_out(self, use: KeyUse) -> int:
        return use.output_tokens

    @admin.display(description=gettext_lazy("estimated cost"), ordering="microdollars")
    def cost(self, use: KeyUse) -> str:
        """Return the estimated cost at list prices, or that it is not known."""
        is_known = use.microdollars or use.runs > use.unpriced_runs
        return money.of_microdollars(use.microdollars) if is_known else _("not known")


@admin.register(SpendLimit)
class SpendLimitAdmin(ReadOnlyAdmin):
    """Alerts and stops at an estimated monthly cost."""

    list_display = ("tenant", "whose", "alert", "stop", "alerted_month", "stopped_month")
    list_select_related = ("tenant",)
    search_fields = ("tenant__slug", "tenant__name")
    search_help_text = gettext_lazy("A tenant's slug or name.")
    ordering = ("tenant__name", "member")
    fields = ("tenant", "whose", "alert", "stop", "alerted_month", "stopped_month")
    empty_value_display = "-"

    @admin.display(description=gettext_lazy("for whom"), ordering="member")
    def whose(self, limit: SpendLimit) -> Any:
        return _("everybody together") if limit.member == NOBODY else limit.member

    @admin.display(description=gettext_lazy("alert at"), ordering="alert_cents")
    def alert(self, limit: SpendLimit) -> str | None:
        return None if limit.alert_cents is None else money.of_cents(limit.alert_cents)

    @admin.display(description=gettext_lazy("stop at"), ordering="stop_cents")
    def stop(self, limit: SpendLimit) -> str | None:
        return None if limit.stop_cents is None else money.of_cents(limit.stop_cents)
