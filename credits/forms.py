"""The forms by which staff change plans and credits. Each has a token, so that a form sent twice acts once."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.admin.widgets import AdminIntegerFieldWidget, AdminRadioSelect, AdminTextInputWidget
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from credits.adjustments import MOST, Adjustment
from credits.models import Account, Plan
from credits.revisions import RevisionWish

REASON_LENGTH = 300


class ConfirmedForm(forms.Form):
    """What every confirmed page sends: a token, which makes the second of two clicks harmless."""

    token = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class ReasonForm(ConfirmedForm):
    """A mandatory reason, which is written down with what is done."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=AdminTextInputWidget,
        help_text=_("Written down, and shown to the tenant's admins in their statement."),
        error_messages={"required": _("Say why: the reason is written down, and explains this later.")},
    )


class AdjustForm(ReasonForm):
    """Credits to give, or to take with a minus."""

    credits = forms.IntegerField(
        label=_("Credits"),
        min_value=-MOST,
        max_value=MOST,
        widget=AdminIntegerFieldWidget,
        help_text=_("Added to this month; with a minus, taken from it. Never below zero remaining."),
    )
    field_order = ("credits", "reason")

    def clean_credits(self) -> int:
        """Refuse 0, which changes nothing."""
        credits: int = self.cleaned_data["credits"]
        if not credits:
            raise forms.ValidationError(_("0 credits change nothing. Give or take at least 1."))
        return credits

    def wish(self) -> Adjustment:
        """Return what the valid form asks for."""
        cleaned = self.cleaned_data
        return Adjustment(cleaned["credits"], cleaned["reason"], cleaned["token"])


class PlanChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Plans with what they grant."""

    def label_from_instance(self, obj: Plan) -> str:
        """Return the plan's name and its credits a month."""
        return _("%(plan)s · %(credits)s credits a month") % {"plan": obj.name, "credits": obj.credits}


class ChangePlanForm(ConfirmedForm):
    """A plan on offer, or the one that the account has."""

    plan = PlanChoiceField(
        Plan.objects.filter(retired_at=None),
        label=_("Plan"),
        empty_label=None,
        widget=AdminRadioSelect(attrs={"class": "radiolist"}),
        help_text=_(
            "A plan with more credits takes effect at once, and use carries over. One with fewer waits for the "
            "next reset; choose the present plan to undo that."
        ),
        error_messages={
            "required": _("Choose the plan to change to."),
            "invalid_choice": _("This plan is not on offer: it was retired, perhaps meanwhile. Choose another one."),
        },
    )
    promise = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, account: Account | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if account:
            on_offer = Q(retired_at=None) | Q(pk=account.plan_id)
            self.fields["plan"].queryset = Plan.objects.filter(on_offer)  # type: ignore[attr-defined]


class RevisePlanForm(ReasonForm):
    """New credits a month for a plan."""

    credits = forms.IntegerField(
        label=_("Credits a month"), min_value=0, max_value=MOST, widget=AdminIntegerFieldWidget
    )
    is_for_current = forms.TypedChoiceField(
        label=_("From when"),
        choices=((0, _("From each account's next reset on")), (1, _("This month too, at once"))),
        coerce=lambda value: value == "1",
        initial=0,
        widget=AdminRadioSelect(attrs={"class": "radiolist"}),
        help_text=_("Lowering this month stops at what is used and reserved; it never takes used credits back."),
    )
    credits_before = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("credits", "is_for_current", "reason")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credits_before"].initial = plan.credits

    def wish(self) -> RevisionWish:
        """Return what the valid form asks for."""
        cleaned = self.cleaned_data
        return RevisionWish(
            token=cleaned["token"],
            credits_before=cleaned["credits_before"],
            credits=cleaned["credits"],
            is_for_current=cleaned["is_for_current"],
            reason=cleaned["reason"],
        )


class PriceForm(ConfirmedForm):
    """A price for one of `choices`; where that is fixed, the page says whose price it is."""

    operation = forms.ChoiceField(label=_("Operation"))
    credits = forms.IntegerField(
        label=_("Credits a run"),
        min_value=0,
        max_value=MOST,
        widget=AdminIntegerFieldWidget,
        help_text=_("For runs from now on; a run that is queued keeps its price. Dearer models multiply it."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], is_fixed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        operation: Any = self.fields["operation"]
        operation.choices = choices
        if is_fixed:
            operation.widget, operation.initial = forms.HiddenInput(), choices[0][0]
