"""Tenants' own provider keys, the operator's, and what own keys spend."""

import uuid
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import Tenant

NOBODY = UUID(int=0)
"""Stands for "no person" and for "the whole tenant" where a row must have a value to be unique by."""


class KeyState(models.TextChoices):
    """What is known of a key."""

    UNCHECKED = "unchecked", _("could not be checked")
    ACTIVE = "active", _("active")
    LIMITED = "limited", _("out of money")
    REFUSED = "refused", _("refused")
    UNREADABLE = "unreadable", _("enter it again")


class Health(models.Model):
    """How a key does. `error_code` says why the state is not active; `failed_at` since when.

    `listed` is what the provider last listed for the key: {"id", "label", "retires_on"} each, the
    date in ISO 8601 or null.
    """

    state = models.CharField(_("state"), max_length=10, choices=KeyState, default=KeyState.UNCHECKED)
    error_code = models.CharField(_("error"), max_length=40, blank=True)
    failed_at = models.DateTimeField(_("failing since"), null=True)
    checked_at = models.DateTimeField(_("last checked"), null=True)
    next_check_at = models.DateTimeField(_("next check"), default=timezone.now)
    last_used_at = models.DateTimeField(_("last used"), null=True)
    listed = models.JSONField(_("models listed"), default=list)
    is_notice_due = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def blocks_runs(self) -> bool:
        """Return whether runs on this key are refused up front."""
        return self.state in BLOCKING


BLOCKING = (KeyState.REFUSED, KeyState.UNREADABLE)


class ProviderKey(Health):
    """A tenant's own key at one provider, sealed. A replaced key is a new row with a new id.

    `sealed` opens only for this row, tenant and provider. `mask` was made once, at entry.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="provider_keys", db_index=False)
    provider = models.CharField(_("provider"), max_length=20)
    sealed = models.BinaryField()
    mask = models.CharField(_("mask"), max_length=24)
    is_sandbox = models.BooleanField(_("demo key"), default=False)
    entered_by = models.UUIDField(_("entered by"), null=True)
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)
    paused_by = models.UUIDField(_("paused by"), null=True)
    paused_at = models.DateTimeField(_("paused at"), null=True)

    class Meta:
        verbose_name = _("own key")
        verbose_name_plural = _("own keys")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "provider"), name="byok_providerkey_tenant_provider_key"),
            models.CheckConstraint(condition=Q(state__in=KeyState.values), name="byok_providerkey_state_known"),
        )
        indexes = (
            models.Index(fields=("next_check_at",), name="byok_providerkey_due_idx"),
            models.Index(fields=("id",), condition=Q(is_notice_due=True), name="byok_providerkey_notice_idx"),
        )

    def __str__(self) -> str:
        return f"{self.provider} {self.mask}"

    @property
    def is_paused(self) -> bool:
        """Return whether new runs use credits, until it is resumed."""
        return self.paused_at is not None


class PlatformKey(Health):
    """How the operator's own key at a provider does. The key itself stays in the environment.

    `fingerprint` tells a changed key from the old one and gives none of it away.
    """

    provider = models.CharField(_("provider"), max_length=20, primary_key=True)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("platform key")
        verbose_name_plural = _("platform keys")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=KeyState.values), name="byok_platformkey_state_known"),
        )

    def __str__(self) -> str:
        return self.provider


class KeyUse(models.Model):
    """What runs on own keys took in a calendar month of the tenant's zone, by member and model.

    `microdollars` is the estimated cost, at list prices, in millionths of a US dollar, of the runs
    whose model has a known price; `unpriced_runs` counts the others.
    """

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="key_uses", db_index=False)
    provider = models.CharField(max_length=20)
    month = models.DateField(help_text="Its first day.")
    member = models.UUIDField(default=NOBODY)
    model = models.CharField(max_length=60)
    runs = models.IntegerField(default=0)
    input_tokens = models.BigIntegerField(default=0)
    output_tokens = models.BigIntegerField(default=0)
    cache_write_tokens = models.BigIntegerField(default=0)
    cache_read_tokens = models.BigIntegerField(default=0)
    microdollars = models.BigIntegerField(default=0)
    unpriced_runs = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("own-key use")
        verbose_name_plural = _("own-key use")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "month", "provider", "member", "model"), name="byok_keyuse_key"),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.model}: {self.runs}"


class SpendLimit(models.Model):
    """An alert and a stop at an estimated monthly cost of own-key runs, in US cents.

    For one member, or for the whole tenant where `member` is NOBODY. A month is a calendar month
    in the tenant's zone. `alerted_month` and `stopped_month` are the last ones that admins were told of.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="spend_limits", db_index=False)
    member = models.UUIDField(default=NOBODY)
    alert_cents = models.PositiveIntegerField(_("alert at"), null=True, blank=True)
    stop_cents = models.PositiveIntegerField(_("stop at"), null=True, blank=True)
    alerted_month = models.DateField(null=True, editable=False)
    stopped_month = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("own-key spend limit")
        verbose_name_plural = _("own-key spend limits")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "member"), name="byok_spendlimit_tenant_member_key"),
            models.CheckConstraint(
                condition=Q(alert_cents__isnull=False) | Q(stop_cents__isnull=False),
                name="byok_spendlimit_says_something",
            ),
            models.CheckConstraint(
                condition=(Q(alert_cents=None) | Q(alert_cents__gt=0)) & (Q(stop_cents=None) | Q(stop_cents__gt=0)),
                name="byok_spendlimit_above_zero",
            ),
            models.CheckConstraint(
                condition=Q(alert_cents=None) | Q(stop_cents=None) | Q(alert_cents__lte=F("stop_cents")),
                name="byok_spendlimit_alert_before_stop",
            ),
        )

    def __str__(self) -> str:
        return f"{self.tenant}: {self.alert_cents} / {self.stop_cents}"
