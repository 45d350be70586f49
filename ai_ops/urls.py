"""Addresses of the AI operations, under /ai/."""

from django.urls import path

from ai_ops.views import (
    facts,
    files,
    library,
    library_bin,
    library_compare,
    library_import,
    library_versions,
    operations,
    runs,
)

urlpatterns = [
    path("", operations.ai_home, name="ai_home"),
    path("runs/", runs.runs, name="runs"),
    path("runs/<uuid:run_id>/", runs.run, name="run"),
    path("runs/<uuid:run_id>/cancel/", runs.run_cancel, name="run_cancel"),
    path("runs/<uuid:run_id>/again/", runs.run_again, name="run_again"),
    path("runs/<uuid:run_id>/save/", runs.run_save, name="run_save"),
    path("runs/<uuid:run_id>/preview/", runs.run_preview, name="run_preview"),
    path("runs/<uuid:run_id>/export/<slug:slug>/", runs.run_export, name="run_export"),
    path("facts/", facts.chosen_facts, name="chosen_facts"),
    path("facts/<str:slug>/", facts.source_facts, name="source_facts"),
    path("files/<uuid:file_id>/", files.stored_file, name="stored_file"),
    path("library/", library.library, name="library"),
    path("library/bin/", library_bin.library_bin, name="library_bin"),
    path("library/compare/", library_compare.library_compare, name="library_compare"),
    path("library/import/", library_import.library_import, name="library_import"),
    path("library/<uuid:item_id>/", library.saved_item, name="saved_item"),
    path("library/<uuid:item_id>/rename/", library.saved_item_rename, name="saved_item_rename"),
    path("library/<uuid:item_id>/delete/", library.saved_item_delete, name="saved_item_delete"),
    path("library/<uuid:item_id>/duplicate/", library.saved_item_duplicate, name="saved_item_duplicate"),
    path("library/<uuid:item_id>/theme/", library_versions.saved_item_theme, name="saved_item_theme"),
    path("library/<uuid:item_id>/back/", library_bin.saved_item_bring_back, name="saved_item_bring_back"),
    path("library/<uuid:item_id>/purge/", library_bin.saved_item_purge, name="saved_item_purge"),
    path(
        "library/<uuid:item_id>/versions/<int:number>/",
        library_versions.saved_item_version,
        name="saved_item_version",
    ),
    path(
        "library/<uuid:item_id>/versions/<int:number>/preview/",
        library_versions.saved_item_version_preview,
        name="saved_item_version_preview",
    ),
    path(
        "library/<uuid:item_id>/versions/<int:number>/restore/",
        library_versions.saved_item_restore,
        name="saved_item_restore",
    ),
    path("library/<uuid:item_id>/preview/", library.saved_item_preview, name="saved_item_preview"),
    path("library/<uuid:item_id>/export/<slug:slug>/", library.saved_item_export, name="saved_item_export"),
    path("<slug:slug>/", operations.operation, name="operation"),
]
