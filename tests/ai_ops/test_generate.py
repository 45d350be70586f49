"""`manage.py generate`, in this process; tests/faults runs it as a person would."""

import json
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from ai_ops import leases, runner
from ai_ops.management.commands import generate
from ai_ops.models import Run, State
from credits import ledger
from credits.models import Funding
from tests.ai_ops import books


@pytest.fixture
def ask(tenant, echo, tmp_path, monkeypatch):
    """Return a function that runs the command and gives exit code, output and messages."""
    monkeypatch.setattr(generate, "POLL_SECONDS", 0.01)

    def run(inputs=None, *options: str, operation="echo", slug="harbour-cafe", text=None):
        inputs = inputs or {"text": "a calm harbour"}
        file = tmp_path / "input.json"
        file.write_text(json.dumps(inputs) if text is None else text)
        out, err = StringIO(), StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command(
                "generate", operation, "--tenant", slug, "--input", str(file), *options, stdout=out, stderr=err
            )
        return ended.value.code, out.getvalue(), err.getvalue()

    return run


def test_a_run_prints_its_result_alone_and_tells_the_rest_apart(ask, sandbox, tenant):
    code, out, err = ask({"text": "a calm harbour"}, "--inline")
    assert code == 0
    assert set(json.loads(out)) == {"title", "count"}
    assert "2 credits" in err
    assert "Said it once more." in err
    assert "succeeded after" in err
    assert books.kinds(tenant) == ["reserve", "settle"]


def test_json_prints_the_whole_run(ask, sandbox):
    code, out, _ = ask({"text": "a calm harbour"}, "--inline", "--json")
    document = json.loads(out)
    assert code == 0
    assert (document["state"], document["credits"], document["answered_by"]) == ("succeeded", 2, "sandbox")
    assert set(document["result"]) == {"title", "count"}


def test_a_run_that_fails_exits_with_1_and_says_why(ask, sandbox, tenant):
    sandbox.fault("status", status=401)
    code, out, err = ask({"text": "a calm harbour"}, "--inline", "--json")
    document = json.loads(out)
    assert code == 1
    assert (document["state"], document["credits"], document["error_code"]) == ("failed", 0, "key_refused")
    assert "refused the key" in err
    assert books.used_and_held(tenant) == (0, 0)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"inputs": {"text": "ab"}}, "text: Use at least 3 characters; this has 2."),
        ({"text": "{not json"}, "The input is not JSON"),
        ({"text": "[]"}, "must be a JSON object"),
        ({"operation": "nothing"}, "There is no operation 'nothing'"),
        ({"slug": "nobody"}, "There is no tenant with the slug 'nobody'"),
    ],
)
def test_what_is_not_valid_exits_with_2(ask, arguments, words):
    code, out, err = ask(**arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert not Run.objects.exists()


def test_a_file_that_is_not_there_exits_with_2(tenant, echo):
    err = StringIO()
    with pytest.raises(SystemExit, match="2"):
        call_command("generate", "echo", "--tenant", "harbour-cafe", "--input", "/no/such/file", stderr=err)
    assert "cannot be read" in err.getvalue()


def test_too_few_credits_exit_with_3(ask, tenant):
    hold = ledger.HoldRequest(
        reference=uuid4(), credits=99, operation="other", member=None, model="", funding=Funding.CREDITS
    )
    ledger.reserve(tenant.account, hold, at=timezone.now())
    code, _, err = ask()
    assert code == 3
    assert "This needs 2 credits and 1 remains" in err


def test_a_missing_provider_key_exits_with_5(ask, settings):
    settings.IS_LOCAL = False
    assert ask()[0] == 5


def test_ctrl_c_cancels_the_run(ask, tenant, monkeypatch):
    def press_ctrl_c(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(generate, "sleep", press_ctrl_c)
    code, _, err = ask()
    assert code == 4
    assert "was cancelled" in err
    assert Run.objects.get().state == State.CANCELLED
    assert books.used_and_held(tenant) == (0, 0)


def test_ctrl_c_before_there_is_a_run_exits_with_4(ask, tenant, monkeypatch):
    def press_ctrl_c(*_, **__) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(runner, "start", press_ctrl_c)
    code, _, err = ask()
    assert code == 4
    assert "Cancelled before there was a run." in err


def test_without_inline_a_worker_does_the_run_and_its_stages_are_shown(ask, sandbox, monkeypatch):
    def work(seconds: float) -> None:
        runner.execute(Run.objects.get().id)

    monkeypatch.setattr(generate, "sleep", work)
    code, _, err = ask()
    assert code == 0
    assert "queued" in err


def test_the_same_key_gives_the_same_run(ask, sandbox):
    first, second = (json.loads(ask({"text": "abc"}, "--inline", "--json", "--key", "once")[1]) for _ in range(2))
    assert first["id"] == second["id"]
    assert ask({"text": "other"}, "--key", "once")[0] == 2


def test_the_help_lists_the_exit_codes(capsys):
    with pytest.raises(SystemExit):
        call_command("generate", "--help")
    text = capsys.readouterr().out
    assert all(f"  {code.value}  " in text for code in generate.Exit)


def test_a_worker_is_named_by_host_and_process():
    assert ":" in leases.worker_name()
