"""Error pages with DEBUG on, and error mails: what went wrong is there, and no secret is."""

import logging
import sys
from html import escape

import pytest
from django.core import mail
from django.core.exceptions import SuspiciousOperation
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from ai_ops.providers import anthropic
from ai_ops.providers.base import Call, Endpoint
from inspire.error_reports import ErrorMails, Report, ReportFilter, is_private
from tests.inspire import production

KEY = "sk-ant-api03-Zx8-QvT_4mN7pKd2"
ODD_KEY = "a-key-of-no-known-shape-5d1e7b90c4"
PASSWORD = 'it\'s <dusk> & "harbour" lights'
KEY_PAGE = "/settings/ai/keys/anthropic/"


def break_with(request: HttpRequest) -> HttpResponse:
    """Fail as a view does in the middle, with what was typed in variables of any name and shape."""
    typed = request.POST.get("key", "")
    cleaned = {"value": typed, "several": [typed, (typed,)]}
    sentence = f"They typed {typed} and {request.POST.get('password')}, that is {cleaned['value']}."
    raise ValueError(sentence)


urlpatterns = [path(KEY_PAGE.removeprefix("/"), break_with)]


def report_on(request: HttpRequest, fail, reporter=Report) -> str:
    """Return what a report shows, in HTML and as text, of the exception that `fail` raises."""
    try:
        fail()
    except (ValueError, RuntimeError, LookupError, SuspiciousOperation):
        report = reporter(request, *sys.exc_info())
        return f"{report.get_traceback_html()}\n{report.get_traceback_text()}"
    pytest.fail("Nothing was raised.")


def plain(request: HttpRequest, *exception) -> ExceptionReporter:
    """Return Django's own report with Django's own filter."""
    request.exception_reporter_filter = SafeExceptionReporterFilter()
    return ExceptionReporter(request, *exception)


def posted(key: str = KEY) -> HttpRequest:
    return RequestFactory().post(KEY_PAGE, {"key": key, "password": PASSWORD, "note": "a note of nobody else's"})


@pytest.mark.parametrize("key", [KEY, ODD_KEY])
def test_what_was_typed_is_in_no_part_of_a_report(settings, key):
    settings.DEBUG = True
    request = posted(key)
    shown = report_on(request, lambda: break_with(request))
    assert "break_with" in shown
    assert "They typed [removed]" in shown
    for secret in (key, key[-8:], PASSWORD, escape(PASSWORD), "a note of nobody else"):
        assert secret not in shown


@pytest.mark.parametrize("secret", [ODD_KEY, escape(PASSWORD), "a note of nobody else"])
def test_without_our_report_it_would_be_there(settings, secret):
    settings.DEBUG = True
    request = posted(ODD_KEY)
    assert secret in report_on(request, lambda: break_with(request), plain)


def break_below_an_adapter(key: str) -> None:
    """Fail in what a provider's adapter calls, with the key in a variable whose name says nothing."""

    def fail(_tokens: int) -> None:
        held = key
        raise RuntimeError("It broke in the middle of the answer.", len(held))

    call = Call("anthropic", Endpoint("http://127.0.0.1:9", key, "provider"), "a-model", 1.0, fail)
    anthropic.Reading(call).read(iter([{"type": "ping", "of": key}]))


def test_the_variables_of_what_handles_keys_are_not_shown_nor_those_below_it():
    shown = report_on(RequestFactory().get("/"), lambda: break_below_an_adapter(ODD_KEY))
    assert "It broke in the middle of the answer." in shown
    assert ODD_KEY not in shown
    assert ODD_KEY in report_on(RequestFactory().get("/"), lambda: break_below_an_adapter(ODD_KEY), plain)


def own_frame_is_private() -> bool:
    return is_private(sys._getframe())


def test_a_private_frame_is_known_by_its_module_and_by_its_callers(monkeypatch):
    frame = sys._getframe()
    assert not is_private(frame)
    for name, expected in (("byok", True), ("byok.keys", True), ("byoks", False), ("ai_ops.providers.http", True)):
        monkeypatch.setitem(frame.f_globals, "__name__", name)
        assert is_private(frame) == expected
        assert own_frame_is_private() == expected


def test_a_report_hides_the_session_and_keeps_what_is_nobodys_secret():
    request = RequestFactory().get("/ai/runs/?state=failed", headers={"authorization": f"Bearer {ODD_KEY}"})
    request.COOKIES = {"sessionid": "a-session-of-somebody", "theme": "dark-and-calm"}
    request.META["HTTP_COOKIE"] = "sessionid=a-session-of-somebody; theme=dark-and-calm"

    def fail() -> None:
        count, held = 41, f"session a-session-of-somebody, {request.COOKIES['theme']}"
        raise LookupError(count, held)

    shown = report_on(request, fail)
    assert "a-session-of-somebody" not in shown
    assert ODD_KEY not in shown
    for part in ("41", "dark-and-calm", "state=failed", "LookupError"):
        assert part in shown


def test_a_report_on_a_body_that_cannot_be_read_is_still_a_report(settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    request = posted()
    shown = report_on(request, lambda: request.POST)
    assert "TooManyFieldsSent" in shown
    assert KEY not in shown


SHOW = """
import django, os, sys
django.setup()
from django.test import RequestFactory
from django.views.debug import get_exception_reporter_class
request = RequestFactory().get("/")
request.META.update(os.environ)
try:
    raise ValueError("It broke.")
except ValueError:
    print(get_exception_reporter_class(request)(request, *sys.exc_info()).get_traceback_html())
"""


def test_a_report_shows_no_secret_of_settings_and_environment():
    secrets = {
        "DATABASE_URL": "postgres://inspire:pw-of-the-database@127.0.0.1:1/inspire",
        "REDIS_URL": "redis://:pw-of-the-broker@127.0.0.1:1",
        "EMAIL_URL": "smtp://someone:pw-of-the-mail@mail.example:25",
        "STORAGE_URL": "s3://an-access-key:pw-of-the-storage@s3.example/bucket",
        "ANTHROPIC_API_KEY": KEY,
        "OPENAI_API_KEY": ODD_KEY,
        "ANTHROPIC_CUSTOM_HEADERS": "X-Secret: pw-of-a-gateway",
    }
    settings = {"DEBUG": "true", "DJANGO_SETTINGS_MODULE": "inspire.settings"}
    done = production.run("-c", SHOW, without=(), **settings, **secrets)
    assert "It broke." in done.stdout, done.stderr
    assert "127.0.0.1:1" in done.stdout
    keyset = production.SETTINGS["VAULT_KEYSET"]
    for secret in ("pw-of-", KEY, ODD_KEY, production.SETTINGS["SECRET_KEY"], keyset[-40:]):
        assert secret not in done.stdout


def test_the_page_of_a_view_that_breaks_is_ours(settings):
    settings.ROOT_URLCONF = __name__
    settings.DEBUG = True
    settings.MIDDLEWARE = []
    answer = Client(raise_request_exception=False).post(KEY_PAGE, {"key": ODD_KEY}, headers={"accept": "text/html"})
    assert answer.status_code == 500
    page = answer.text
    assert "break_with" in page
    assert ReportFilter.cleansed_substitute in page
    assert ODD_KEY not in page


@pytest.mark.parametrize("include_html", [True, False])
def test_an_error_mail_holds_no_secret_in_subject_line_or_report(settings, include_html):
    settings.ADMINS = ["operator@example.com"]
    request = posted(ODD_KEY)
    try:
        break_with(request)
    except ValueError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Broke on %s", (KEY,), sys.exc_info())
    record.request = request
    ErrorMails(include_html=include_html).emit(record)
    (sent,) = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    whole = "".join([sent.message().as_string(), str(sent.body), *(str(part) for part in sent.alternatives)])
    assert sent.subject.endswith("Broke on [removed]")
    assert "break_with" in sent.body
    assert bool(sent.alternatives) == include_html
    for secret in (KEY, ODD_KEY, PASSWORD, escape(PASSWORD)):
        assert secret not in whole


def test_no_handler_writes_djangos_lines_but_ours():
    handlers = [type(handler) for handler in logging.getLogger("django").handlers]
    assert handlers == [ErrorMails]
