import base64
import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from byok import keys
from byok.models import ProviderKey
from byok.sealed import PLACE
from tenants.adapters import MFAAdapter
from tenants.models import Role
from tests.factories import make_member
from tests.vault.conftest import factor_text
from vault import places, rotation, sealing
from vault.keyset import create_keyset
from vault.rotation import Outcome

pytestmark = pytest.mark.django_db


def rotate(*options):
    """Run the command; return what it says, and its exit code."""
    out, err = StringIO(), StringIO()
    try:
        call_command("rotate_keys", *options, stdout=out, stderr=err)
    except SystemExit as left:
        return out.getvalue() + err.getvalue(), left.code
    return out.getvalue() + err.getvalue(), 0


def sealed_with():
    return set(places.count_by_key())


def test_every_stored_secret_is_sealed_anew_and_opens_as_before(turning, settings, own_key, second_factor):
    key = own_key()
    totp = second_factor("totp", secret=factor_text("JBSWY3DP"))
    codes = second_factor("recovery_codes", seed=factor_text("a-seed"), used_mask=5)
    settings.VAULT_KEYSET = turning.promoted
    said, code = rotate()
    assert code == 0
    assert "own keys: 1 sealed anew, 0 sealed with it already, 0 changed meanwhile, 0 do not open" in said
    assert "second factors: 2 sealed anew" in said
    assert sealed_with() == {turning.new}
    settings.VAULT_KEYSET = turning.retired
    for each in (key, totp, codes):
        each.refresh_from_db()
    assert keys.reveal(key) == "sk-ant-sandbox-good"
    assert MFAAdapter().decrypt(totp.data["secret"]) == "JBSWY3DP"
    assert MFAAdapter().decrypt(codes.data["seed"]) == "a-seed"
    assert codes.data["used_mask"] == 5


def test_what_the_primary_key_sealed_is_left_as_it_is(turning, settings, own_key):
    settings.VAULT_KEYSET = turning.promoted
    key = own_key()
    said, code = rotate()
    assert (code, "own keys: 0 sealed anew, 1 sealed with it already" in said) == (0, True)
    assert bytes(ProviderKey.objects.get().sealed) == key.sealed


def test_a_dry_run_says_the_same_counts_and_changes_nothing(turning, settings, own_key):
    key = own_key()
    settings.VAULT_KEYSET = turning.promoted
    said, code = rotate("--dry-run")
    assert (code, "own keys: 1 would be sealed anew" in said) == (0, True)
    assert bytes(ProviderKey.objects.get().sealed) == key.sealed


def test_a_row_that_does_not_open_is_named_and_left_and_keeps_nothing_from_being_sealed_anew(
    turning, settings, own_key, second_factor
):
    broken = own_key("openai")
    content = sealing.seal(b"sk-moved-here", associated=b"another row")
    ProviderKey.objects.update(sealed=content)
    own_key()
    second_factor("totp", secret="not base64, so not sealed")
    settings.VAULT_KEYSET = turning.promoted
    said, code = rotate()
    assert code == 1
    assert f"own keys: {broken.pk} does not open" in said
    assert re.search(r"second factors: \d+/secret does not open", said)
    assert "own keys: 1 sealed anew, 0 sealed with it already, 0 changed meanwhile, 1 do not open" in said
    assert "enter those secrets again" in said
    assert content.hex() not in said
    assert bytes(ProviderKey.objects.get(pk=broken.pk).sealed) == content


def test_a_broken_row_under_the_primary_key_is_found_too(turning, own_key):
    own_key()
    ProviderKey.objects.update(sealed=sealing.seal(b"a", associated=b"another row"))
    assert rotate("--dry-run")[1] == 1


def test_without_a_keyset_the_command_says_how_to_make_one(settings):
    settings.VAULT_KEYSET = ""
    with pytest.raises(CommandError, match="keyset create"):
        rotate()


def test_rows_are_read_page_by_page(turning, settings, own_key):
    for number in range(places.PAGE + 1):
        own_key(f"provider-{number}")
    settings.VAULT_KEYSET = turning.promoted
    with CaptureQueriesContext(
        connection,
    ) as queries:
        tally = rotation.rotate(PLACE, pytest.fail)
    read = [each["sql"] for each in queries if each["sql"].startswith("SELECT")]
    assert tally[Outcome.RESEALED] == places.PAGE + 1
    assert all(f"LIMIT {places.PAGE}" in sql for sql in read)
    assert len(read) == 3


@pytest.fixture
def meddle(turning, settings, own_key):
    """Return a function that rotates a place, and does something after the rows were read, before they are replaced."""

    def rotate_and(place, do):
        settings.VAULT_KEYSET = turning.promoted
        done: list[object] = []

        def once(_name, _pk):
            if not done:
                done.append(do())

        return rotation.rotate(place, once)

    return rotate_and


def test_a_secret_that_is_stored_meanwhile_is_never_overwritten(turning, own_key, meddle):
    first, second = sorted((own_key("anthropic"), own_key("openai")), key=lambda key: key.pk)
    ProviderKey.objects.filter(pk=first.pk).update(sealed=b"\x01broken")

    def store_another():
        fresh = sealing.seal(b"sk-another-key", associated=keys.place_of(second))
        ProviderKey.objects.filter(pk=second.pk).update(sealed=fresh)

    tally = meddle(PLACE, store_another)
    second.refresh_from_db()
    assert keys.reveal(second) == "sk-another-key"
    assert +tally == {Outcome.BROKEN: 1, Outcome.CURRENT: 1}


def test_a_key_that_is_removed_meanwhile_stays_removed(turning, own_key, meddle):
    first, second = sorted((own_key("anthropic"), own_key("openai")), key=lambda key: key.pk)
    ProviderKey.objects.filter(pk=first.pk).update(sealed=b"\x01broken")
    tally = meddle(PLACE, second.delete)
    assert +tally == {Outcome.BROKEN: 1}
    assert ProviderKey.objects.count() == 1


def second_factors():
    return next(place for place in places.registered() if place.name == "second factors")


def test_a_code_that_is_used_meanwhile_stays_used(turning, tenant, second_factor, meddle):
    second_factor("totp", secret="broken")
    other = make_member(tenant, Role.DESIGNER)
    codes = second_factor("recovery_codes", user=other, seed=factor_text("0123456789abcdef"), used_mask=0)
    used = codes.wrap().generate_codes()[0]
    meddle(second_factors(), lambda: Authenticator.objects.get(pk=codes.pk).wrap().validate_code(used))
    codes.refresh_from_db()
    assert codes.data["used_mask"] == 1
    assert sealing.key_id_of(base64.b64decode(codes.data["seed"])) == turning.new
    assert not codes.wrap().validate_code(used)


def test_codes_that_move_up_meanwhile_are_all_sealed_anew(turning, tenant, second_factor, meddle):
    second_factor("totp", secret="broken")
    other = make_member(tenant, Role.DESIGNER)
    texts = [factor_text(code) for code in ("11111111", "22222222", "33333333")]
    codes = second_factor("recovery_codes", user=other, seed=factor_text("a-seed"), migrated_codes=texts)
    tally = meddle(second_factors(), lambda: Authenticator.objects.get(pk=codes.pk).wrap().validate_code("11111111"))
    codes.refresh_from_db()
    assert codes.wrap().get_unused_codes() == ["22222222", "33333333"]
    assert {sealing.key_id_of(base64.b64decode(text)) for text in codes.data["migrated_codes"]} == {turning.new}
    assert (tally[Outcome.CHANGED], tally[Outcome.BROKEN]) == (0, 1)


class Restless:
    """A place whose one secret is never what was read."""

    name = "restless"

    def __init__(self):
        self.row = places.Sealed(1, sealing.seal(b"a", associated=b"b"), b"b")

    def rows(self):
        yield self.row

    def replace(self, row, ciphertext):
        return False


def test_what_changes_again_and_again_is_counted_and_asks_for_another_run(turning, settings, monkeypatch):
    monkeypatch.setitem(places._places, "restless", Restless())
    settings.VAULT_KEYSET = turning.promoted
    said, code = rotate()
    assert code == 1
    assert "restless: 0 sealed anew, 0 sealed with it already, 1 changed meanwhile, 0 do not open" in said
    assert "Run it again" in said


def test_without_a_keyset_no_secret_counts_as_known(turning, settings):
    sealed = sealing.seal(b"a", associated=b"b")
    settings.VAULT_KEYSET = ""
    assert not sealing.is_sealed_with_known_key(sealed)


def test_a_secret_of_a_foreign_keyset_counts_as_unknown(turning, settings):
    sealed = sealing.seal(b"a", associated=b"b")
    assert sealing.is_sealed_with_known_key(sealed)
    settings.VAULT_KEYSET = turning.retired
    assert not sealing.is_sealed_with_known_key(sealed)
    settings.VAULT_KEYSET = create_keyset()
    assert not sealing.is_sealed_with_known_key(sealed)
