"""Settings > AI > a provider's own key: pause, resume and remove it, each after a page that says what happens."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ai_ops.providers import sentences
from byok import keys
from byok.errors import KeyGoneError
from byok.models import ProviderKey
from inspire.key_signs import Text
from inspire.pages import key_cards
from inspire.pages.key_access import for_key_admins
from inspire.pages.keys import PAGES, gone, to_cards
from tenants.access import TenantRequest

REPLACED = _("The key was replaced meanwhile, so nothing was changed. This is what holds for the new one.")


@dataclass(frozen=True, slots=True)
class Change:
    """What a page changes about a key: its template, what is done, and what is said then.

    `is_done` says of a key that the change is made already, and `was_done` is said then.
    """

    template: str
    apply: Callable[[ProviderKey, TenantRequest], object]
    said: Text
    is_done: Callable[[ProviderKey], bool] = lambda _key: False
    was_done: Text = ""


PAUSE = Change(
    "settings/key_pause.html",
    lambda key, request: keys.pause(key, at=timezone.now(), request=request),
    _("The %(provider)s key is paused. New runs use credits until you resume it."),
    is_done=lambda key: key.is_paused,
    was_done=_("The %(provider)s key is paused already."),
)
RESUME = Change(
    "settings/key_resume.html",
    lambda key, request: keys.resume(key, request=request),
    _("The %(provider)s key is resumed. New runs use it and take no credits."),
    is_done=lambda key: not key.is_paused,
    was_done=_("The %(provider)s key is not paused."),
)
REMOVE = Change(
    "settings/key_remove.html",
    lambda key, request: keys.remove(key, request=request),
    _("The %(provider)s key is removed. New runs use credits."),
)


@require_http_methods(PAGES)
@for_key_admins
def key_pause(request: TenantRequest, provider: str) -> HttpResponse:
    """Let new runs use credits until the key is resumed."""
    return _change(request, provider, PAUSE)


@require_http_methods(PAGES)
@for_key_admins
def key_resume(request: TenantRequest, provider: str) -> HttpResponse:
    """Let new runs use the key again."""
    return _change(request, provider, RESUME)


@require_http_methods(PAGES)
@for_key_admins
def key_remove(request: TenantRequest, provider: str) -> HttpResponse:
    """Remove a key for good."""
    return _change(request, provider, REMOVE)


def _change(request: TenantRequest, provider: str, change: Change) -> HttpResponse:
    """Show what will happen, and do it once that very key is confirmed."""
    names = {"provider": sentences.LABELS[provider]}
    key = key_cards.read_keys(request.tenant).get(provider)
    if key is None:
        messages.info(request, gone(provider))
        return to_cards()
    if change.is_done(key):
        messages.info(request, str(change.was_done) % names)
        return to_cards()
    if request.method != "POST":
        return _show(request, key, change)
    if request.POST.get("row") != str(key.pk) or not _apply(key, request, change):
        messages.warning(request, str(REPLACED))
        return redirect(request.path)
    messages.success(request, str(change.said) % names)
    return to_cards()


def _apply(key: ProviderKey, request: TenantRequest, change: Change) -> bool:
    """Make the change; return whether the key was still there."""
    try:
        return change.apply(key, request) is not False
    except KeyGoneError:
        return False


def _show(request: TenantRequest, key: ProviderKey, change: Change) -> HttpResponse:
    context = {
        "card": key_cards.card_of(key.provider, key),
        "live": key_cards.live_runs(request.tenant, key.provider),
    }
    return render(request, change.template, context)
