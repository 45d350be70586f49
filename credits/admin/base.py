"""What several of the admin's pages share: read-only models, audited ones, and pages beside an object's own."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from credits.admin.confirming import ConfirmedPage
from credits.searching import find
from tenants import audit
from tenants.admin import ReadOnlyAdmin


class LedgerAdmin(ReadOnlyAdmin):
    """Rows that the ledger alone writes: to read and to search."""

    show_full_result_count = False
    uuid_fields: ClassVar[tuple[str, ...]] = ()
    text_fields: ClassVar[tuple[str, ...]]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search a tenant's slug or name, an operation, or a whole UUID."""
        for word in search_term.split():
            queryset = queryset.filter(self.find(word))
        return queryset, False

    def find(self, word: str) -> Q:
        """Return the condition for one word of a search."""
        return find(word, uuid_fields=self.uuid_fields, text_fields=self.text_fields)


class AuditedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A model whose changes by staff are written into the audit trail."""

    audited_as: ClassVar[str]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's own signature
        """Save, and record what was set, and what stood there before."""
        super().save_model(request, obj, form, change)
        detail = {name: str(form.cleaned_data[name]) for name in form.changed_data}
        before = {f"{name}_before": str(form.initial[name]) for name in form.changed_data if change}
        audit.record(f"{self.audited_as}.saved", target=str(obj.pk), detail=detail | before, request=request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, and record it."""
        audit.record(f"{self.audited_as}.deleted", target=str(obj.pk), request=request)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete each, and record it."""
        for obj in queryset:
            self.delete_model(request, obj)


class PagesAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A model with confirmed pages beside an object's own, at `<id>/<name>/`.

    `pages` maps a name to the page and to the permission that it asks: `has_<permission>_permission`.
    """

    pages: ClassVar[dict[str, tuple[type[ConfirmedPage], str]]]

    def get_urls(self) -> list[URLPattern]:
        """Put the pages before the model's own addresses."""
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(self._open_page),
                {"page": name},
                name=f"{prefix}_{name.replace('-', '_')}",
            )
            for name in self.pages
        ]
        return [*own, *super().get_urls()]

    def _open_page(self, request: HttpRequest, object_id: str, page: str) -> HttpResponse:
        made, permission = self.pages[page]
        is_allowed = getattr(self, f"has_{permission}_permission")(request)
        if not (is_allowed and self.has_view_or_change_permission(request)):
            raise PermissionDenied
        original = self.get_object(request, object_id)
        if original is None:
            raise Http404
        return made(request, self, original=original).respond()
