"""Settings > AI > a provider's own key: enter, replace and test it."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from ai_ops import own_keys
from ai_ops.own_keys import Entered
from ai_ops.providers import sentences
from byok import keys, shapes
from byok.models import KeyState
from inspire.key_signs import Text
from inspire.pages import key_cards
from inspire.pages.key_access import for_key_admins
from inspire.pages.key_forms import KeyForm
from tenants.access import TenantRequest
from vault.errors import VaultError
from vault.redaction import hiding

PAGES = ("GET", "HEAD", "POST")
TOO_MANY = _("Keys were entered or tested often within the hour. Wait a while before the next one; nothing was sent.")
CANNOT_SEAL = _("This server cannot seal a key at the moment, so nothing was saved. Tell %(operator)s.")
NO_KEY = _("There is no key of %(provider)s any more: it was removed meanwhile.")
DEMO_KEYS = (
    ("good", _("works")),
    ("refused", _("is refused when you enter it")),
    ("limited", _("is accepted, and has no money left")),
)
"""What the sandbox's keys end with, and what each does."""


@sensitive_post_parameters("key")
@require_http_methods(PAGES)
@for_key_admins
def key_form(request: TenantRequest, provider: str) -> HttpResponse:
    """Enter a key, or put another in its place once the provider accepted it."""
    if request.method != "POST":
        return _show(request, KeyForm(provider))
    form = KeyForm(provider, request.POST)
    entered = _enter(request, form) if form.is_valid() else None
    if entered is None:
        return _show(request, form)
    if not entered.is_kept:
        form.add_error("key", entered.sentence)
        return _show(request, form, is_unchecked=entered.state == KeyState.UNCHECKED)
    _tell(request, entered)
    return to_cards()


@sensitive_variables("secret")
def _enter(request: TenantRequest, form: KeyForm) -> Entered | None:
    """Have the key checked and kept; return None, with the reason on the form, where it was not even tried."""
    if not ratelimit.consume(request, action="key"):
        form.add_error(None, str(TOO_MANY))
        return None
    secret = form.cleaned_data["key"]
    try:
        with hiding(secret):
            return own_keys.enter(
                request.tenant,
                form.provider,
                secret,
                may_be_unchecked=form.cleaned_data["may_be_unchecked"],
                at=timezone.now(),
                request=request,
            )
    except VaultError:
        form.add_error(None, str(CANNOT_SEAL) % {"operator": sentences.operator()})
        return None


@require_http_methods(PAGES)
@for_key_admins
def key_test(request: TenantRequest, provider: str) -> HttpResponse:
    """Ask the provider now whether it accepts the key. Whoever comes here by a link finds the button on the card."""
    key = keys.current(request.tenant.pk, provider)
    if request.method != "POST":
        return to_cards()
    if key is None:
        messages.info(request, gone(provider))
    elif not ratelimit.consume(request, action="key"):
        messages.error(request, str(TOO_MANY))
    else:
        _tell(request, own_keys.test(key, at=timezone.now(), request=request))
    return to_cards()


def gone(provider: str) -> str:
    """Return the sentence for a key that is no longer there."""
    return str(NO_KEY) % {"provider": sentences.LABELS[provider]}


def to_cards() -> HttpResponse:
    """Lead back to the cards."""
    return redirect(f"{reverse('settings_ai')}#keys")


def _tell(request: TenantRequest, entered: Entered) -> None:
    """Say what became of a key, in the tone of it."""
    level = {KeyState.ACTIVE: messages.SUCCESS, KeyState.REFUSED: messages.ERROR, KeyState.UNREADABLE: messages.ERROR}
    messages.add_message(request, level.get(KeyState(entered.state), messages.WARNING), entered.sentence)


def _show(request: TenantRequest, form: KeyForm, *, is_unchecked: bool = False) -> HttpResponse:
    """Render the form, with what was wrong and without what was typed."""
    key = key_cards.read_keys(request.tenant).get(form.provider)
    context = {
        "form": form,
        "card": key_cards.card_of(form.provider, key),
        "has_choice": is_unchecked and key is not None,
        "live": key_cards.live_runs(request.tenant, form.provider) if key else None,
        "demo_keys": demo_keys(form.provider),
    }
    return render(request, "settings/key_form.html", context, status=422 if form.errors else 200)


def demo_keys(provider: str) -> list[tuple[str, Text]]:
    """Return the sandbox's keys with what each does, in local mode; none elsewhere."""
    prefix = shapes.SHAPES[provider].sandbox_prefix
    return [(f"{prefix}{end}", what) for end, what in DEMO_KEYS] if settings.IS_LOCAL else []
