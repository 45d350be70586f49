"""Months and what moved in them: the period, its append-only entries, and the sums that pages read."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from credits.models.plans import Account

NOBODY: Final = UUID(int=0)
"""Who stands in a rollup for runs without a person: keys and sums want a value."""


class Period(models.Model):
    """One account's month: what was granted and adjusted, what is used and held, in credits."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="periods", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=60, default="UTC", help_text="The zone in which its days begin.")
    granted = models.IntegerField()
    adjusted = models.IntegerField(default=0)
    used = models.IntegerField(default=0)
    held = models.IntegerField(default=0)
    runs: int
    """How many runs succeeded in it; `queries.history` alone reads it, from the days."""

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        constraints = (
            models.UniqueConstraint(fields=("account", "starts_at"), name="credits_period_account_starts_key"),
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

    @property
    def first_day(self) -> date:
        """Return the day on which it starts, in its own zone."""
        return self.day_of(self.starts_at)

    @property
    def last_day(self) -> date:
        """Return the day of its last moment, in its own zone."""
        return self.day_of(self.ends_at - timedelta(microseconds=1))

    def day_of(self, moment: datetime) -> date:
        """Return a moment's day in the period's zone."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()


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

    `credits` is positive, except for an adjustment that takes away and for a grant that lowers a
    plan; the kind tells the direction. A settle or void carries the reference of its hold, and
    an adjust that returns a run's credits that of the run. The account is the period's. `member`
    is a person's UUID without a foreign key, so that a person can be erased and the sums stay.
    The database checks what an entry may be: credits/sql/entries.sql.
    """

    # Fixed-width columns first, widest alignment first: an entry is as small as it can be.
    id = models.BigAutoField(primary_key=True)
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="entries", db_index=False, db_constraint=False, verbose_name=_("period")
    )
    created_at = models.DateTimeField(_("created at"))
    credits = models.IntegerField(_("credits"))
    remaining = models.IntegerField(_("remaining"), help_text=_("Remaining in the period after this entry."))
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
            # A reference is given, held and closed once each. Every entry stands in one of the three.
            models.UniqueConstraint(
                fields=("reference",), condition=Q(kind="reserve"), name="credits_entry_held_once_key"
            ),
            models.UniqueConstraint(
                fields=("reference",), condition=Q(kind__in=("settle", "void")), name="credits_entry_closed_once_key"
            ),
            models.UniqueConstraint(
                fields=("reference",), condition=Q(kind__in=("grant", "adjust")), name="credits_entry_given_once_key"
            ),
        )
        indexes = (models.Index(fields=("period", "id"), name="credits_entry_period_idx"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.credits}"


class Rollup(models.Model):
    """Runs, used and held credits of a period by operation, member and funding.

    `runs` counts holds that are not voided: a run that failed is none. `member` is NOBODY for
    runs without a person.
    """

    id = models.BigAutoField(primary_key=True)
    period = models.ForeignKey(Period, models.PROTECT, related_name="rollups", db_index=False)
    operation = models.CharField(max_length=50)
    member = models.UUIDField(default=NOBODY)
    funding = models.CharField(max_length=7, choices=Funding)
    runs = models.IntegerField(default=0)
    used = models.IntegerField(default=0)
    held = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("rollup")
        verbose_name_plural = _("rollups")
        constraints = (
            models.UniqueConstraint(fields=("period", "operation", "member", "funding"), name="credits_rollup_key"),
            models.CheckConstraint(condition=Q(runs__gte=0, used__gte=0, held__gte=0), name="credits_rollup_signs"),
        )

    def __str__(self) -> str:
        return f"{self.operation} {self.funding}: {self.used}"


class Day(models.Model):
    """Runs that succeeded and the credits that they used, by the local day on which they began."""

    id = models.BigAutoField(primary_key=True)
    period = models.ForeignKey(Period, models.PROTECT, related_name="days", db_index=False)
    day = models.DateField(help_text="In the period's zone.")
    funding = models.CharField(max_length=7, choices=Funding)
    runs = models.IntegerField(default=0)
    used = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("day")
        verbose_name_plural = _("days")
        constraints = (
            models.UniqueConstraint(fields=("period", "day", "funding"), name="credits_day_key"),
            models.CheckConstraint(condition=Q(runs__gte=0, used__gte=0), name="credits_day_signs"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.funding}: {self.used}"
