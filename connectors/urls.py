"""Addresses of data, under /data/."""

from django.urls import path

from connectors.views import downloads, source, sources

urlpatterns = [
    path("", sources.sources, name="sources"),
    path("<str:slug>/", source.source, name="source"),
    path("<str:slug>/refresh/", source.source_refresh, name="source_refresh"),
    path("<str:slug>/field/", source.source_field, name="source_field"),
    path("<str:slug>/keep/", source.source_keep, name="source_keep"),
    path("<str:slug>/state/", source.source_state, name="source_state"),
    path("<str:slug>/remove/", source.source_remove, name="source_remove"),
    path("<str:slug>/csv/<int:number>/", downloads.source_csv, name="source_csv"),
]
