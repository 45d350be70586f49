"""Answer a designer's ask. Only a POST answers: mail scanners open every link."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ai_ops import queries
from credits import asks
from credits.asks import NotEnoughError
from credits.models import Answer, Ask, Wish
from inspire.pages import limit_queries
from inspire.pages.ask_forms import AnswerForm
from tenants.access import TenantRequest, role_required
from tenants.models import Role


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@role_required(Role.ADMIN)
def ask_answer(request: TenantRequest, ask_id: UUID) -> HttpResponseBase:
    """Show one ask of the tenant's own people, and take its answer."""
    found = get_object_or_404(
        Ask.objects.select_related("account__tenant").exclude(wish=Wish.PLAN), account=request.tenant.pk, pk=ask_id
    )
    form = AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, status=422 if form.errors else 200)
    _answer(request, found, form)
    return redirect("ask_answer", ask_id=found.pk)


def _answer(request: TenantRequest, ask: Ask, form: AnswerForm) -> None:
    given, most = Answer(form.cleaned_data["answer"]), form.cleaned_data["most"]
    try:
        is_first = asks.answer(ask, given, by=request.user.pk, at=timezone.now(), most=most, request=request)
    except NotEnoughError as error:
        sentence = _(
            "More was used meanwhile, so the limit would have to be %(needed)s. Nothing was changed; look again."
        )
        messages.warning(request, sentence % {"needed": error.needed})
        return
    if is_first:
        messages.success(request, _said(ask))
    else:
        messages.info(request, _("This was answered already, so nothing was changed."))


def _said(ask: Ask) -> str:
    if ask.answer == Answer.DECLINED:
        return _("Declined. The answer goes by mail to the person who asked.")
    if ask.wish == Wish.CAP:
        return _("The limit lets the run through now. The answer goes by mail to the person who asked.")
    return _("A mail to the person who asked says that there are enough credits now.")


def _page(request: TenantRequest, ask: Ask, *, status: int) -> HttpResponse:
    at = timezone.now()
    context = {
        "row": limit_queries.find_row(ask.account, ask, at=at),
        "ask": ask,
        "answered_by": queries.names_of([ask.answered_by]).get(ask.answered_by) if ask.answered_by else None,
    }
    return render(request, "settings/ask_answer.html", context, status=status)
