"""What goes wrong unforeseen while a key is in hand: the log tells it without the key."""

import base64
import logging

import pytest

from ai_ops import executing, own_keys
from ai_ops.providers import anthropic
from inspire import logs
from tests.byok.owning import SECRETS, execute, give_key, start

pytestmark = pytest.mark.django_db

ENCODED = base64.b64encode(SECRETS["anthropic"].encode()).decode()


class Lines(logging.Handler):
    """Keeps every line as the log's last processor leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(logs.redact(None, "", self.format(record)))


@pytest.fixture
def lines():
    handler = Lines()
    logging.getLogger().addHandler(handler)
    yield handler.said
    logging.getLogger().removeHandler(handler)


def stumble(*_arguments, **_options):
    raise RuntimeError(f"no such header: {ENCODED}")


def assert_told_without_the_key(lines: list[str], event: str) -> None:
    (line,) = [each for each in lines if event in each]
    assert "no such header: [removed]" in line
    assert ENCODED not in line


def test_of_a_check(tenant, sandbox, monkeypatch, lines):
    monkeypatch.setattr(anthropic, "fetch_models", stumble)
    assert own_keys.verdict_of(give_key(tenant)).code == "internal"
    assert_told_without_the_key(lines, "key_check_failed")


def test_of_a_run(tenant, sandbox, monkeypatch, lines):
    give_key(tenant)
    monkeypatch.setattr(executing, "send", stumble)
    assert execute(start(tenant, "anthropic")).error_code == "internal"
    assert_told_without_the_key(lines, "run_failed")
