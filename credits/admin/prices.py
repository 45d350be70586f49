"""Prices for staff. The project registers it, because it knows which operations there are."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from credits.admin.price_pages import PricedOperation, RemovePricePage, SetPricePage
from credits.models import Price


class PriceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Prices, in place of those that the operations come with; set and removed with a preview."""

    list_display = ("label", "own_price", "credits")
    search_fields = ("operation",)
    ordering = ("operation",)
    fields = readonly_fields = ("label", "own_price", "credits")
    actions = None
    change_list_template = "admin/credits/price/change_list.html"

    def operations(self) -> list[PricedOperation]:
        """Return the operations that exist. The project says which."""
        raise NotImplementedError

    def _find(self, slug: str) -> PricedOperation | None:
        return next((each for each in self.operations() if each.slug == slug), None)

    @admin.display(description=_("operation"), ordering="operation")
    def label(self, price: Price) -> str | Promise:
        """Return the operation's name, or its slug where the operation is gone."""
        known = self._find(price.operation)
        return known.label if known else price.operation

    @admin.display(description=_("its own price"), empty_value="-")
    def own_price(self, price: Price) -> int | None:
        """Return the price that the operation comes with, in credits a run."""
        known = self._find(price.operation)
        return known.credits if known else None

    def _without_price(self) -> list[PricedOperation]:
        taken = set(Price.objects.values_list("operation", flat=True))
        return [each for each in self.operations() if each.slug not in taken]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show what the other operations cost, too."""
        return super().changelist_view(request, {"others": self._without_price(), **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Set a price for an operation that has none of staff's."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        operations = self._without_price()
        if not operations:
            messages.info(request, _("Every operation has a price of yours. Choose one to change it."))
            return redirect("admin:credits_price_changelist")
        return SetPricePage(request, self, operations=operations).respond()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Set another price, or show the one there is to those who may only look."""
        price = self.get_object(request, object_id)
        known = self._find(object_id)
        if price is None or known is None or not self.has_change_permission(request, price):
            return self._show(request, object_id, price)
        return SetPricePage(request, self, operations=[known], original=price).respond()

    def _show(self, request: HttpRequest, object_id: str, price: Price | None) -> HttpResponse:
        if price is None:
            raise Http404
        if request.method == "POST":
            raise PermissionDenied
        return super().change_view(request, object_id)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Go back to the operation's own price."""
        price = self.get_object(request, object_id)
        if not self.has_delete_permission(request, price):
            raise PermissionDenied
        if price is None:
            raise Http404
        return RemovePricePage(request, self, operation=self._find(object_id), original=price).respond()
