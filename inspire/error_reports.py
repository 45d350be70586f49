"""What error pages and error mails show: never a secret, and with DEBUG on no more than without."""

import re
from collections.abc import Iterable
from html import escape
from types import FrameType
from typing import Any, Final, override

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.template.defaultfilters import pprint
from django.utils.log import AdminEmailHandler
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from inspire import logs
from vault import redaction

PRIVATE: Final = (
    *("vault", "byok", "ai_ops.providers", "ai_ops.own_keys", "ai_ops.platform_keys", "ai_ops.funding"),
    *("inspire.pages.keys", "inspire.pages.key_forms", "inspire.pages.api_tokens", "tenants.tokens"),
    *("tenants.adapters", "allauth.mfa"),
    *("tink", "anthropic", "openai", "httpx2", "httpcore2"),
)
"""Modules and packages whose variables are not shown, nor those of whatever they call."""
KEY_PAGES: Final = "/settings/ai/keys/"
"""Where everything that is sent counts as a secret, whatever the field's name."""
SENSITIVE: Final = re.compile(
    r"API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|COOKIE|CREDENTIAL|SEALED|HEADERS|\bCODE\b|SESSIONID", re.IGNORECASE
)
OURS: Final = ("SECRET_KEY", "VAULT_KEYSET", "ANTHROPIC_API_KEY", "OPENAI_API_KEY")
SHORTEST: Final = 6
"""Characters. A shorter value would be found in the middle of ordinary words."""


class Shown:
    """A text that stands for a variable's value, without quotes around it."""

    def __init__(self, text: str) -> None:
        self._text = text

    @override
    def __repr__(self) -> str:
        return self._text


class ReportFilter(SafeExceptionReporterFilter):
    """Hides by name, by value and by pattern; a private module's variables altogether."""

    hidden_settings = SENSITIVE

    @override
    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    @override
    def cleanse_setting(self, key: Any, value: Any) -> Any:
        cleansed = super().cleanse_setting(key, value)
        return clean(cleansed) if isinstance(cleansed, str) else cleansed

    @override
    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return the names of what was sent; what people typed is not for others to read."""
        return dict.fromkeys(_sent(request), self.cleansed_substitute)

    @override
    def get_traceback_frame_variables(self, request: Any, tb_frame: FrameType) -> list[tuple[str, Shown]]:  # type: ignore[override]  # the stubs want a dictionary's items
        if is_private(tb_frame):
            return []
        values = secrets_of(request)
        variables = super().get_traceback_frame_variables(request, tb_frame)
        return [(name, Shown(clean(pprint(self.cleanse_setting(name, value)), values))) for name, value in variables]


class Report(ExceptionReporter):
    """Django's report of an exception, cleaned once more as a whole: messages and addresses hold secrets too."""

    @override
    def get_traceback_html(self) -> SafeString:
        return SafeString(clean(super().get_traceback_html(), secrets_of(self.request)))

    @override
    def get_traceback_text(self) -> SafeString:
        return SafeString(clean(super().get_traceback_text(), secrets_of(self.request)))


class ErrorMails(AdminEmailHandler):
    """Mails a report to ADMINS, where there are some, with its subject and line cleaned as well."""

    @override
    def format_subject(self, subject: str) -> str:
        return clean(super().format_subject(subject))

    @override
    def format(self, record: Any) -> str:
        return clean(super().format(record))


def is_private(frame: FrameType | None) -> bool:
    """Return whether a frame, or one that called it, is of a module that handles secrets."""
    while frame is not None:
        name = f"{frame.f_globals.get('__name__', '')}."
        if name.startswith(tuple(f"{module}." for module in PRIVATE)):
            return True
        frame = frame.f_back
    return False


def clean(text: str, values: Iterable[str] = ()) -> str:
    """Return the text without the given values, as they are, quoted or in HTML, and without what logs cut out."""
    forms = {form for value in values for said in (value, repr(value)[1:-1]) for form in (said, escape(said))}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, redaction.REMOVED)
    return logs.redact(None, "", text)


def secrets_of(request: HttpRequest | None) -> set[str]:
    """Return the values that came with a request, or stand in the settings, and are nobody else's to read."""
    values = {str(getattr(settings, name)) for name in OURS}
    if request is not None:
        is_all = request.path.startswith(KEY_PAGES)
        for sent in (_sent(request), request.GET):
            values |= {value for name, several in sent.lists() if is_all or SENSITIVE.search(name) for value in several}
        values |= {value for name, value in request.COOKIES.items() if _is_sensitive_cookie(name)}
    return {part for value in values for part in (value, *value.split()) if len(part) >= SHORTEST}


def _is_sensitive_cookie(name: str) -> bool:
    return name == settings.SESSION_COOKIE_NAME or bool(SENSITIVE.search(name))


def _sent(request: HttpRequest | None) -> QueryDict:
    """Return what was posted, or nothing where it cannot be read."""
    try:
        return QueryDict() if request is None else request.POST
    except (SuspiciousOperation, OSError):
        return QueryDict()
