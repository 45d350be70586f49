import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from typing import override

import pytest
import tink
from django.core.management import CommandError, call_command
from tink import aead, proto_keyset_format, secret_key_access
from tink.testing import fake_kms

from vault import kek, sealing
from vault.errors import (
    KekAddressError,
    KekPackageError,
    KekUnavailableError,
    KeysetInTheClearError,
    KeysetSealedError,
)
from vault.keyset import create_keyset

AWS_KEY = "aws-kms://arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"


def a_kms_key() -> str:
    """Return the address of a new key in Tink's own fake KMS, which is known to Tink from here on."""
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES128_GCM)
    raw = proto_keyset_format.serialize(handle, secret_key_access.TOKEN)
    uri = fake_kms.FAKE_KMS_PREFIX + base64.urlsafe_b64encode(raw).decode().rstrip("=")
    fake_kms.register_client(uri)
    return uri


@pytest.fixture(scope="module")
def uri() -> str:
    return a_kms_key()


@pytest.fixture(scope="module")
def other_uri() -> str:
    return a_kms_key()


class Kms(BaseHTTPRequestHandler):
    """Answer as AWS KMS does: "seals" by turning the bytes round, and keeps what was asked."""

    asked: list[str] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        action = self.headers["X-Amz-Target"].removeprefix("TrentService.")
        self.asked.append(f"{action} {body.get('KeyId')}")
        given, back = {"Encrypt": ("Plaintext", "CiphertextBlob"), "Decrypt": ("CiphertextBlob", "Plaintext")}[action]
        turned = base64.b64encode(base64.b64decode(body[given])[::-1]).decode()
        answer = json.dumps({back: turned, "KeyId": body["KeyId"]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    @override
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def aws(monkeypatch) -> Iterator[list[str]]:
    server = HTTPServer(("127.0.0.1", 0), Kms)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Kms.asked.clear()
    monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    yield Kms.asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_with_a_kms_the_keyset_is_made_sealed_and_opens_secrets(settings, uri):
    settings.VAULT_KEK_URI = uri
    out = StringIO()
    call_command("keyset", "create", stdout=out)
    settings.VAULT_KEYSET = out.getvalue()
    assert '"encryptedKeyset"' in out.getvalue()
    assert '"keyData"' not in out.getvalue()
    assert sealing.open(sealing.seal(b"a", associated=b"b"), associated=b"b") == b"a"


def test_a_sealed_keyset_is_edited_and_stays_sealed(settings, uri, tmp_path):
    settings.VAULT_KEK_URI = uri
    path = tmp_path / "keyset.json"
    call_command("keyset", "create", out=path, stdout=StringIO())
    settings.VAULT_KEYSET = path.read_text()
    old = sealing.seal(b"a", associated=b"b")
    call_command("keyset", "add", file=path, stderr=StringIO())
    call_command("keyset", "promote", file=path, stderr=StringIO())
    settings.VAULT_KEYSET = path.read_text()
    assert '"keyData"' not in path.read_text()
    assert sealing.open(old, associated=b"b") == b"a"
    assert sealing.key_id_of(sealing.seal(b"a", associated=b"b")) != sealing.key_id_of(old)


def test_a_keyset_moves_to_a_kms_to_another_and_back(settings, uri, other_uri, tmp_path):
    settings.VAULT_KEYSET = create_keyset()
    sealed = sealing.seal(b"a", associated=b"b")
    for number, target in enumerate([uri, other_uri, ""]):
        path = tmp_path / str(number)
        call_command("keyset", "wrap", kek=target, out=path, stdout=StringIO())
        settings.VAULT_KEK_URI, settings.VAULT_KEYSET = target, path.read_text()
        assert ('"encryptedKeyset"' in path.read_text()) == bool(target)
        assert sealing.open(sealed, associated=b"b") == b"a"


def test_another_kms_key_does_not_open_the_keyset_and_the_sentence_names_it(settings, uri, other_uri):
    settings.VAULT_KEYSET, settings.VAULT_KEK_URI = create_keyset(kek_uri=uri), other_uri
    with pytest.raises(KekUnavailableError, match="is the key that sealed the keyset"):
        sealing.seal(b"a", associated=b"b")


def test_a_keyset_in_the_clear_is_refused_where_a_kms_is_set(settings, uri):
    settings.VAULT_KEYSET, settings.VAULT_KEK_URI = create_keyset(), uri
    with pytest.raises(KeysetInTheClearError, match="keyset wrap"):
        sealing.seal(b"a", associated=b"b")


def test_a_sealed_keyset_without_a_kms_says_which_setting_is_missing(settings, uri):
    settings.VAULT_KEYSET, settings.VAULT_KEK_URI = create_keyset(kek_uri=uri), ""
    with pytest.raises(KeysetSealedError, match="Set VAULT_KEK_URI"):
        sealing.seal(b"a", associated=b"b")


def test_while_the_kms_does_not_answer_no_secret_counts_as_lost(settings, uri, other_uri):
    settings.VAULT_KEYSET = create_keyset()
    sealed = sealing.seal(b"a", associated=b"b")
    settings.VAULT_KEYSET, settings.VAULT_KEK_URI = create_keyset(kek_uri=uri), other_uri
    assert sealing.is_sealed_with_known_key(sealed)


def test_an_address_of_no_kms_is_said_with_those_that_are(settings):
    settings.VAULT_KEK_URI = "kms.example.com/key"
    with pytest.raises(CommandError, match=r"no address of a key in a KMS.*aws-kms://, gcp-kms://, hcvault://"):
        call_command("keyset", "create")
    with pytest.raises(KekAddressError):
        kek.aead_of("https://kms.example.com/key")


@pytest.mark.parametrize(
    ("uri", "extra"), [("gcp-kms://projects/a", "gcpkms"), ("hcvault://vault.example/transit/keys/a", "hcvault")]
)
def test_a_package_that_is_missing_is_named(uri, extra, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, f"tink.integration.{extra}", None)
    with pytest.raises(KekPackageError, match=rf"Install tink\[{extra}\]"):
        kek.aead_of(uri)


def test_a_key_in_aws_seals_and_opens_the_keyset_and_is_asked_for_nothing_else(settings, aws):
    settings.VAULT_KEK_URI = AWS_KEY
    settings.VAULT_KEYSET = create_keyset(kek_uri=AWS_KEY)
    aws.clear()
    assert sealing.open(sealing.seal(b"a", associated=b"b"), associated=b"b") == b"a"
    assert aws == [f"Decrypt {AWS_KEY.removeprefix('aws-kms://')}"]


def test_a_kms_that_cannot_be_reached_is_a_sentence(settings, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    settings.VAULT_KEK_URI = AWS_KEY
    with pytest.raises(CommandError, match="See that the KMS answers"):
        call_command("keyset", "create")
