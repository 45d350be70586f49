"""All addresses."""

from django.contrib import admin
from django.urls import include, path

from ai_ops.views import operations
from inspire.pages import settings_ai

urlpatterns = [
    path("", operations.home, name="home"),
    path("ai/", include("ai_ops.urls")),
    path("settings/ai/", settings_ai.settings_ai, name="settings_ai"),
    path("", include("tenants.urls")),
    path("accounts/", include("tenants.account_urls")),
    path("admin/", admin.site.urls),
]
