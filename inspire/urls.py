"""All addresses."""

from django.contrib import admin
from django.urls import include, path

from ai_ops.views import operations
from inspire.pages import answering, asking, limits, settings_ai, statement

urlpatterns = [
    path("", operations.home, name="home"),
    path("ai/ask/<slug:slug>/", asking.ask, name="ask"),
    path("ai/", include("ai_ops.urls")),
    path("settings/ai/", settings_ai.settings_ai, name="settings_ai"),
    path("settings/ai/limits/", limits.limits, name="limits"),
    path("settings/ai/limits/set/", limits.limit_set, name="limit_set"),
    path("settings/ai/limits/<int:cap_id>/remove/", limits.limit_remove, name="limit_remove"),
    path("settings/ai/limits/alerts/", limits.alerts_change, name="alerts_change"),
    path("settings/ai/limits/asks/<uuid:ask_id>/", answering.ask_answer, name="ask_answer"),
    path("settings/ai/limits/larger-plan/", asking.ask_plan, name="ask_plan"),
    path("settings/ai/statement/", statement.statement, name="statement"),
    path("settings/ai/statement/csv/", statement.statement_csv, name="statement_csv"),
    path("settings/ai/statement/print/", statement.statement_print, name="statement_print"),
    path("", include("tenants.urls")),
    path("accounts/", include("tenants.account_urls")),
    path("admin/", admin.site.urls),
]
