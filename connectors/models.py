"""Where a tenant's data comes from, and what it was at each time."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from connectors.reading import limits
from tenants.models import Tenant

UPLOAD, PUSH = "upload", "push"
KEEP_SNAPSHOTS, KEEP_DAYS = 10, 90
MOST_SNAPSHOTS, MOST_DAYS = 100, 3650


class State(models.TextChoices):
    """How a source does."""

    ACTIVE = "active", _("active")
    IDLE = "idle", _("idle")
    ERROR = "error", _("error")
    DISABLED = "disabled", _("disabled")


class Source(models.Model):
    """Where data comes from. Its slug is the stream in the names of its fields, and never changes.

    `kind` names the module of `connectors.readers` that reads it; it has no choices, so that a new
    kind needs no migration. `overrides` are the kinds of fields that a person corrected, by the
    fields' names. `last_error` is a sentence for people: the last good snapshot stays in use.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="sources", db_index=False)
    kind = models.CharField(_("kind"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    slug = models.CharField(_("slug"), max_length=60)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.IDLE)
    last_error = models.TextField(_("last error"), blank=True)
    failed_at = models.DateTimeField(_("failing since"), null=True)
    refreshed_at = models.DateTimeField(
        _("last data"), null=True, help_text=_("When data last came in, also unchanged.")
    )
    overrides = models.JSONField(_("corrected types"), default=dict)
    keep_snapshots = models.PositiveSmallIntegerField(_("snapshots kept"), default=KEEP_SNAPSHOTS)
    keep_days = models.PositiveSmallIntegerField(_("days kept"), default=KEEP_DAYS)
    created_by = models.UUIDField(_("made by"), null=True)
    created_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "slug"), name="connectors_source_tenant_slug_key"),
            models.CheckConstraint(condition=Q(slug__regex=r"^[^\s./{}]+$"), name="connectors_source_slug_is_a_name"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="connectors_source_state_known"),
            models.CheckConstraint(
                condition=~Q(state=State.ERROR) | ~Q(last_error="") & Q(failed_at__isnull=False),
                name="connectors_source_error_says_why",
            ),
            models.CheckConstraint(
                condition=Q(keep_snapshots__range=(1, MOST_SNAPSHOTS), keep_days__range=(1, MOST_DAYS)),
                name="connectors_source_keeps_something",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_disabled(self) -> bool:
        """Return whether nothing comes in until it is enabled."""
        return self.state == State.DISABLED


class Snapshot(models.Model):
    """A source's data as it was at one time. It never changes; corrected types make a new one.

    `fields` holds {"name", "item", "field", "kind", "unit", "form", "unread"} of each column in
    order; `notes` are sentences on how the data was read. `number` counts from 1 in each source.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, models.CASCADE, related_name="snapshots", db_index=False)
    number = models.PositiveIntegerField(_("number"))
    rows = models.PositiveIntegerField(_("rows"))
    columns = models.PositiveSmallIntegerField(_("columns"))
    fields = models.JSONField(_("fields"))
    notes = models.JSONField(_("notes"), default=list)
    content_hash = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("bytes stored"))
    taken_at = models.DateTimeField(_("taken at"))

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = (
            models.UniqueConstraint(fields=("source", "number"), name="connectors_snapshot_source_number_key"),
            models.CheckConstraint(
                condition=Q(rows__range=(1, limits.MAX_ROWS), columns__range=(1, limits.MAX_COLUMNS)),
                name="connectors_snapshot_within_limits",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id} #{self.number}"


class SnapshotData(models.Model):
    """What a snapshot holds, in a table of its own, so that no list of snapshots loads it.

    `typed` is the table as Parquet. `texts` is the same table before its columns had kinds; only a
    source's newest snapshot keeps it, for corrections and for rows that are added.
    """

    snapshot = models.OneToOneField(Snapshot, models.CASCADE, primary_key=True, related_name="data")
    typed = models.BinaryField()
    texts = models.BinaryField(null=True)
    has_comma_decimals = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("snapshot data")
        verbose_name_plural = _("snapshot data")

    def __str__(self) -> str:
        return str(self.snapshot_id)


class Push(models.Model):
    """Rows that came in under a key of the program's own, and what was answered: the same again gets the same."""

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, models.CASCADE, related_name="pushes", db_index=False)
    key = models.CharField(max_length=100)
    body_hash = models.CharField(max_length=64)
    answer = models.JSONField()
    pushed_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("push")
        verbose_name_plural = _("pushes")
        constraints = (models.UniqueConstraint(fields=("source", "key"), name="connectors_push_source_key_key"),)

    def __str__(self) -> str:
        return self.key
