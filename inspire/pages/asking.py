"""Ask for credits when they are short: a designer the tenant's admins, an admin the operator."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ai_ops import registry
from ai_ops.base import Operation
from ai_ops.views.operations import find_operation
from credits import asks
from credits.asks import Need
from credits.models import Account, Ask, Wish
from inspire.pages.ask_forms import AskForm
from inspire.pages.shortage import need_of, plan_need
from tenants import mails
from tenants.access import TenantRequest, has_role, role_required
from tenants.models import Role

PAGES = ["GET", "HEAD", "POST"]
TOO_MANY = gettext_lazy("You have asked often within the hour. Wait a while before you ask again.")


@require_http_methods(PAGES)
@never_cache
@role_required(Role.DESIGNER)
def ask(request: TenantRequest, slug: str) -> HttpResponseBase:
    """Let a designer ask the admins for what a run is short of."""
    operation = find_operation(slug)
    need = need_of(request.tenant, operation, person=request.user, at=timezone.now())
    if has_role(request.membership, Role.ADMIN):
        return _to_admins_page(need, operation)
    template, address = "settings/ask.html", reverse("ask", args=[slug])
    if need is None or request.method != "POST":
        return _show(request, template, need, operation=operation)
    return _send(request, template, need, operation=operation, address=address)


def _to_admins_page(need: Need | None, operation: Operation) -> HttpResponse:
    """Send an admin to where admins mend it themselves, or ask the operator."""
    if need is not None and need.wish == Wish.CAP:
        return redirect("limits")
    return redirect(f"{reverse('ask_plan')}?operation={operation.slug}")


@require_http_methods(PAGES)
@never_cache
@role_required(Role.ADMIN)
def ask_plan(request: TenantRequest) -> HttpResponseBase:
    """Let an admin ask the operator for a larger plan."""
    operation = _named(request.GET.get("operation", ""))
    need = plan_need(request.tenant, operation, at=timezone.now())
    template, address = "settings/ask_plan.html", request.get_full_path()
    if request.method != "POST":
        return _show(request, template, need, operation=operation)
    return _send(request, template, need, operation=operation, address=address)


def _named(slug: str) -> Operation | None:
    return next((each for each in registry.all_operations() if each.slug == slug), None)


def _show(
    request: TenantRequest,
    template: str,
    need: Need | None,
    *,
    operation: Operation | None,
    form: AskForm | None = None,
    known: Ask | None = None,
) -> HttpResponse:
    at = timezone.now()
    if known is None and need is not None:
        known = asks.find_open(Account(pk=request.tenant.pk), need, member=request.user.pk, at=at)
    context = {
        "need": need,
        "operation": operation,
        "known": known,
        "form": form or AskForm(),
        "is_operator_mailed": bool(operator_address()),
    }
    part = "#asked" if request.htmx else ""
    return render(request, f"{template}{part}", context, status=422 if form and form.errors else 200)


def _send(
    request: TenantRequest, template: str, need: Need, *, operation: Operation | None, address: str
) -> HttpResponseBase:
    form = AskForm(request.POST)
    if not form.is_valid():
        return _show(request, template, need, operation=operation, form=form)
    if not ratelimit.consume(request, action="ask"):
        form.add_error(None, str(TOO_MANY))
        return _show(request, template, need, operation=operation, form=form)
    made, is_new = _make(request, need, note=form.cleaned_data["ask_note"])
    if request.htmx:
        return _show(request, template, need, operation=operation, known=made)
    if not is_new:
        messages.info(request, _("You asked for this already, and the answer is still to come."))
    return redirect(address)


def _make(request: TenantRequest, need: Need, *, note: str) -> tuple[Ask, bool]:
    """Write the ask down, then mail it; without a mail server it stands on its page all the same."""
    at = timezone.now()
    account = Account.objects.select_related("tenant", "plan").get(pk=request.tenant.pk)
    made, is_new = asks.make(account, need, member=request.user.pk, note=note, at=at, request=request)
    is_plan = made.wish == Wish.PLAN
    to = operator_address() if is_plan else mails.admins_of(account.tenant)
    template = "settings/email/ask_plan.txt" if is_plan else "settings/email/ask_made.txt"
    context = {"account": account, "tenant": account.tenant, "person": request.user, "role": request.membership.role}
    if to:
        asks.mail(made, template, context, to=to, reply_to=request.user.email, at=at)
        made.refresh_from_db(fields=("mailed_at",))
    return made, is_new


def operator_address() -> list[str]:
    """Return the operator's address, if OPERATOR_CONTACT is one."""
    contact = settings.OPERATOR_CONTACT.strip()
    try:
        validate_email(contact)
    except ValidationError:
        return []
    return [contact]
