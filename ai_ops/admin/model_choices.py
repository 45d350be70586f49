"""What tenants chose of models, for staff to read, and which of them end."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ai_ops.admin import key_words, retiring
from ai_ops.models import ModelChoice
from tenants.admin import ReadOnlyAdmin


@admin.register(ModelChoice)
class ModelChoiceAdmin(ReadOnlyAdmin):
    """Model choices, read-only, with a page of the models that end."""

    list_display = ("tenant", "at", "credits_model", "own_key_model", "quality")
    list_filter = ("provider", "credits_model", "own_key_model")
    list_select_related = ("tenant",)
    search_fields = ("tenant__slug", "tenant__name")
    search_help_text = gettext_lazy("A tenant's slug or name.")
    ordering = ("tenant__name", "provider")
    fields = ("tenant", "at", "credits_model", "own_key_model", "quality")
    show_full_result_count = False
    empty_value_display = "-"
    change_list_template = "admin/ai_ops/modelchoice/change_list.html"

    @admin.display(description=gettext_lazy("provider"), ordering="provider")
    def at(self, choice: ModelChoice) -> str:
        return key_words.label_of(choice.provider)

    def get_urls(self) -> list[URLPattern]:
        """Put the page of models that end before the model's own addresses."""
        own = path("retiring/", self.admin_site.admin_view(self.retiring_view), name="ai_ops_modelchoice_retiring")
        return [own, *super().get_urls()]

    def retiring_view(self, request: HttpRequest) -> HttpResponse:
        """Show the models that end within 60 days, and whom that concerns."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Models that end"),
            "lines": retiring.all_lines(at=timezone.now()),
        }
        return TemplateResponse(request, "admin/ai_ops/modelchoice/retiring.html", context)
