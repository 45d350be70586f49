"""Sources and snapshots for staff to read: how they do, and nothing of what they hold."""

from django.contrib import admin

from connectors.models import Snapshot, Source
from tenants.admin import ReadOnlyAdmin


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    """Sources, read-only."""

    list_display = ("name", "kind", "tenant", "state", "refreshed_at", "created_at")
    list_filter = ("kind", "state")
    list_select_related = ("tenant",)
    search_fields = ("name", "slug", "tenant__slug", "tenant__name")
    ordering = ("-created_at",)
    raw_id_fields = ("tenant",)


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    """Snapshots, read-only."""

    list_display = ("source", "number", "rows", "columns", "size", "taken_at")
    list_select_related = ("source",)
    search_fields = ("source__name", "source__slug", "source__tenant__slug")
    ordering = ("-taken_at",)
    raw_id_fields = ("source",)
