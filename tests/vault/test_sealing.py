import pytest

from vault import sealing
from vault.errors import CannotOpenError, KeysetMissingError, KeysetUnreadableError, VaultError
from vault.keyset import create_keyset

SECRET = b"JBSWY3DPEHPK3PXP, a secret"


@pytest.fixture(autouse=True)
def _own_keyset(settings):
    settings.VAULT_KEYSET = create_keyset()


def test_what_is_sealed_opens_again():
    sealed = sealing.seal(SECRET, associated=b"row 1")
    assert sealing.open(sealed, associated=b"row 1") == SECRET


def test_the_plaintext_is_not_in_the_ciphertext():
    assert SECRET not in sealing.seal(SECRET, associated=b"row 1")


def test_the_same_secret_is_sealed_differently_each_time():
    assert sealing.seal(SECRET, associated=b"row 1") != sealing.seal(SECRET, associated=b"row 1")


def test_a_ciphertext_moved_to_another_row_does_not_open():
    sealed = sealing.seal(SECRET, associated=b"row 1")
    with pytest.raises(CannotOpenError, match="moved from another place"):
        sealing.open(sealed, associated=b"row 2")


def test_another_keyset_does_not_open(settings):
    sealed = sealing.seal(SECRET, associated=b"row 1")
    settings.VAULT_KEYSET = create_keyset()
    with pytest.raises(CannotOpenError):
        sealing.open(sealed, associated=b"row 1")


@pytest.mark.parametrize("place", [0, 5, -1])
def test_a_changed_ciphertext_does_not_open(place):
    sealed = bytearray(sealing.seal(SECRET, associated=b"row 1"))
    sealed[place] ^= 1
    with pytest.raises(CannotOpenError):
        sealing.open(bytes(sealed), associated=b"row 1")


def test_without_a_keyset_the_error_says_how_to_make_one(settings):
    settings.VAULT_KEYSET = ""
    with pytest.raises(KeysetMissingError, match="keyset create"):
        sealing.seal(SECRET, associated=b"row 1")


@pytest.mark.parametrize("text", ["nonsense", "{}", '{"primaryKeyId": 1, "key": []}', "[1]"])
def test_a_text_that_is_no_keyset_is_named_as_such(settings, text):
    settings.VAULT_KEYSET = text
    with pytest.raises(KeysetUnreadableError, match="backup"):
        sealing.seal(SECRET, associated=b"row 1")


def test_no_error_tells_the_keyset(settings):
    secret_text = create_keyset().replace("keyData", "keydata")
    settings.VAULT_KEYSET = secret_text
    with pytest.raises(VaultError) as caught:
        sealing.seal(SECRET, associated=b"row 1")
    assert caught.value.__cause__ is None
    assert "value" not in str(caught.value)
