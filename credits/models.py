"""Plans, prices, accounts, periods, the append-only entries and their rollup."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
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

    def __str__(self) -> str:
        return f"{self.tenant} · {self.plan}"


class Period(models.Model):
    """One account's month: what was granted and adjusted, what is used and held, in credits."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="periods", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    granted = models.IntegerField()
    adjusted = models.IntegerField(default=0)
    used = models.IntegerField(default=0)
    held = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        constraints = (
            models.UniqueConstraint(fields=("account", "starts_at"), name="credits_period_account_starts_key"),
            models.UniqueConstraint(fields=("id", "account"), name="credits_period_id_account_key"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="credits_period_order"),
            models.CheckConstraint(condition=Q(granted__gte=0), name="credits_period_granted"),
            models.CheckConstraint(condition=Q(used__gte=0), name="credits_period_used"),
            models.CheckConstraint(condition=Q(held__gte=0), name="credits_period_held"),
            models.CheckConstraint(
                condition=Q(granted__gte=F("used") + F("held") - F("adjusted")),
                name="credits_period_not_overdrawn",
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d} to {self.ends_at:%Y-%m-%d}"

    @property
    def allowance(self) -> int:
        """Return what was granted and adjusted, in credits."""
        return self.granted + self.adjusted

    @property
    def remaining(self) -> int:
        """Return what may still be reserved, in credits."""
        return self.allowance - self.used - self.held


class Kind(models.TextChoices):
    """What an entry does."""

    GRANT = "grant", _("grant")
    ADJUST = "adjust", _("adjust")
    RESERVE = "reserve", _("reserve")
    SETTLE = "settle", _("settle")
    VOID = "void", _("void")


class Funding(models.TextChoices):
    """What pays for a run."""

    CREDITS = "credits", _("credits")
    OWN_KEY = "own_key", _("own key")


class Entry(models.Model):
    """One movement of credits. Append-only: the database refuses UPDATE, DELETE and TRUNCATE.

    `credits` is positive, except for an adjustment that takes away; the kind tells the
    direction. A settle or void carries the reference of its hold. `member` is a person's UUID
    without a foreign key, so that a person can be erased and the sums stay.
    """

    # Fixed-width columns first, widest alignment first: an entry is as small as it can be.
    id = models.BigAutoField(primary_key=True)
    # A migration ties (period, account) to the period's own pair: one foreign key holds both.
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="entries", db_index=False, db_constraint=False, verbose_name=_("period")
    )
    created_at = models.DateTimeField(_("created at"))
    credits = models.IntegerField(_("credits"))
    remaining = models.IntegerField(_("remaining"), help_text=_("Remaining in the period after this entry."))
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="entries", db_index=False, db_constraint=False, verbose_name=_("account")
    )
    reference = models.UUIDField(_("reference"))
    member = models.UUIDField(_("member"), null=True)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    funding = models.CharField(_("funding"), max_length=7, blank=True, choices=Funding)
    operation = models.CharField(_("operation"), max_length=50, blank=True)
    model = models.CharField(_("model"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = (
            models.UniqueConstraint(fields=("reference", "kind"), name="credits_entry_reference_kind_key"),
            models.UniqueConstraint(
                fields=("reference",), condition=Q(kind__in=("settle", "void")), name="credits_entry_closes_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="credits_entry_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="adjust") & ~Q(credits=0) & ~Q(reason="") | ~Q(kind="adjust") & Q(credits__gte=0),
                name="credits_entry_credits",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("grant", "adjust"), operation="", model="", funding="")
                | (Q(kind__in=("reserve", "settle", "void"), funding__in=Funding.values) & ~Q(operation="")),
                name="credits_entry_purpose",
            ),
            models.CheckConstraint(
                condition=~Q(funding="own_key") | Q(credits=0), name="credits_entry_own_key_is_free"
            ),
            models.CheckConstraint(condition=Q(remaining__gte=0), name="credits_entry_remaining"),
        )
        indexes = (models.Index(fields=("account", "id"), name="credits_entry_account_idx"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.credits}"


class Rollup(models.Model):
    """Runs, used and held credits of a period by operation, member and funding.

    `runs` counts holds that are not voided: a run that failed is none.
    """

    id = models.BigAutoField(primary_key=True)
    period = models.ForeignKey(Period, models.PROTECT, related_name="rollups", db_index=False)
    operation = models.CharField(max_length=50)
    member = models.UUIDField(null=True)
    funding = models.CharField(max_length=7, choices=Funding)
    runs = models.IntegerField(default=0)
    used = models.IntegerField(default=0)
    held = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("rollup")
        verbose_name_plural = _("rollups")
        constraints = (
            models.UniqueConstraint(
                fields=("period", "operation", "member", "funding"),
                nulls_distinct=False,
                name="credits_rollup_key",
            ),
            models.CheckConstraint(condition=Q(runs__gte=0, used__gte=0, held__gte=0), name="credits_rollup_signs"),
        )

    def __str__(self) -> str:
        return f"{self.operation} {self.funding}: {self.used}"


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
