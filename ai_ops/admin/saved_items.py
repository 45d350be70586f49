"""Saved items for staff to read."""

from django.contrib import admin

from ai_ops.models import SavedItem
from tenants.admin import ReadOnlyAdmin


@admin.register(SavedItem)
class SavedItemAdmin(ReadOnlyAdmin):
    """Saved items, read-only, those in a bin too."""

    list_display = ("name", "kind", "tenant", "version", "created_at", "changed_at", "deleted_at")
    list_filter = ("kind",)
    list_select_related = ("tenant",)
    search_fields = ("name", "tenant__slug", "tenant__name")
    ordering = ("-created_at",)
    raw_id_fields = ("tenant", "run")
