"""Runs, their attempts, and what people saved of them."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from credits.models import Funding
from tenants.models import Tenant


class State(models.TextChoices):
    """Where a run stands."""

    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    SUCCEEDED = "succeeded", _("succeeded")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class AnsweredBy(models.TextChoices):
    """Who answers the provider's calls: the provider, or the local sandbox with demo answers."""

    PROVIDER = "provider", _("provider")
    SANDBOX = "sandbox", _("demo answers")


LIVE_STATES = (State.QUEUED, State.RUNNING)


def new_run_id() -> uuid.UUID:
    """Return a run's id, ordered by time (RFC 9562, version 7): the ledger's keys stay small and near each other."""
    return uuid7()


class Run(models.Model):
    """One run of an operation. The database is the queue of truth; the broker only hurries it.

    `member` is a person's UUID without a foreign key, or null for a run without a person.
    `operation` has no choices, so that a new operation needs no migration. `price` is in
    credits and 0 under an own key; the hold's reference in the ledger is the run's id.
    """

    id = models.UUIDField(primary_key=True, default=new_run_id, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="runs", db_index=False)
    member = models.UUIDField(null=True)
    operation = models.CharField(max_length=50)
    inputs = models.JSONField()
    context = models.JSONField(default=dict, help_text="What the operation needs, loaded at the start.")

    submission_key = models.CharField(max_length=100)
    body_hash = models.CharField(max_length=64)

    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    stage = models.CharField(max_length=20, blank=True)
    tokens_so_far = models.PositiveIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True, help_text="When the task was last handed to the broker.")
    deadline_at = models.DateTimeField()

    funding = models.CharField(max_length=7, choices=Funding)
    provider = models.CharField(max_length=20)
    model = models.CharField(max_length=60)
    price = models.PositiveIntegerField()
    answered_by = models.CharField(max_length=8, choices=AnsweredBy)
    prompt_version = models.CharField(max_length=40)

    result = models.JSONField(null=True)
    mends = models.JSONField(default=list, help_text="What was adjusted, one sentence each.")
    problems = models.JSONField(default=list, help_text="Why nothing was accepted, one sentence each.")
    error_code = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True, help_text="What happened, why, and what to do next.")

    former = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", db_index=False)
    note = models.CharField(max_length=300, blank=True, help_text="What should be different from the former run.")

    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "submission_key"), name="ai_ops_run_submission_key"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="ai_ops_run_state_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=LIVE_STATES, ended_at=None)
                | models.Q(~models.Q(state__in=LIVE_STATES), ended_at__isnull=False),
                name="ai_ops_run_ended_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="succeeded") | models.Q(result__isnull=False),
                name="ai_ops_run_success_has_result",
            ),
            models.CheckConstraint(
                condition=~models.Q(funding=Funding.OWN_KEY) | models.Q(price=0), name="ai_ops_run_own_key_is_free"
            ),
        )
        indexes = (
            models.Index(fields=("tenant", "-created_at"), name="ai_ops_run_tenant_idx"),
            models.Index(
                fields=("tenant", "operation", "-created_at"),
                condition=models.Q(state=State.SUCCEEDED),
                name="ai_ops_run_succeeded_idx",
            ),
            models.Index(
                fields=("deadline_at",), condition=models.Q(state__in=LIVE_STATES), name="ai_ops_run_live_idx"
            ),
        )

    def __str__(self) -> str:
        return f"{self.operation} {self.id}"

    @property
    def is_live(self) -> bool:
        """Return whether the run is queued or running."""
        return self.state in LIVE_STATES

    @property
    def elapsed(self) -> timedelta:
        """Return the time from the run's creation to its end, or to now."""
        return (self.ended_at or timezone.now()) - self.created_at


class Attempt(models.Model):
    """One worker's try at a run: what it called, with what usage, and how it went.

    `calls` is a list of {"purpose", "request_id", "model", "stop_reason", "usage", "seconds",
    "error"}, one for each call of the provider; `usage` counts input, output, cache_write and
    cache_read tokens.
    """

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, models.CASCADE, related_name="attempts", db_index=False)
    number = models.PositiveSmallIntegerField()
    worker = models.CharField(max_length=100, blank=True)
    model = models.CharField(max_length=60)
    prompt_version = models.CharField(max_length=40)
    key_version = models.CharField(max_length=60, blank=True)
    calls = models.JSONField(default=list)
    input_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    cache_write_tokens = models.PositiveIntegerField(default=0)
    cache_read_tokens = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = (models.UniqueConstraint(fields=("run", "number"), name="ai_ops_attempt_run_number_key"),)

    def __str__(self) -> str:
        return f"{self.run_id} #{self.number}"


class ModelChoice(models.Model):
    """What a tenant's admin chose for one provider. An empty value means the standard one.

    `credits_model` is for runs on credits, `own_key_model` for runs on an own key, and `quality` the
    one with which a form for an image begins.
    """

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="model_choices", db_index=False)
    provider = models.CharField(_("provider"), max_length=20)
    credits_model = models.CharField(_("model on credits"), max_length=60, blank=True)
    own_key_model = models.CharField(_("model on the own key"), max_length=60, blank=True)
    quality = models.CharField(_("quality"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("model choice")
        verbose_name_plural = _("model choices")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "provider"), name="ai_ops_modelchoice_tenant_provider_key"),
        )

    def __str__(self) -> str:
        return f"{self.provider}: {self.credits_model or 'standard'}"


class RetirementNotice(models.Model):
    """A mail that told of a model's end so many days before it: a tenant's admins, or staff where `tenant` is null.

    An end that the provider moves to another day is told anew.
    """

    id = models.BigAutoField(primary_key=True)
    model = models.CharField(max_length=60)
    retires_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    tenant = models.ForeignKey(Tenant, models.CASCADE, null=True, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("retirement notice")
        verbose_name_plural = _("retirement notices")
        constraints = (
            models.UniqueConstraint(
                fields=("model", "retires_on", "days", "tenant"), name="ai_ops_retirementnotice_once_key"
            ),
            models.UniqueConstraint(
                fields=("model", "retires_on", "days"),
                condition=models.Q(tenant=None),
                name="ai_ops_retirementnotice_staff_once_key",
            ),
        )

    def __str__(self) -> str:
        return f"{self.model}, {self.days} days"


class SavedItem(models.Model):
    """A result that somebody saved under a name, of the kind that its operation makes.

    `content` is that of its newest version. A deleted item stays for a while, so that it can be brought
    back; its name is free at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="saved_items", db_index=False)
    kind = models.CharField(max_length=50, help_text="The operation's slug.")
    name = models.CharField(_("name"), max_length=100)
    content = models.JSONField()
    run = models.ForeignKey(Run, models.SET_NULL, null=True, related_name="saved_items")
    author = models.UUIDField(null=True)
    is_ai_made = models.BooleanField(default=True)
    is_edited = models.BooleanField(default=False, help_text="Whether a person changed it since.")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("saved item")
        verbose_name_plural = _("saved items")
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "kind", "name"),
                condition=models.Q(deleted_at=None),
                name="ai_ops_saveditem_name_key",
            ),
        )
        indexes = (
            models.Index(fields=("tenant", "kind", "-created_at"), name="ai_ops_saveditem_idx"),
            models.Index(
                fields=("deleted_at",), condition=models.Q(deleted_at__isnull=False), name="ai_ops_saveditem_bin_idx"
            ),
        )

    def __str__(self) -> str:
        return self.name


class SavedVersion(models.Model):
    """What a saved item was from one change to the next, the newest included. Versions are never changed.

    `note` says in a few words what the change was: saved, edited, imported, restored from 2.
    """

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(SavedItem, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField()
    note = models.CharField(max_length=200, blank=True)
    run = models.ForeignKey(Run, models.SET_NULL, null=True, related_name="+")
    author = models.UUIDField(null=True)
    is_ai_made = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("version of a saved item")
        verbose_name_plural = _("versions of saved items")
        constraints = (models.UniqueConstraint(fields=("item", "number"), name="ai_ops_savedversion_number_key"),)

    def __str__(self) -> str:
        return f"{self.item_id} #{self.number}"


class StoredFile(models.Model):
    """A file of a result. `name` is its random name in the storage; people see it by its id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="files")
    run = models.ForeignKey(Run, models.SET_NULL, null=True, related_name="files")
    field = models.CharField(max_length=40, help_text="The name in the result that holds this file's id.")
    name = models.CharField(max_length=200, unique=True)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name


class StoredBytes(models.Model):
    """What the database storage keeps: the bytes of one file."""

    name = models.CharField(primary_key=True, max_length=200)
    data = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
