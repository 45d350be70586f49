"""What tenants subscribe to: plans, prices, and the account of each tenant."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import Tenant


class Plan(models.Model):
    """A plan, which grants a monthly allowance of credits."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    credits = models.PositiveIntegerField(_("credits a month"))
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("credits",)

    def __str__(self) -> str:
        return self.name


class PlanRevision(models.Model):
    """A change of a plan's monthly credits, by staff, with a reason.

    New periods are granted the new credits in any case. `is_for_current` changes the periods that
    are open, too: account by account, and `finished_at` says when the last one was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")
    credits_before = models.PositiveIntegerField(_("credits before"))
    credits = models.PositiveIntegerField(_("credits a month"))
    is_for_current = models.BooleanField(_("current periods too"))
    reason = models.CharField(_("reason"), max_length=300)
    member = models.UUIDField(_("member"), null=True)
    created_at = models.DateTimeField(_("created at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        verbose_name = _("plan revision")
        verbose_name_plural = _("plan revisions")
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="credits_planrevision_reason"),)
        indexes = (
            models.Index(fields=("created_at",), condition=Q(finished_at=None), name="credits_planrevision_open_idx"),
        )

    def __str__(self) -> str:
        return f"{self.plan}: {self.credits_before} to {self.credits}"


class Price(models.Model):
    """A staff price for an operation, in place of the price in the operation's class."""

    operation = models.SlugField(_("operation"), primary_key=True)
    credits = models.PositiveIntegerField(_("credits a run"))

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")

    def __str__(self) -> str:
        return f"{self.operation}: {self.credits}"


class Account(models.Model):
    """A tenant's credit account. Its primary key is the tenant's."""

    tenant = models.OneToOneField(Tenant, models.PROTECT, primary_key=True, related_name="account")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="accounts")
    next_plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("A downgrade that waits for the next reset."),
    )
    anchor_day = models.PositiveSmallIntegerField(
        _("anchor day"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("Day of the month on which credits reset; clamped to the month's last day."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = (
            models.CheckConstraint(condition=Q(anchor_day__range=(1, 31)), name="credits_account_anchor_day"),
        )
        permissions = (("adjust_account", _("Can adjust and return credits, and change an account's plan")),)

    def __str__(self) -> str:
        return f"{self.tenant} · {self.plan}"
