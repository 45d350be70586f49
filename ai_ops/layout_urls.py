"""Addresses of layouts, under /ai/."""

from django.urls import path

from ai_ops.views import layout_baselines, layout_screens, layouts

urlpatterns = [
    path("layouts/baseline/", layout_baselines.layout_baseline, name="layout_baseline"),
    path("layouts/baseline/drawing/", layout_baselines.layout_baseline_drawing, name="layout_baseline_drawing"),
    path("runs/<uuid:run_id>/layout/", layouts.run_layout, name="run_layout"),
    path("runs/<uuid:run_id>/layout/save/", layouts.run_layout_save, name="run_layout_save"),
    path("runs/<uuid:run_id>/layout/again/", layouts.run_layout_again, name="run_layout_again"),
    path("library/<uuid:item_id>/layout/", layouts.saved_layout, name="saved_layout"),
    path("library/<uuid:item_id>/layout/save/", layouts.saved_layout_save, name="saved_layout_save"),
    path("library/<uuid:item_id>/screen/", layout_screens.saved_screen, name="saved_screen"),
    path("library/<uuid:item_id>/screen/drawing/", layout_screens.saved_screen_drawing, name="saved_screen_drawing"),
]
