"""Return a run's credits: once, with a reason, after a page that says what comes back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ai_ops.models import Run, State
from credits import adjustments, standings
from credits.admin.confirming import ConfirmedPage, Preview
from credits.admin.selecting import SelectionPage
from credits.admin.words import credits_in_words, from_to, moment
from credits.forms import ReasonForm
from credits.models import Account, Entry, Funding


def say_returned(entry: Entry) -> str:
    """Return when and why a run's credits were returned, in one sentence."""
    words = {
        "credits": credits_in_words(entry.credits),
        "moment": moment(entry.created_at, entry.period.time_zone),
        "reason": entry.reason,
    }
    return _("%(credits)s returned on %(moment)s: %(reason)s") % words


def why_not(run: Run, *, returned: Entry | None) -> str:
    """Say why nothing of a run can be returned; empty where it used credits and they were not returned."""
    if returned:
        return _("This run's credits were returned already, and they are returned once: %(what)s") % {
            "what": say_returned(returned)
        }
    if run.is_live:
        return _("This run has not ended, so it has used nothing yet. Cancel it instead: that is free of charge.")
    if run.state != State.SUCCEEDED:
        return _("This run did not succeed, so it was free of charge: there is nothing to return.")
    if run.funding == Funding.OWN_KEY:
        return _("This run was paid with the tenant's own key and took no credits: there is nothing to return.")
    return "" if run.price else _("This run cost no credits: there is nothing to return.")


class ReturnPage(ConfirmedPage):
    """Return the credits of one run."""

    form_class = ReasonForm
    is_one_step = True
    title = gettext_lazy("Return these credits")
    original: Run

    def preview(self, cleaned: dict[str, Any]) -> Preview:
        run = self.original
        refusal = why_not(run, returned=adjustments.credits_returned([run.pk]).get(run.pk))
        if refusal:
            return Preview(button="", notes=[refusal], is_possible=False)
        standing = standings.standing(Account(pk=run.tenant_id), at=timezone.now())
        return Preview(
            button=_("Return %(credits)s") % {"credits": credits_in_words(run.price)},
            facts=[
                (_("Account"), standing.account),
                (_("Run"), run),
                (_("Used"), credits_in_words(run.price)),
                (_("Remaining this month"), from_to(standing.remaining, standing.remaining + run.price)),
            ],
            notes=[_("They are added to the month that is open now, also where the run belongs to an earlier one.")],
        )

    def act(self, form: Any) -> HttpResponse:
        run = self.original
        reason = form.cleaned_data["reason"]
        outcome = adjustments.return_run(run.tenant, run.pk, reason=reason, at=timezone.now(), request=self.request)
        if outcome.ok:
            text = _("The run's credits were returned: %(credits)s remaining this month.")
            messages.success(self.request, text % {"credits": credits_in_words(outcome.remaining)})
        else:
            returned = adjustments.credits_returned([run.pk]).get(run.pk)
            messages.error(self.request, why_not(run, returned=returned))
        return redirect("admin:ai_ops_run_change", run.pk)


class ReturnManyPage(SelectionPage):
    """Return the credits of the ticked runs that used any and whose credits were not returned."""

    form_class = ReasonForm
    is_one_step = True
    action = "return_credits"
    title = gettext_lazy("Return the credits of the selected runs")

    def _open(self) -> list[Run]:
        used, returned = adjustments.credits_used(self.chosen), adjustments.credits_returned(self.chosen)
        ids = [run_id for run_id in used if run_id not in returned]
        return list(Run.objects.filter(pk__in=ids).select_related("tenant").order_by("created_at"))

    def preview(self, cleaned: dict[str, Any]) -> Preview:
        runs = self._open()
        total, others = sum(run.price for run in runs), len(self.chosen) - len(runs)
        left_out = ngettext(
            "%(number)s run is left out: it used no credits, or they were returned already.",
            "%(number)s runs are left out: they used no credits, or they were returned already.",
            others,
        )
        return Preview(
            button=_("Return %(credits)s") % {"credits": credits_in_words(total)},
            facts=[(_("Runs"), len(runs)), (_("Credits in all"), total)],
            notes=[left_out % {"number": others}] if others else [],
            columns=(_("Run"), _("Tenant"), _("Created"), _("Credits")),
            rows=[(run, run.tenant, run.created_at, run.price) for run in runs],
            is_possible=bool(runs),
        )

    def act(self, form: Any) -> HttpResponse:
        reason, now = form.cleaned_data["reason"], timezone.now()
        number = sum(
            adjustments.return_run(run.tenant, run.pk, reason=reason, at=now, request=self.request).ok
            for run in self._open()
        )
        text = ngettext(
            "The credits of %(number)s run were returned.", "The credits of %(number)s runs were returned.", number
        )
        messages.success(self.request, text % {"number": number})
        return self.back()
