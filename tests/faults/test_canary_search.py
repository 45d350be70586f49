"""The search for canaries finds them: in every place that it looks at, in every form."""

import base64
import subprocess
import sys

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import EmailMultiAlternatives

from ai_ops.models import StoredBytes
from tenants.models import AuditEvent
from tests.faults import canary
from tests.faults.canary import FORMS, Canary, find
from tests.faults.conftest import database_url, wait_until

LEAK = Canary("leaked", "sk-ant-api03-", "-good")
OTHER = Canary("other", "sk-ant-api03-", "-good")
TEXTS = [form for form in FORMS if form != "UTF-16"]
"""Forms that stand in texts: UTF-16 has zeros between its letters."""


def spelled(form: str) -> bytes:
    """Return half the leaked key in a form, in the middle of something else."""
    return b"x7-" + FORMS[form](LEAK.halves[1]) + b"-zz"


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_found_and_told_from_another_key(form):
    found = find({"a place": spelled(form), "another": b"nothing of it"}, [LEAK, OTHER])
    assert found == [f"a place: the leaked key, {form}"]


def test_base64_is_found_wherever_the_key_stands_in_what_was_encoded():
    for before in range(7):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            content = encode(b"y" * before + LEAK.key.encode() + b"?>~")
            assert find({"a place": content}, [LEAK]), before


@pytest.mark.django_db(transaction=True)
def test_a_key_in_the_database_or_in_a_session_is_found():
    texts = {form: spelled(form).decode() for form in TEXTS}
    AuditEvent.objects.bulk_create(AuditEvent(action="key.entered", detail={"key": text}) for text in texts.values())
    session = SessionStore()
    session["keys"] = texts
    session.save()
    places = canary.in_database(database_url())
    for place, content in places.items():
        assert find({place: content}, [LEAK, OTHER]) == [f"{place}: the leaked key, {form}" for form in TEXTS]


@pytest.mark.django_db(transaction=True)
def test_a_key_in_a_column_of_bytes_is_found():
    StoredBytes.objects.create(name="a-file", data=LEAK.key.encode())
    assert find(canary.in_database(database_url()), [LEAK]) == ["pg_dump: the leaked key, hex"]


@pytest.mark.parametrize("form", TEXTS)
def test_a_key_in_a_mail_is_found_however_its_parts_are_encoded(form):
    text = f"{'é' * 70} {spelled(form).decode()} " * 3
    plain, rich = EmailMultiAlternatives("Broke", text), EmailMultiAlternatives("Broke", "Broke.")
    rich.attach_alternative(text, "text/html")
    for message in (plain, rich):
        assert f"mail 0, Broke: the leaked key, {form}" in find(canary.in_mails([message]), [LEAK, OTHER])


def test_a_key_in_the_broker_is_found_in_every_kind_of_value(broker):
    for form in FORMS:
        content = spelled(form)
        broker.set(f"text, {form}", content)
        broker.rpush(f"list, {form}", b"nothing", content)
        broker.hset(f"hash, {form}", "field", content)
        broker.sadd(f"set, {form}", content)
        broker.zadd(f"zset, {form}", {content: 1})
    kinds = ("text", "list", "hash", "set", "zset")
    planted = {f"Valkey {kind}, {form}: the leaked key, {form}" for kind in kinds for form in FORMS}
    assert set(find(canary.in_broker(broker), [LEAK, OTHER])) == planted


def test_a_key_in_the_name_of_a_key_of_the_broker_is_found(broker):
    broker.set(LEAK.key, "nothing")
    assert find(canary.in_broker(broker), [LEAK]) == [f"Valkey {LEAK.key}: the leaked key, raw"]


def test_a_key_in_a_file_is_found_though_its_line_is_broken(tmp_path):
    (tmp_path / "below").mkdir()
    half = LEAK.halves[0]
    (tmp_path / "worker.log").write_text(f'{{"event": "{LEAK.key}"}}')
    (tmp_path / "below" / "mail.log").write_text(f"{half[:9]}=\n{half[9:]}")
    found = find(canary.in_files(tmp_path), [LEAK])
    assert found == ["worker.log: the leaked key, raw", "below/mail.log: the leaked key, raw"]


def test_a_key_among_the_arguments_of_a_process_is_found():
    process = subprocess.Popen([sys.executable, "-c", "input()", LEAK.key], stdin=subprocess.PIPE)
    try:
        wait_until(lambda: bool(find(canary.in_processes(), [LEAK])))
        assert find(canary.in_processes(), [LEAK]) == [f"process {process.pid}: the leaked key, raw"]
    finally:
        process.communicate(b"\n")


@pytest.mark.django_db
def test_a_key_on_a_page_in_a_header_and_in_a_cookie_is_found(client):
    spoilt = [client.get("/accounts/login/") for _ in range(4)]
    spoilt[1].write(LEAK.key)
    spoilt[2].headers["X-Key"] = LEAK.key
    spoilt[3].set_cookie("key", LEAK.key)
    found = [find({"page": canary.in_answer(answer)}, [LEAK]) for answer in spoilt]
    assert found == [[], *[["page: the leaked key, raw"]] * 3]
