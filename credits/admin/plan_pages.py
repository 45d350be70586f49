"""Change a plan's monthly credits, retire it, and offer it again."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from credits import plans, revisions
from credits.admin.confirming import ConfirmedPage, Preview, Text
from credits.admin.words import accounts_in_words, credits_in_words, from_to
from credits.errors import UnchangedPlanError
from credits.forms import RevisePlanForm
from credits.models import Account
from credits.revisions import RevisionPreview


class PlanPage(ConfirmedPage):
    """A page about one plan, which leads back to it."""

    def back(self) -> HttpResponse:
        """Return to the plan's own page."""
        return redirect("admin:credits_plan_change", self.original.pk)


class RevisePage(PlanPage):
    """Change what a plan grants a month."""

    form_class = RevisePlanForm
    title = gettext_lazy("Change monthly credits")

    def form_arguments(self) -> dict[str, Any]:
        return {"plan": self.original}

    def intro(self) -> str:
        words = {"plan": self.original, "credits": credits_in_words(self.original.credits)}
        return _("%(plan)s grants %(credits)s a month.") % words

    def preview(self, cleaned: dict[str, Any]) -> Preview:
        plan, credits = self.original, cleaned["credits"]
        if credits == plan.credits:
            raise UnchangedPlanError(plan.name, credits)
        counts = revisions.preview_revision(plan, credits, at=timezone.now())
        facts = [
            (_("Plan"), plan),
            (_("Credits a month"), from_to(plan.credits, credits)),
            (_("Accounts on this plan"), counts.accounts),
            (_("From the next reset on"), _("every account is granted %(number)s") % {"number": credits}),
            *self._facts_now(counts, is_now=cleaned["is_for_current"]),
            (_("Reason"), cleaned["reason"]),
        ]
        button = _("Change to %(credits)s a month") % {"credits": credits_in_words(credits)}
        return Preview(button=button, facts=facts)

    def _facts_now(self, counts: RevisionPreview, *, is_now: bool) -> list[tuple[Text, Any]]:
        if not is_now:
            return [(_("This month"), _("stays as it is for every account"))]
        return [
            (_("This month, open for"), accounts_in_words(counts.open_months)),
            (_("Raised at once"), counts.raised),
            (_("Lowered at once"), counts.lowered),
            (_("Stop at what is used and reserved"), counts.stopped),
            (_("Credits in all"), f"{counts.difference:+}"),
        ]

    def act(self, form: Any) -> HttpResponse:
        revision = revisions.revise(self.original, form.wish(), at=timezone.now(), request=self.request)
        text = _("%(plan)s grants %(credits)s a month from the next reset on.")
        words = {"plan": self.original, "credits": credits_in_words(revision.credits)}
        messages.success(self.request, text % words)
        if not revision.is_for_current:
            return self.back()
        messages.info(self.request, _("This month is being changed account by account; this page shows how far it is."))
        return redirect("admin:credits_planrevision_change", revision.pk)


class RetirePage(PlanPage):
    """Take a plan from the offer; whoever has it keeps it."""

    is_one_step = True
    title = gettext_lazy("Retire plan")

    def preview(self, cleaned: dict[str, Any]) -> Preview:
        has, waits = Q(plan=self.original), Q(next_plan=self.original)
        counts = Account.objects.aggregate(have=Count("pk", filter=has), wait=Count("pk", filter=waits))
        if self.original.retired_at:
            return Preview(button="", notes=[_("This plan is retired already.")], is_possible=False)
        return Preview(
            button=_("Retire %(plan)s") % {"plan": self.original},
            facts=[
                (_("Plan"), self.original),
                (_("Keep it"), accounts_in_words(counts["have"])),
                (_("Get it at their next reset, as scheduled"), accounts_in_words(counts["wait"])),
            ],
            notes=[_("No account can be opened on it or changed to it any more. It can be offered again.")],
        )

    def act(self, form: Any) -> HttpResponse:
        plans.retire(self.original, at=timezone.now(), request=self.request)
        messages.success(self.request, _("%(plan)s is retired. Accounts on it keep it.") % {"plan": self.original})
        return self.back()


class OfferAgainPage(PlanPage):
    """Offer a retired plan again."""

    is_one_step = True
    title = gettext_lazy("Offer plan again")

    def preview(self, cleaned: dict[str, Any]) -> Preview:
        if not self.original.retired_at:
            return Preview(button="", notes=[_("This plan is on offer already.")], is_possible=False)
        return Preview(
            button=_("Offer %(plan)s again") % {"plan": self.original},
            facts=[(_("Plan"), self.original), (_("Credits a month"), self.original.credits)],
            notes=[_("Accounts can be opened on it and changed to it again.")],
        )

    def act(self, form: Any) -> HttpResponse:
        plans.offer_again(self.original, request=self.request)
        messages.success(self.request, _("%(plan)s is on offer again.") % {"plan": self.original})
        return self.back()
