"""Settings > API: the tokens with which other programs come in. For admins."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from inspire.pages.api_token_forms import TokenForm
from inspire.pages.key_access import for_key_admins
from inspire.pages.keys import PAGES
from tenants import tokens
from tenants.access import TenantRequest, get_in_tenant, role_required
from tenants.errors import TenantsError
from tenants.models import ApiToken, Role, Scope


@require_safe
@role_required(Role.ADMIN)
def api_tokens(request: TenantRequest) -> HttpResponse:
    """Show the tokens that were not revoked."""
    at = timezone.now()
    rows = [(each, tokens.state_of(each, at=at), scopes_of(each)) for each in tokens.tokens_of(request.tenant)]
    return render(request, "settings/api_tokens.html", {"rows": rows})


def scopes_of(token: ApiToken) -> list[str]:
    """Return what a token may do, in words."""
    return [str(each.label) for each in Scope if each.value in token.scopes]


@require_http_methods(PAGES)
@for_key_admins
def api_token_new(request: TenantRequest) -> HttpResponse:
    """Make a token, and show it this once."""
    form = TokenForm(request.POST or None)
    if not form.is_valid():
        return _show(request, form)
    if not ratelimit.consume(request, action="token"):
        form.add_error(None, _("You have made many tokens within the hour. Wait a while before the next one."))
        return _show(request, form)
    return _create(request, form)


def _create(request: TenantRequest, form: TokenForm) -> HttpResponse:
    name, scopes = form.cleaned_data["name"], form.cleaned_data["scopes"]
    try:
        token, text = tokens.create(
            request.tenant, name, scopes=scopes, days=form.days, at=timezone.now(), request=request
        )
    except TenantsError as error:
        form.add_error(None, str(error))
        return _show(request, form)
    context = {"token": token, "text": text, "scopes": scopes_of(token)}
    return render(request, "settings/api_token_made.html", context)


def _show(request: TenantRequest, form: TokenForm) -> HttpResponse:
    return render(request, "settings/api_token_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(PAGES)
@role_required(Role.ADMIN)
def api_token_revoke(request: TenantRequest, token_id: UUID) -> HttpResponse:
    """End a token, after a page that says what happens."""
    token = get_in_tenant(request.tenant, ApiToken.objects.select_related("tenant"), pk=token_id)
    if request.method != "POST":
        return render(request, "settings/api_token_revoke.html", {"token": token})
    try:
        tokens.revoke(token, at=timezone.now(), request=request)
    except TenantsError as error:
        messages.info(request, str(error))
    else:
        messages.success(
            request, _("The token “%(name)s” is revoked. It opens nothing any more.") % {"name": token.name}
        )
    return redirect("api_tokens")
