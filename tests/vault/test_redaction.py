import base64
import html
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault import redaction
from vault.redaction import REMOVED, hiding, redact

KEY = "sk-ant-api03-Zx8/QvT+4mN7~pKd2"
SECRETS = st.text(st.characters(codec="utf-8", exclude_characters="[]removd☺☻"), min_size=8, max_size=80)
AROUND = st.text(st.sampled_from("☺☻"), max_size=12)
WAYS = {
    "as it is": str,
    "quote": quote,
    "quote, slashes too": lambda secret: quote(secret, safe=""),
    "quote, small digits": lambda secret: "".join(f"%{byte:02x}" for byte in secret.encode()),
    "quote_plus": quote_plus,
    "json": lambda secret: json.dumps(secret)[1:-1],
    "json, letters as they are": lambda secret: json.dumps(secret, ensure_ascii=False)[1:-1],
    "json in json": lambda secret: json.dumps(json.dumps({"key": secret})),
    "html": html.escape,
    "python": repr,
    "python's bytes": lambda secret: repr(secret.encode()),
}


@pytest.mark.parametrize("write", WAYS.values(), ids=WAYS)
@given(secret=SECRETS, before=AROUND, after=AROUND)
def test_a_secret_in_use_is_cut_out_however_it_is_written(write, secret, before, after):
    written = write(secret)
    with hiding(secret):
        done = redact(before + written + after)
    assert written not in done
    assert secret not in done
    assert done.startswith(before)
    assert done.endswith(after)
    assert REMOVED in done


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
@given(secret=SECRETS, before=st.binary(max_size=9), after=st.binary(max_size=9))
def test_a_secret_within_base64_is_cut_out_wherever_it_stands(encode, secret, before, after):
    raw = secret.encode()
    written = encode(before + raw + after).decode()
    with hiding(secret):
        done = redact(f"Basic {written}")
    left, right = done.removeprefix("Basic ").split(REMOVED)
    assert len(left) * 6 <= len(before) * 8  # bits: what is shown is not the secret's
    assert len(right.rstrip("=")) * 6 <= len(after) * 8 + 5


@given(text=st.text(max_size=200))
def test_without_a_secret_in_use_a_text_stays_as_it_is(text):
    assert redact(text) == text


@given(secret=SECRETS, text=st.text(st.sampled_from("☺☻[]removd"), max_size=60))
def test_a_text_without_the_secret_stays_as_it_is(secret, text):
    with hiding(secret):
        assert redact(text) == text


@given(left=SECRETS, middle=SECRETS, right=SECRETS)
def test_of_secrets_that_overlap_nothing_is_left(left, middle, right):
    with hiding(left + middle), hiding(middle + right), hiding(middle):
        assert redact(f"☺{left}{middle}{right}☻") == f"☺{REMOVED}☻"


@pytest.mark.parametrize("short", ["", "sk-ant-", "1234567"])
def test_a_short_value_is_let_be(short):
    with hiding(short):
        assert redact(f"sk-ant-1234567 {short}") == f"sk-ant-1234567 {short}"


def test_after_the_block_nothing_is_kept_of_the_secret():
    with pytest.raises(LookupError), hiding(KEY):
        raise LookupError
    assert redact(KEY) == KEY
    assert not redaction._uses
    assert not redaction._by_ending


def test_a_secret_in_use_twice_is_hidden_until_the_last_use_ends():
    with hiding(KEY):
        with hiding(KEY):
            pass
        assert redact(KEY) == REMOVED


def test_a_secret_stays_hidden_when_another_that_is_written_the_same_way_is_done_with():
    with hiding("one+and+the+same"):
        with hiding("one and the same"):
            assert redact("one+and+the+same") == REMOVED
        assert redact("one+and+the+same, one and the same") == f"{REMOVED}, one and the same"


def test_many_threads_at_once_hide_what_each_uses_and_leave_nothing():
    keys = [f"sk-ant-api03-number-{number % 7}" for number in range(32)]
    together = Barrier(8)

    def use(key):
        together.wait(10)
        for _again in range(50):
            with hiding(key):
                assert redact(f"sent {key}.") == f"sent {REMOVED}."

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(use, keys))
    assert not redaction._uses
    assert not redaction._by_ending
