"""`manage.py try_live` against a local server at the provider's configured address."""

import builtins
import getpass
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ai_ops import registry
from ai_ops.models import Run
from credits.models import Entry

KEY = "sk-ant-api03-for-a-trial"
PROMPTS = Path(__file__).parents[2] / "docs" / "prompts.md"


@pytest.fixture
def provider(settings, sandbox, db):
    """A local server in the provider's place, with the platform key of a real installation."""
    settings.ANTHROPIC_API_KEY = KEY
    settings.ANTHROPIC_API_BASE = sandbox.url
    return sandbox


@pytest.fixture
def answers(monkeypatch):
    """What a person types at the prompts."""
    typed = {"yes": "yes", "key": "sk-ant-api03-typed-at-the-prompt"}
    monkeypatch.setattr(builtins, "input", lambda _question: typed["yes"])
    monkeypatch.setattr(getpass, "getpass", lambda _question: typed["key"])
    monkeypatch.setattr("ai_ops.management.commands.try_live.getpass", lambda _question: typed["key"])
    return typed


def try_live(*args: str) -> str:
    out = io.StringIO()
    call_command("try_live", *args, stdout=out)
    return out.getvalue()


def test_a_trial_prints_outcome_tokens_and_cost_and_leaves_no_run(provider, answers):
    said = try_live("theme")
    examples = registry.get("theme").examples
    assert f"{len(examples)} of {len(examples)} accepted" in said
    assert "tokens in" in said
    assert "$0.0" in said
    assert KEY not in said
    assert not Run.objects.exists()
    assert not Entry.objects.filter(kind="reserve").exists()


def test_a_refused_answer_is_told_with_its_problem(provider, answers):
    provider.fault("status", status=401, times=0)
    assert "refused (key_refused)" in try_live("text")


def test_without_a_yes_nothing_is_sent(provider, answers):
    answers["yes"] = "no"
    with pytest.raises(CommandError, match="Nothing was sent"):
        try_live("theme")
    assert provider.requests() == []


def test_without_a_real_key_it_says_which_setting_is_missing(db, answers):
    with pytest.raises(CommandError, match="ANTHROPIC_API_KEY is not set"):
        try_live("theme")


def test_an_own_key_is_asked_for_and_not_shown(provider, answers, tenant):
    said = try_live("text", "--own-key", tenant.slug)
    assert answers["key"] not in said
    assert "The provider bills harbour-cafe" in said


def test_a_sandbox_key_proves_nothing_and_is_refused(provider, answers, tenant):
    answers["key"] = "sk-ant-sandbox-good"
    with pytest.raises(CommandError, match="prove nothing"):
        try_live("text", "--own-key", tenant.slug)


@pytest.mark.parametrize("operation", registry.all_operations(), ids=lambda operation: operation.slug)
def test_the_documents_say_of_each_prompt_version_whether_it_was_tried(operation):
    assert f"| {operation.slug} | `{operation.prompt_version}` |" in PROMPTS.read_text(encoding="utf-8")


@pytest.fixture
def table(tmp_path):
    """A file that an analysis finds something in, and a layout can show."""
    path = tmp_path / "Shop takings.csv"
    rows = "".join(
        f"2026-{1 + at // 28:02}-{1 + at % 28:02},{100 + at % 7 + (300 if at == 90 else 0)}\n" for at in range(160)
    )
    path.write_text("day,takings\n" + rows)
    return str(path)


@pytest.mark.parametrize("operation", ["analysis", "content"])
def test_an_operation_that_needs_data_is_tried_on_a_file(provider, answers, table, operation):
    said = try_live(operation, "--data", table)
    assert f"{len(registry.get(operation).examples)} of {len(registry.get(operation).examples)} accepted" in said
    assert all("takings" in str(each["body"]) for each in provider.requests())


def test_an_operation_that_needs_data_says_so(provider, answers):
    with pytest.raises(CommandError, match=r"analysis needs data\. Name a file of it: --data FILE"):
        try_live("analysis")
    with pytest.raises(CommandError, match="No such file"):
        try_live("analysis", "--data", "nowhere.csv")
    assert provider.requests() == []
