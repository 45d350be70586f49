"""What a tenant's admin decides about credits: limits and alerts; and what people ask for."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from credits.models.periods import Period
from credits.models.plans import Account


class Cap(models.Model):
    """A limit in credits a month, on one member, one operation, or one member's use of one.

    A null member means all members together; an empty operation means all operations together.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="caps", db_index=False)
    member = models.UUIDField(null=True, blank=True)
    operation = models.CharField(max_length=50, blank=True)
    credits = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("cap")
        verbose_name_plural = _("caps")
        constraints = (
            models.UniqueConstraint(
                fields=("account", "member", "operation"), nulls_distinct=False, name="credits_cap_key"
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False) | ~Q(operation=""), name="credits_cap_limits_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.credits} a month"


class AlertRule(models.Model):
    """When a tenant's admins are told that credits run out. An account without a row has the defaults."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="alert_rule")
    warn_at = models.PositiveSmallIntegerField(
        _("warn at"),
        null=True,
        blank=True,
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("Percent of the month's allowance; empty for no early warning."),
    )
    is_at_limit = models.BooleanField(_("when all is used"), default=True)
    is_mailed = models.BooleanField(_("by e-mail"), default=True)

    class Meta:
        verbose_name = _("alert rule")
        verbose_name_plural = _("alert rules")
        constraints = (
            models.CheckConstraint(
                condition=Q(warn_at=None) | Q(warn_at__range=(1, 99)), name="credits_alertrule_warn"
            ),
        )

    def __str__(self) -> str:
        return f"{self.warn_at} %"


class Alert(models.Model):
    """One crossing of a line in one period: `percent` of the allowance was used.

    `mailed_at` is when its mail was sent, or when it was clear that none goes out. A line is told
    of once. It is armed again (`rearmed_at`) when use falls well below it, as
    after a larger plan, so that a small refund does not send again at once.
    """

    id = models.BigAutoField(primary_key=True)
    period = models.ForeignKey(Period, models.PROTECT, related_name="alerts", db_index=False)
    percent = models.PositiveSmallIntegerField()
    crossed_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    rearmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = (
            models.UniqueConstraint(
                fields=("period", "percent"), condition=Q(rearmed_at=None), name="credits_alert_once_key"
            ),
            models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="credits_alert_percent"),
        )
        indexes = (
            models.Index(
                fields=("crossed_at",),
                condition=Q(mailed_at=None, rearmed_at=None),
                name="credits_alert_unmailed_idx",
            ),
        )

    def __str__(self) -> str:
        return f"{self.percent} %"


class Wish(models.TextChoices):
    """What is asked for, and of whom: an admin gives credits' worth of room, staff a larger plan."""

    CAP = "cap", _("a higher limit")
    CREDITS = "credits", _("more credits")
    PLAN = "plan", _("a larger plan")


class Answer(models.TextChoices):
    """What became of an ask."""

    GRANTED = "granted", _("granted")
    DECLINED = "declined", _("declined")


class Ask(models.Model):
    """Somebody was short of credits and asked: a designer the tenant's admins, an admin the operator.

    `needed` and `remaining` are in credits, as they stood when the run was refused. The cap's
    fields say which limit refused it; they are kept here because the limit may be gone later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="asks", db_index=False)
    member = models.UUIDField(_("member"))
    wish = models.CharField(_("wish"), max_length=7, choices=Wish)
    operation = models.CharField(_("operation"), max_length=50, blank=True)
    needed = models.PositiveIntegerField(_("needed"))
    remaining = models.PositiveIntegerField(_("remaining"))
    cap_member = models.UUIDField(null=True)
    cap_operation = models.CharField(max_length=50, blank=True)
    cap_credits = models.PositiveIntegerField(null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    mailed_at = models.DateTimeField(_("mailed at"), null=True)
    answer = models.CharField(_("answer"), max_length=8, blank=True, choices=Answer)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.UUIDField(_("answered by"), null=True)

    class Meta:
        verbose_name = _("ask")
        verbose_name_plural = _("asks")
        constraints = (
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="credits_ask_answered_at",
            ),
        )
        indexes = (
            models.Index(fields=("account", "-created_at"), name="credits_ask_account_idx"),
            models.Index(fields=("created_at",), condition=Q(answer=""), name="credits_ask_open_idx"),
        )

    def __str__(self) -> str:
        return f"{self.get_wish_display()}: {self.needed}"
