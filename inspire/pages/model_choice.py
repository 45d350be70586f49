"""Settings > Models: which models runs are on, for what price, and with what quality a form for an image begins."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ai_ops import choosing, funding
from ai_ops.choosing import NotOnOfferError, Wish
from inspire import context_processors
from inspire.pages import model_rows
from tenants.access import TenantRequest, role_required
from tenants.models import Role

LONGEST = 60
NOT_A_MODEL = "?"
"""Stands for what no model is called, so that it is refused as such."""


class ModelsForm(forms.Form):
    """One card of the page. A field that was not sent leaves its value as it is."""

    provider = forms.ChoiceField(choices=[(each, each) for each in model_rows.TITLES])
    credits_model = forms.CharField(required=False)
    own_key_model = forms.CharField(required=False)
    quality = forms.CharField(required=False)

    def wish(self) -> Wish:
        """Return what is wanted. What is longer than any model's id is none."""
        sent = {name: self.cleaned_data[name] for name in choosing.FIELDS if name in self.data}
        return Wish(**{name: value if len(value) <= LONGEST else NOT_A_MODEL for name, value in sent.items()})


@role_required(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def models(request: TenantRequest) -> HttpResponse:
    """Show what may be chosen, or choose."""
    if request.method != "POST":
        return _page(request)
    form = ModelsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("What was sent could not be read, so nothing was changed. Choose from the lists."))
        return _page(request, status=422)
    provider, wish = form.cleaned_data["provider"], form.wish()
    try:
        changed = choosing.choose(request.tenant, provider, wish, at=timezone.now(), request=request)
    except NotOnOfferError as error:
        return _page(request, refused=(provider, str(error), wish), status=422)
    messages.success(request, _said(changed))
    return redirect("models")


def _said(changed: list[str]) -> str:
    """Return what became of a choice."""
    if not changed:
        return _("Everything stays as it was.")
    if changed == ["quality"]:
        return _("Saved. A form for an image begins with it from now on.")
    return _("Saved. New runs use it; runs that are queued or going keep their model and their price.")


def _page(request: TenantRequest, *, refused: tuple[str, str, Wish] | None = None, status: int = 200) -> HttpResponse:
    means = funding.means_of(request.tenant)
    context_processors.hand_keys(request, means.keys)
    cards = model_rows.cards(means, at=timezone.now())
    if refused is not None:
        provider, error, wish = refused
        cards = [model_rows.refuse(card, error, wish) if card.provider == provider else card for card in cards]
    context: dict[str, Any] = {"cards": cards, "ending": [each for card in cards for each in card.ending]}
    return render(request, "settings/models.html", context, status=status)
