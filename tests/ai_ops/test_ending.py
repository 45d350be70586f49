"""What the end of a run sets off: admins are told that credits run out, and nothing of it can hurt the run."""

from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from ai_ops import ending
from ai_ops.ending import Ending
from ai_ops.models import State
from credits import alerts, ledger
from credits.ledger import HoldRequest
from credits.models import Alert
from tenants.models import Role
from tests.ai_ops import books
from tests.factories import make_member

pytestmark = pytest.mark.django_db

SUCCESS = Ending(State.SUCCEEDED, result={"title": "Calm", "count": 1})


@pytest.fixture
def run(tenant, start_run):
    """A run of two credits, after which 80 of 100 are used."""
    make_member(tenant, Role.ADMIN)
    request = HoldRequest(uuid4(), 78, "echo", None, "claude-haiku-5-5", "credits")
    ledger.reserve(tenant.account, request, at=timezone.now())
    ledger.settle(request.reference, at=timezone.now())
    return start_run()


def end(run, how, callbacks):
    with callbacks(execute=True):
        return ending.end(run.pk, how, at=timezone.now())


def test_a_run_that_crosses_the_line_tells_the_admins(run, django_capture_on_commit_callbacks):
    assert end(run, SUCCESS, django_capture_on_commit_callbacks)
    assert [letter.subject for letter in mail.outbox] == ["Harbour Cafe has used 80 % of this month's credits"]


def test_a_run_that_fails_tells_nothing(run, django_capture_on_commit_callbacks):
    assert end(run, ending.failed("refused", "It was refused."), django_capture_on_commit_callbacks)
    assert not Alert.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_alert_that_breaks_leaves_the_run_ended_and_charged(tenant, run, monkeypatch, caplog):
    monkeypatch.setattr(alerts, "CROSS", "SELECT nonsense FROM nowhere")

    assert ending.end(run.pk, SUCCESS, at=timezone.now())

    run.refresh_from_db()
    assert run.state == State.SUCCEEDED
    assert books.used_and_held(tenant) == (80, 0)
    assert "_watch_credits" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_down_leaves_the_run_ended_and_the_alert_due(tenant, run, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert ending.end(run.pk, SUCCESS, at=timezone.now())

    assert Alert.objects.get().mailed_at is None
