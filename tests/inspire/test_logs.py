import base64
import json
import logging
import logging.config
from types import SimpleNamespace

import pytest
import structlog
from django.urls import reverse
from django_structlog.celery.signals import bind_extra_task_metadata

from inspire import logs
from tests.inspire import production
from vault.redaction import hiding

KEYS = [
    "sk-ant-api03-Zx8-QvT_4mN7pKd2",
    "sk-ant-admin01-Zx8QvT4mN7pKd2",
    "sk-proj-Zx8QvT4mN7pKd2",
    "sk-Zx8QvT4mN7pKd2w9Rb",
    "sk-ant-sandbox-good-Zx8Q",
    "ik_0a1b2c3d4e5f_Zx8QvT4m-7pKd2_w9RbZx8QvT4mN7pKd2w9RbZx8QvT4m",
]
SAY = """
import django, logging, structlog
django.setup()
structlog.get_logger("ours").warning("a_thing_happened", key="{key}", tenant_id="t-1")
logging.getLogger("theirs").warning("they sent %s to %s", "{key}", "redis://:hunter2@10.0.0.1/0")
try:
    held = "{key}"
    raise ValueError("refused {key}")
except ValueError:
    structlog.get_logger("ours").exception("it_broke")
"""


@pytest.fixture
def lines(tmp_path):
    """Return a function that logs something and gives the line that comes of it."""

    def line(say, *, is_json: bool):
        path = tmp_path / "log"
        config = logs.configure("INFO", is_json=is_json)
        handler = logging.FileHandler(path)
        formatter = config["formatters"]["lines"]
        handler.setFormatter(structlog.stdlib.ProcessorFormatter(**{k: v for k, v in formatter.items() if k != "()"}))
        logger = logging.getLogger("tests.of.logs")
        logger.addHandler(handler)
        try:
            say(structlog.get_logger("tests.of.logs"))
        finally:
            logger.removeHandler(handler)
            handler.close()
        return path.read_text()

    return line


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("is_json", [True, False])
def test_what_looks_like_a_key_or_a_token_never_reaches_a_line(lines, key, is_json):
    written = lines(lambda log: log.warning("sent %s", key, header={"x-api-key": key}, keys=[key]), is_json=is_json)
    assert key not in written
    assert key[-8:] not in written
    assert written.count("[removed]") == 3


def test_a_password_in_an_address_never_reaches_a_line(lines):
    written = lines(lambda log: log.warning("connected", to="postgres://inspire:hunter2@db/inspire"), is_json=True)
    assert "hunter2" not in written
    assert "postgres://inspire:[removed]@db/inspire" in written


@pytest.mark.parametrize("is_json", [True, False])
def test_a_secret_in_use_never_reaches_a_line_whatever_it_looks_like(lines, is_json):
    secret = 'no "prefix" of a key/…'
    encoded = base64.b64encode(f"inspire:{secret}".encode()).decode()
    with hiding(secret):
        written = lines(
            lambda log: log.warning("sent %s", secret, header=f"Basic {encoded}", keys=[secret]), is_json=is_json
        )
    assert "prefix" not in written
    assert encoded[12:-4] not in written
    assert written.count("[removed]") == 3


@pytest.mark.parametrize("text", ["a risk-averse, sk-illed designer", "task-management", "https://example.com/a:b@c"])
def test_ordinary_words_stay(lines, text):
    assert text in lines(lambda log: log.warning("said", text=text), is_json=False)


def test_production_writes_one_line_of_json_for_each_event_and_cuts_keys_out_of_tracebacks():
    done = production.run("-c", SAY.format(key=KEYS[0]), DJANGO_SETTINGS_MODULE="inspire.settings")
    assert done.returncode == 0, done.stderr
    ours, theirs, broke = (json.loads(line) for line in done.stderr.splitlines())
    assert (ours["event"], ours["level"], ours["tenant_id"]) == ("a_thing_happened", "warning", "t-1")
    assert "redis://:[removed]@10.0.0.1/0" in theirs["event"]
    assert "ValueError: refused [removed]" in broke["exception"]
    assert KEYS[0] not in done.stderr


def test_the_line_of_a_request_names_person_tenant_and_run(tenant, designer, client_of):
    path = reverse("run", args=["8c7e2f0e-5d0b-4ce5-9a6e-0d5a3c1f2b4d"])
    client = client_of(designer)
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as said:
        client.get(path)
    (line,) = [each for each in said if each["event"] == "request_finished"]
    assert line["tenant_id"] == str(tenant.pk)
    assert str(line["user_id"]) == str(designer.pk)
    assert line["run_id"] == "8c7e2f0e-5d0b-4ce5-9a6e-0d5a3c1f2b4d"
    assert line["request_id"]


def test_the_lines_of_a_worker_name_the_run():
    task = SimpleNamespace(name="ai_ops.tasks.run_operation", request=SimpleNamespace(args=["a-run"]))
    with structlog.contextvars.bound_contextvars(run_id="another"):
        bind_extra_task_metadata.send(sender=None, task=task, logger=None)
        assert structlog.contextvars.get_contextvars()["run_id"] == "a-run"
