"""Set an operation's price, and go back to its own."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from credits import prices
from credits.admin.confirming import ConfirmedPage, Preview, Text
from credits.admin.words import credits_in_words, from_to
from credits.forms import PriceForm


@dataclass(frozen=True, slots=True)
class PricedOperation:
    """An operation with the price that it comes with, in credits a run."""

    slug: str
    label: str | Promise
    credits: int


class SetPricePage(ConfirmedPage):
    """Set the price of one of these operations, in place of the one that it comes with."""

    form_class = PriceForm
    title = gettext_lazy("Set a price")

    def __init__(
        self,
        request: HttpRequest,
        model_admin: "ModelAdmin[Any]",
        *,
        operations: list[PricedOperation],
        original: Any = None,
    ) -> None:
        super().__init__(request, model_admin, original=original)
        self.operations = {each.slug: each for each in operations}

    def form_arguments(self) -> dict[str, Any]:
        choices = [(each.slug, f"{each.label} · {each.credits}") for each in self.operations.values()]
        return {"choices": choices, "is_fixed": self.original is not None}

    def intro(self) -> str:
        if self.original is None:
            return ""
        operation = self.operations[self.original.pk]
        words = {
            "operation": operation.label,
            "credits": credits_in_words(self.original.credits),
            "own": credits_in_words(operation.credits),
        }
        return _("%(operation)s costs %(credits)s a run; by itself it would cost %(own)s.") % words

    def links(self) -> list[tuple[Text, str]]:
        if self.original is None or not self.model_admin.has_delete_permission(self.request, self.original):
            return []
        address = reverse("admin:credits_price_delete", args=[self.original.pk])
        return [(_("Go back to the operation's own price"), address)]

    def preview(self, cleaned: dict[str, Any]) -> Preview:
        operation = self.operations[cleaned["operation"]]
        before = prices.price_of(operation.slug, default=operation.credits)
        is_same = self.original is not None and before == cleaned["credits"]
        return Preview(
            button=_("Set the price to %(credits)s") % {"credits": credits_in_words(cleaned["credits"])},
            facts=[
                (_("Operation"), operation.label),
                (_("Credits a run"), from_to(before, cleaned["credits"])),
                (_("Its own price"), operation.credits),
                (_("Runs from now on"), _("pay the new price")),
                (_("Runs that are queued"), _("keep the price that they began with")),
            ],
            notes=[_("It is so already: there is nothing to change.")] if is_same else [],
            is_possible=not is_same,
        )

    def act(self, form: Any) -> HttpResponse:
        operation = self.operations[form.cleaned_data["operation"]]
        prices.set_price(operation.slug, form.cleaned_data["credits"], request=self.request)
        words = {"operation": operation.label, "credits": credits_in_words(form.cleaned_data["credits"])}
        messages.success(self.request, _("%(operation)s costs %(credits)s a run from now on.") % words)
        return redirect("admin:credits_price_changelist")


class RemovePricePage(ConfirmedPage):
    """Take staff's price away: the operation's own price counts again."""

    is_one_step = True
    title = gettext_lazy("Go back to the operation's own price")

    def __init__(
        self,
        request: HttpRequest,
        model_admin: "ModelAdmin[Any]",
        *,
        operation: PricedOperation | None,
        original: Any,
    ) -> None:
        super().__init__(request, model_admin, original=original)
        self.operation = operation

    def preview(self, cleaned: dict[str, Any]) -> Preview:
        if self.operation is None:
            notes = [_("This operation does not exist any more; only the price is left of it.")]
            return Preview(button=_("Remove the price"), notes=notes)
        return Preview(
            button=_("Go back to %(credits)s") % {"credits": credits_in_words(self.operation.credits)},
            facts=[
                (_("Operation"), self.operation.label),
                (_("Credits a run"), from_to(self.original.credits, self.operation.credits)),
            ],
            notes=[_("For runs from now on; a run that is queued keeps its price.")],
        )

    def act(self, form: Any) -> HttpResponse:
        prices.remove_price(self.original.pk, request=self.request)
        messages.success(self.request, _("The price was removed: the operation's own price counts again."))
        return redirect("admin:credits_price_changelist")
