"""Adjust or change the plan of many accounts: one form, one preview, each account by itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from credits import adjustments, plans, standings
from credits.admin.account_pages import say_change
from credits.admin.confirming import Preview
from credits.admin.selecting import SelectionPage
from credits.admin.words import accounts_in_words, credits_in_words, refusal
from credits.errors import CreditsError
from credits.forms import AdjustForm, ChangePlanForm
from credits.ledger import PlanChange
from credits.models import Account
from credits.plans import ChangePreview
from credits.standings import Standing


class BulkPage(SelectionPage):
    """A page that does the same to each of the ticked accounts."""

    def intro(self) -> str:
        return _("Selected: %(accounts)s.") % {"accounts": accounts_in_words(len(self.chosen))}

    def act(self, form: Any) -> HttpResponse:
        done, refused = [], []
        for account in Account.objects.filter(pk__in=self.chosen).select_related("tenant").order_by("pk"):
            try:
                done.append(self.act_on(account, form))
            except CreditsError as error:
                refused.append(f"{account.tenant}: {error}")
        self.tell(form, done)
        for sentence in refused:
            messages.error(self.request, sentence)
        return self.back()

    def act_on(self, account: Account, form: Any) -> Any:
        """Do it to one account, in a transaction of its own. Raises CreditsError for a refusal."""
        raise NotImplementedError

    def tell(self, form: Any, done: list[Any]) -> None:
        """Say what was done to how many."""
        raise NotImplementedError


class BulkAdjustPage(BulkPage):
    """Give the same credits to each account, for the same reason."""

    form_class = AdjustForm
    action = "adjust_credits"
    title = gettext_lazy("Adjust the credits of the selected accounts")

    def preview(self, cleaned: dict[str, Any]) -> Preview:
        credits = cleaned["credits"]
        found = standings.standings(self.chosen, at=timezone.now())
        possible = sum(each.remaining + credits >= 0 for each in found)
        label = (
            _("Give %(credits)s to each of %(accounts)s") if credits > 0 else _("Take %(credits)s from %(accounts)s")
        )
        words = {"credits": credits_in_words(abs(credits)), "accounts": accounts_in_words(possible)}
        return Preview(
            button=label % words,
            facts=[
                (_("Accounts"), len(found)),
                (_("Credits for each"), f"{credits:+}"),
                (_("Credits in all"), f"{credits * possible:+}"),
                (_("Would be refused"), len(found) - possible),
                (_("Reason"), cleaned["reason"]),
            ],
            columns=(_("Account"), _("Plan"), _("Remaining now"), _("Remaining after")),
            rows=[self._row(each, credits) for each in found],
            is_possible=possible > 0,
        )

    def _row(self, standing: Standing, credits: int) -> tuple[Any, ...]:
        after = standing.remaining + credits
        shown = after if after >= 0 else _("refused: too few remain")
        return (standing.account.tenant, standing.plan, standing.remaining, shown)

    def act_on(self, account: Account, form: Any) -> Account:
        refused = refusal(adjustments.adjust(account, form.wish(), at=timezone.now(), request=self.request))
        if refused:
            raise refused
        return account

    def tell(self, form: Any, done: list[Account]) -> None:
        text = _("%(accounts)s adjusted by %(credits)s.")
        words = {"accounts": accounts_in_words(len(done)), "credits": f"{form.cleaned_data['credits']:+}"}
        messages.success(self.request, text % words)


class BulkPlanPage(BulkPage):
    """Change each account to the same plan."""

    form_class = ChangePlanForm
    action = "change_plans"
    title = gettext_lazy("Change the plan of the selected accounts")

    def preview(self, cleaned: dict[str, Any]) -> Preview:
        plan = cleaned["plan"]
        previews = plans.preview_changes(self.chosen, plan, at=timezone.now())
        changing = [each for each in previews if not each.is_done]
        return Preview(
            button=_("Change %(accounts)s to %(plan)s") % {"accounts": accounts_in_words(len(changing)), "plan": plan},
            facts=[
                (_("Plan"), plan),
                (_("Change now"), _number(changing, PlanChange.CHANGED)),
                (_("Change at their next reset"), _number(changing, PlanChange.SCHEDULED)),
                (_("Keep it, and what waits is cancelled"), _number(changing, PlanChange.KEPT)),
                (_("As they are"), len(previews) - len(changing)),
                (_("Credits granted now, in all"), sum(each.granted_now for each in previews)),
            ],
            columns=(_("Account"), _("Plan"), _("What happens"), _("Granted now"), _("Cancelled")),
            rows=[self._row(each) for each in previews],
            is_possible=bool(changing),
        )

    def _row(self, preview: ChangePreview) -> tuple[Any, ...]:
        happens = {
            PlanChange.CHANGED: _("changes now"),
            PlanChange.SCHEDULED: _("changes at the next reset"),
            PlanChange.KEPT: _("keeps its plan"),
        }
        standing = preview.standing
        what = _("stays as it is") if preview.is_done else happens[preview.outcome]
        return (standing.account.tenant, standing.plan, what, preview.granted_now, preview.cancels or "–")

    def act_on(self, account: Account, form: Any) -> ChangePreview:
        return plans.change(account, form.cleaned_data["plan"], at=timezone.now(), request=self.request)

    def tell(self, form: Any, done: list[ChangePreview]) -> None:
        changed = [each for each in done if not each.is_done]
        if len(changed) == 1:
            messages.success(self.request, say_change(changed[0]))
            return
        words = {
            "plan": form.cleaned_data["plan"],
            "now": _number(changed, PlanChange.CHANGED),
            "later": _number(changed, PlanChange.SCHEDULED),
            "kept": _number(changed, PlanChange.KEPT),
        }
        text = _("%(plan)s: %(now)s changed now, %(later)s change at their next reset, %(kept)s keep it.")
        messages.success(self.request, text % words)


def _number(previews: list[ChangePreview], outcome: PlanChange) -> int:
    return sum(each.outcome == outcome for each in previews)
