"""Logs: structured, with request, tenant and run ids, and never with a provider key or a token."""

import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from vault import redaction
from vault.redaction import REMOVED

KEY = re.compile(
    r"\bsk-(?:ant-)?[A-Za-z0-9_-]{8,}|\bik_[0-9a-f]{12}_[A-Za-z0-9_-]+|(?<=://)([^/\s:@]*):[^/\s@]+(?=@)"
    r"|(?<=/invitations/)[A-Za-z0-9_-]{20,}|(?<=/password/reset/key/)[A-Za-z0-9]+-[A-Za-z0-9-]+"
)


def redact(_logger: WrappedLogger, _method: str, text: str | bytes | EventDict) -> str:
    """Cut out of a finished line the secrets in use, and what looks like a key, a password or a link's token.

    It stands behind the renderer, so tracebacks and everything that was bound pass through it.
    """
    return KEY.sub(_removed, redaction.redact(str(text)))


def _removed(found: re.Match[str]) -> str:
    if found.group(1) is not None:
        return f"{found.group(1)}:{REMOVED}"
    return REMOVED


# For every line, from structlog and from the standard library alike.
SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.UnicodeDecoder(),
]
PROCESSORS: list[Processor] = [*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter]


def renderers(*, is_json: bool) -> list[Processor]:
    """Return what makes a line of an event: JSON for machines, or text for people."""
    if is_json:
        return [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ]  # no locals: they hold secrets
    return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]


def configure(level: str, *, is_json: bool) -> dict[str, Any]:
    """Point structlog at the standard library's handlers, and return Django's LOGGING."""
    structlog.configure(
        processors=PROCESSORS,
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *renderers(is_json=is_json),
                    redact,
                ],
            },
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "lines"},
            "mail": {"class": "inspire.error_reports.ErrorMails", "level": "ERROR"},
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # At DEBUG these write whole requests, headers and bodies among them.
            **{name: {"level": "INFO"} for name in ("anthropic", "openai", "httpcore2", "httpx2", "asyncio")},
            # Celery's lines about tasks are said by django_structlog, with ids; beat's come every few seconds.
            **{name: {"level": "WARNING"} for name in ("celery.worker.strategy", "celery.app.trace", "celery.beat")},
            # In place of Django's own handlers, whose lines and mails nothing is cut out of.
            "django": {"handlers": ["mail"], "level": "INFO"},
            # django_structlog says the same with ids; Django's own lines would double it.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }
