"""What tenants ask for, and staff's answers."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from credits import asks
from credits.admin.confirming import Preview
from credits.admin.selecting import SelectionPage
from credits.models import Answer, Ask, Wish
from tenants import audit
from tenants.admin import ReadOnlyAdmin
from tenants.models import User


class AnswerPage(SelectionPage):
    """Answer the ticked asks that are open and addressed to the operator."""

    is_one_step = True
    answer: Answer
    button: Any

    def _open(self) -> QuerySet[Ask]:
        mine = Ask.objects.filter(pk__in=self.chosen, answer="", wish=Wish.PLAN)
        return mine.select_related("account__tenant", "account__plan").order_by("created_at")

    def preview(self, cleaned: dict[str, Any]) -> Preview:
        found = list(self._open())
        others = len(self.chosen) - len(found)
        notes = [_("Whoever asked gets a mail with the answer. An answer by itself changes no plan and no credits.")]
        if others:
            notes.append(
                _("%(number)s left out: answered already, or for the tenant's own admins.") % {"number": others}
            )
        return Preview(
            button=self.button,
            facts=[(_("Asks"), len(found))],
            notes=notes,
            columns=(_("Account"), _("Needed"), _("Remaining then"), _("Note")),
            rows=[(each.account, each.needed, each.remaining, each.note) for each in found],
            is_possible=bool(found),
        )

    def act(self, form: Any) -> HttpResponse:
        person, now = audit.person_of(self.request), timezone.now()
        by = person.pk if person else None
        number = sum(asks.answer(ask, self.answer, by=by, at=now, request=self.request) for ask in self._open())
        messages.success(self.request, _("%(number)s answered. Whoever asked gets a mail.") % {"number": number})
        return self.back()


class GrantPage(AnswerPage):
    """Say yes."""

    action, answer = "answer_granted", Answer.GRANTED
    title = gettext_lazy("Answer: granted")
    button = gettext_lazy("Answer “granted”")


class DeclinePage(AnswerPage):
    """Say no."""

    action, answer = "answer_declined", Answer.DECLINED
    title = gettext_lazy("Answer: declined")
    button = gettext_lazy("Answer “declined”")


class OpenFilter(admin.SimpleListFilter):
    """Asks that wait for an answer, and the others."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", gettext_lazy("Open")), *Answer.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.value()
        return queryset.filter(answer="" if wanted == "open" else wanted) if wanted else queryset


@admin.register(Ask)
class AskAdmin(ReadOnlyAdmin):
    """What tenants ask for: open ones first. A larger plan is staff's to give, the rest their own admins'."""

    list_display = ("created_at", "tenant", "wish", "operation", "needed", "remaining", "note", "state")
    list_filter = (OpenFilter, "wish")
    list_select_related = ("account__tenant", "account__plan")
    search_fields = ("account__tenant__name", "account__tenant__slug", "note")
    ordering = (F("answered_at").desc(nulls_first=True), "-created_at")
    fields = (
        *("account_link", "wish", "operation", "needed", "remaining", "note", "asked_by", "created_at"),
        *("answer", "answered_at", "answered_by"),
    )
    readonly_fields = ("account_link", "asked_by")
    actions = ("answer_granted", "answer_declined")

    @admin.display(description=gettext_lazy("tenant"), ordering="account__tenant__name")
    def tenant(self, ask: Ask) -> str:
        """Return who asks."""
        return str(ask.account.tenant)

    @admin.display(description=gettext_lazy("state"), ordering="answered_at")
    def state(self, ask: Ask) -> Any:
        """Return the answer, or that there is none yet."""
        return ask.get_answer_display() if ask.answer else gettext_lazy("open")

    @admin.display(description=gettext_lazy("account"))
    def account_link(self, ask: Ask) -> SafeString:
        """Return a link to where the plan is changed."""
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:credits_account_change", args=[ask.account_id]), ask.account
        )

    @admin.display(description=gettext_lazy("asked by"))
    def asked_by(self, ask: Ask) -> str:
        """Return the person who asked; the id of one who was erased."""
        person = User.objects.filter(pk=ask.member).first()
        return f"{person} · {person.email}" if person else str(ask.member)

    def has_answer_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may answer."""
        return request.user.has_perm("credits.change_ask")

    @admin.action(description=gettext_lazy("Answer: granted…"), permissions=("answer",))
    def answer_granted(self, request: HttpRequest, queryset: QuerySet[Ask]) -> HttpResponse | None:
        """Say yes, after a page that shows to what."""
        return GrantPage.open(request, self, queryset)

    @admin.action(description=gettext_lazy("Answer: declined…"), permissions=("answer",))
    def answer_declined(self, request: HttpRequest, queryset: QuerySet[Ask]) -> HttpResponse | None:
        """Say no, after a page that shows to what."""
        return DeclinePage.open(request, self, queryset)
