"""Sources and snapshots for staff to read: how they do, and nothing of what they hold."""

from django.contrib import admin

from connectors.models import Push, Snapshot, Source
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


@admin.register(Push)
class PushAdmin(ReadOnlyAdmin):
    """Pushes of the last day that came under a key: when, and what was answered; nothing of their rows."""

    list_display = ("source", "key", "pushed_at")
    list_select_related = ("source",)
    search_fields = ("key", "source__name", "source__slug", "source__tenant__slug")
    ordering = ("-pushed_at",)
    show_full_result_count = False
    fields = readonly_fields = ("source", "key", "answer", "pushed_at")
