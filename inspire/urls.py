"""All addresses."""

from django.contrib import admin
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from ai_ops.views import operations
from byok.shapes import SHAPES
from inspire.api import api
from inspire.pages import (
    answering,
    api_tokens,
    asking,
    key_changes,
    keys,
    limits,
    model_choice,
    own_spend,
    settings_ai,
    statement,
)


class ProviderConverter(StringConverter):
    """A provider at which a tenant can have a key of its own."""

    regex = "|".join(SHAPES)


register_converter(ProviderConverter, "provider")

urlpatterns = [
    path("", operations.home, name="home"),
    path("ai/ask/<slug:slug>/", asking.ask, name="ask"),
    path("ai/", include("ai_ops.layout_urls")),
    path("ai/", include("ai_ops.urls")),
    path("api/v1/", api.urls),
    path("data/", include("connectors.urls")),
    path("settings/ai/", settings_ai.settings_ai, name="settings_ai"),
    path("settings/ai/keys/<provider:provider>/", keys.key_form, name="key_form"),
    path("settings/ai/keys/<provider:provider>/test/", keys.key_test, name="key_test"),
    path("settings/ai/keys/<provider:provider>/pause/", key_changes.key_pause, name="key_pause"),
    path("settings/ai/keys/<provider:provider>/resume/", key_changes.key_resume, name="key_resume"),
    path("settings/ai/keys/<provider:provider>/remove/", key_changes.key_remove, name="key_remove"),
    path("settings/ai/keys/spend/", own_spend.own_spend, name="own_spend"),
    path("settings/ai/keys/spend/csv/", own_spend.own_spend_csv, name="own_spend_csv"),
    path("settings/ai/keys/spend/limits/set/", own_spend.spend_limit_set, name="spend_limit_set"),
    path("settings/ai/keys/spend/limits/<uuid:limit_id>/", own_spend.spend_limit_remove, name="spend_limit_remove"),
    path("settings/ai/limits/", limits.limits, name="limits"),
    path("settings/ai/limits/set/", limits.limit_set, name="limit_set"),
    path("settings/ai/limits/<int:cap_id>/remove/", limits.limit_remove, name="limit_remove"),
    path("settings/ai/limits/alerts/", limits.alerts_change, name="alerts_change"),
    path("settings/ai/limits/asks/<uuid:ask_id>/", answering.ask_answer, name="ask_answer"),
    path("settings/ai/limits/larger-plan/", asking.ask_plan, name="ask_plan"),
    path("settings/ai/models/", model_choice.models, name="models"),
    path("settings/ai/statement/", statement.statement, name="statement"),
    path("settings/ai/statement/csv/", statement.statement_csv, name="statement_csv"),
    path("settings/ai/statement/print/", statement.statement_print, name="statement_print"),
    path("settings/api/", api_tokens.api_tokens, name="api_tokens"),
    path("settings/api/new/", api_tokens.api_token_new, name="api_token_new"),
    path("settings/api/<uuid:token_id>/revoke/", api_tokens.api_token_revoke, name="api_token_revoke"),
    path("", include("tenants.urls")),
    path("accounts/", include("tenants.account_urls")),
    path("admin/", admin.site.urls),
]
