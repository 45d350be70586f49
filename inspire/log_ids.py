"""Which tenant and which run a log line belongs to. `inspire.apps` connects these to django_structlog."""

from typing import Any

import structlog
from celery import Task
from django.http import HttpRequest

RUN_TASK = "ai_ops.tasks.run_operation"


def bind_tenant(request: HttpRequest, **kwargs: Any) -> None:
    """Bind the tenant of a request, which TenantMiddleware has found before."""
    if tenant := getattr(request, "tenant", None):
        structlog.contextvars.bind_contextvars(tenant_id=str(tenant.pk))


def name_run(request: HttpRequest, log_kwargs: dict[str, Any], **kwargs: Any) -> None:
    """Name the run whose page was asked for."""
    if request.resolver_match and "run_id" in request.resolver_match.kwargs:
        log_kwargs["run_id"] = str(request.resolver_match.kwargs["run_id"])


def bind_run(task: Task[Any, Any], **kwargs: Any) -> None:
    """Bind the run that a worker's task is for."""
    if task.name == RUN_TASK and task.request.args:
        structlog.contextvars.bind_contextvars(run_id=str(task.request.args[0]))
