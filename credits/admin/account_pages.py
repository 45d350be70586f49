"""Change an account's plan, and adjust its credits, each with a preview."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from credits import adjustments, plans, standings
from credits.admin.confirming import ConfirmedPage, Preview, Text
from credits.admin.words import credits_in_words, from_to, moment, refusal, refuse_adjustment
from credits.forms import AdjustForm, ChangePlanForm
from credits.ledger import PlanChange
from credits.plans import ChangePreview


def say_change(preview: ChangePreview) -> str:
    """Return what became of a change of plan, in one sentence."""
    sentences = {
        PlanChange.CHANGED: _("%(account)s has the plan %(plan)s now; %(granted)s were granted."),
        PlanChange.SCHEDULED: _("%(account)s gets the plan %(plan)s at its next reset."),
        PlanChange.KEPT: _("%(account)s keeps the plan %(plan)s; nothing waits for the next reset."),
    }
    return sentences[preview.outcome] % {
        "account": preview.standing.account.tenant,
        "plan": preview.plan,
        "granted": credits_in_words(preview.granted_now),
    }


class AccountPage(ConfirmedPage):
    """A page about one account, which leads back to it."""

    def intro(self) -> str:
        standing = standings.standing(self.original, at=timezone.now())
        words = {
            "account": standing.account.tenant,
            "plan": standing.plan,
            "waits": standing.waits,
            "remaining": credits_in_words(standing.remaining),
        }
        if standing.waits:
            return (
                _(
                    "%(account)s has the plan %(plan)s, and %(waits)s waits for the next reset. "
                    "Remaining this month: %(remaining)s."
                )
                % words
            )
        return _("%(account)s has the plan %(plan)s. Remaining this month: %(remaining)s.") % words

    def back(self) -> HttpResponse:
        """Return to the account's own page."""
        return redirect("admin:credits_account_change", self.original.pk)


class ChangePlanPage(AccountPage):
    """Change the plan: now, at the next reset, or keep it and cancel what waits."""

    form_class = ChangePlanForm
    title = gettext_lazy("Change plan")

    def form_arguments(self) -> dict[str, Any]:
        return {"account": self.original}

    def preview(self, cleaned: dict[str, Any]) -> Preview:
        preview = plans.preview_change(self.original, cleaned["plan"], at=timezone.now())
        return Preview(
            button=self._button(preview),
            facts=self._facts(preview),
            notes=[_("It is so already: there is nothing to change.")] if preview.is_done else [],
            is_possible=not preview.is_done,
            promise=preview.promise,
        )

    def _facts(self, preview: ChangePreview) -> list[tuple[Text, Any]]:
        standing = preview.standing
        facts: list[tuple[Text, Any]] = [
            (_("Account"), standing.account.tenant),
            (_("Plan"), from_to(standing.plan, preview.plan)),
            (_("Takes effect"), self._when(preview)),
            (_("Granted now"), credits_in_words(preview.granted_now)),
            (_("Remaining this month"), from_to(standing.remaining, preview.remaining_after)),
        ]
        if preview.cancels:
            cancelled = _("the change to %(plan)s, which waits for the next reset") % {"plan": preview.cancels}
            facts.append((_("Cancelled"), cancelled))
        return facts

    def _when(self, preview: ChangePreview) -> str:
        standing = preview.standing
        if preview.outcome == PlanChange.KEPT:
            return _("it is the present plan")
        if preview.outcome == PlanChange.CHANGED or standing.resets_at is None:
            return _("at once; the reset date stays")
        when = moment(standing.resets_at, standing.account.tenant.time_zone)
        return _("at the next reset, %(moment)s; it can be undone until then") % {"moment": when}

    def _button(self, preview: ChangePreview) -> str:
        labels = {
            PlanChange.CHANGED: _("Change to %(plan)s now"),
            PlanChange.SCHEDULED: _("Schedule %(plan)s for the next reset"),
            PlanChange.KEPT: _("Keep %(plan)s and cancel the change"),
        }
        return labels[preview.outcome] % {"plan": preview.plan}

    def act(self, form: Any) -> HttpResponse:
        plan, promise = form.cleaned_data["plan"], form.cleaned_data["promise"]
        preview = plans.change(self.original, plan, at=timezone.now(), promise=promise, request=self.request)
        messages.success(self.request, say_change(preview))
        return self.back()


class AdjustPage(AccountPage):
    """Give credits to the current month, or take them, with a reason."""

    form_class = AdjustForm
    title = gettext_lazy("Adjust credits")

    def preview(self, cleaned: dict[str, Any]) -> Preview:
        standing = standings.standing(self.original, at=timezone.now())
        credits, after = cleaned["credits"], standing.remaining + cleaned["credits"]
        if after < 0:
            raise refuse_adjustment(-credits, standing.remaining)
        label = _("Give %(credits)s") if credits > 0 else _("Take %(credits)s")
        return Preview(
            button=label % {"credits": credits_in_words(abs(credits))},
            facts=[
                (_("Account"), standing.account.tenant),
                (_("Credits"), f"{credits:+}"),
                (_("Remaining this month"), from_to(standing.remaining, after)),
                (_("Reason"), cleaned["reason"]),
            ],
        )

    def act(self, form: Any) -> HttpResponse:
        outcome = adjustments.adjust(self.original, form.wish(), at=timezone.now(), request=self.request)
        refused = refusal(outcome)
        if refused:
            raise refused
        text = _("Adjusted by %(credits)s: %(remaining)s remaining this month.")
        remaining = credits_in_words(outcome.remaining)
        messages.success(self.request, text % {"credits": f"{form.cleaned_data['credits']:+}", "remaining": remaining})
        return self.back()
