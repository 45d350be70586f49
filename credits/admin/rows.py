"""Periods, entries and rollups: what the ledger wrote, for staff to read."""

from uuid import UUID

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from credits.admin.base import LedgerAdmin
from credits.models import Account, Entry, Period, Rollup
from credits.searching import find_entries


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

    def find(self, word: str) -> Q:
        """Look a whole UUID up by its index, one meaning after the other."""
        try:
            return find_entries(UUID(word))
        except ValueError:
            return super().find(word)

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
