"""Own keys in the database: stored, replaced, paused, resumed and removed; also twice, and at once."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.utils import timezone

from byok import keys
from byok.errors import KeyGoneError
from byok.health import Verdict
from byok.models import KeyState, ProviderKey
from tenants.models import AuditEvent
from tests.byok.owning import NEW_SECRETS, SECRETS, break_seal, give_key, spoil_seal
from tests.credits.conftest import all_at_once, own_connections
from vault import sealing
from vault.errors import CannotOpenError, KeysetMissingError

__all__ = ["own_connections"]

SECRET, NEW = SECRETS["anthropic"], NEW_SECRETS["anthropic"]


def events() -> list[tuple[str, str, dict[str, Any]]]:
    return list(AuditEvent.objects.order_by("id").values_list("action", "target", "detail"))


def request_of(user):
    request = RequestFactory().post("/")
    request.user = user
    return request


@pytest.mark.django_db
def test_a_stored_key_is_sealed_masked_and_signed(tenant, admin):
    at = timezone.now()
    key = keys.store(
        tenant,
        "anthropic",
        SECRET,
        verdict=Verdict(KeyState.ACTIVE, models=({"id": "claude-haiku-5-5", "label": "Haiku", "retires_on": None},)),
        next_check_at=at,
        at=at,
        request=request_of(admin),
    )
    key.refresh_from_db()
    assert SECRET.encode() not in bytes(key.sealed)
    assert keys.reveal(key) == SECRET
    assert (key.mask, key.state, key.failed_at) == ("sk-ant-…x9Q2", "active", None)
    assert (key.entered_by, key.entered_at, key.checked_at) == (admin.pk, at, at)
    assert [each["id"] for each in key.listed] == ["claude-haiku-5-5"]
    assert events() == [("key.entered", "anthropic", {"mask": key.mask, "state": "active", "before": None})]


@pytest.mark.django_db
def test_a_replaced_key_is_another_row_and_the_old_one_is_gone(tenant):
    old = give_key(tenant, state=KeyState.REFUSED, is_paused=True)
    new = give_key(tenant, secret=NEW)
    assert old.pk != new.pk
    assert keys.all_of(tenant) == {"anthropic": new}
    assert (new.state, new.error_code, new.is_paused) == ("active", "", False)
    assert events()[-1][2]["before"] == old.mask


@pytest.mark.django_db
def test_a_tenant_has_one_key_a_provider(tenant, other_tenant):
    mine, other = give_key(tenant), give_key(tenant, "openai")
    theirs = give_key(other_tenant)
    assert keys.all_of(tenant) == {"anthropic": mine, "openai": other}
    assert keys.current(other_tenant.pk, "anthropic") == theirs
    assert keys.current(other_tenant.pk, "openai") is None
    with pytest.raises(IntegrityError), transaction.atomic():
        ProviderKey.objects.create(tenant=tenant, provider="openai", sealed=b"", mask="")


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["another tenant's", "another provider's", "the next key's"])
def test_a_ciphertext_that_was_moved_does_not_open(tenant, other_tenant, place):
    moved = give_key(tenant)
    sealed = bytes(moved.sealed)
    match place:
        case "another tenant's":
            into = give_key(other_tenant)
        case "another provider's":
            into = give_key(tenant, "openai")
        case _:
            into = give_key(tenant, secret=NEW)
    ProviderKey.objects.filter(pk=into.pk).update(sealed=sealed)
    into.refresh_from_db()
    with pytest.raises(CannotOpenError):
        keys.reveal(into)
    assert sealing.open(sealed, associated=keys.place_of(moved)).decode() == SECRET


@pytest.mark.django_db
def test_a_key_of_another_keyset_is_known_as_such_without_being_opened(tenant):
    key = give_key(tenant)
    assert keys.is_readable(key)
    break_seal(key)
    key.refresh_from_db()
    assert not keys.is_readable(key)
    spoiled = give_key(tenant, "openai")
    spoil_seal(spoiled)
    spoiled.refresh_from_db()
    assert keys.is_readable(spoiled), "what was spoiled shows when it is opened"
    with pytest.raises(CannotOpenError):
        keys.reveal(spoiled)


@pytest.mark.django_db
def test_without_a_keyset_nothing_is_replaced(tenant, settings):
    before = give_key(tenant)
    settings.VAULT_KEYSET = ""
    with pytest.raises(KeysetMissingError):
        give_key(tenant, secret=NEW)
    assert keys.current(tenant.pk, "anthropic") == before
    assert len(events()) == 1


@pytest.mark.django_db
def test_a_key_is_paused_and_resumed_and_twice_is_once(tenant, admin):
    key, request = give_key(tenant), request_of(admin)
    first, second = timezone.now(), timezone.now()
    keys.pause(key, at=first, request=request)
    keys.pause(key, at=second, request=request)
    key.refresh_from_db()
    assert (key.is_paused, key.paused_at, key.paused_by) == (True, first, admin.pk)
    keys.resume(key, request=request)
    keys.resume(key, request=request)
    key.refresh_from_db()
    assert (key.is_paused, key.paused_at, key.paused_by) == (False, None, None)
    assert [action for action, _target, _detail in events()] == ["key.entered", "key.paused", "key.resumed"]


@pytest.mark.django_db
def test_a_key_is_removed_once(tenant):
    key, same = give_key(tenant), keys.current(tenant.pk, "anthropic")
    assert same
    assert keys.remove(key)
    assert not keys.remove(same)
    assert keys.all_of(tenant) == {}
    assert [action for action, _target, _detail in events()] == ["key.entered", "key.removed"]


@pytest.mark.django_db
def test_what_is_done_to_a_key_that_was_replaced_does_not_touch_the_new_one(tenant):
    old = give_key(tenant)
    new = give_key(tenant, secret=NEW)
    count = len(events())
    with pytest.raises(KeyGoneError, match="replaced or removed meanwhile"):
        keys.pause(old, at=timezone.now())
    with pytest.raises(KeyGoneError):
        keys.resume(old)
    stale = ProviderKey(pk=old.pk, tenant=tenant, provider="anthropic", mask=old.mask)
    assert not keys.remove(stale)
    assert keys.current(tenant.pk, "anthropic") == new
    assert len(events()) == count


@pytest.mark.django_db
def test_the_trail_tells_of_keys_by_their_masks_alone(tenant):
    mask = give_key(tenant).mask
    give_key(tenant, secret=NEW)
    keys.pause(keys.all_of(tenant)["anthropic"], at=timezone.now())
    keys.remove(keys.all_of(tenant)["anthropic"])
    told = json.dumps(events())
    assert events()[0][2]["mask"] == mask
    for secret in (SECRET, NEW):
        assert secret not in told
        assert secret.removeprefix("sk-ant-api03-")[:-4] not in told


@pytest.mark.django_db
def test_a_key_in_a_text_shows_its_mask(tenant):
    key = give_key(tenant)
    assert str(key) == "anthropic sk-ant-…x9Q2"
    assert SECRET not in repr(key.__dict__)


@pytest.mark.django_db
def test_the_database_knows_no_other_state(tenant):
    key = give_key(tenant)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProviderKey.objects.filter(pk=key.pk).update(state="perhaps")
    key.state = "perhaps"
    with pytest.raises(ValidationError):
        key.clean_fields()


@pytest.mark.django_db(transaction=True)
def test_keys_that_are_entered_at_once_leave_one_and_a_trail_that_adds_up(tenant, own_connections):
    stored = all_at_once(lambda number: give_key(tenant, secret=f"{SECRET}-{number:04}"), range(8))
    (left,) = ProviderKey.objects.all()
    assert left.pk in {key.pk for key in stored}
    assert keys.reveal(left) in {f"{SECRET}-{number:04}" for number in range(8)}
    before = [detail["before"] for _action, _target, detail in events()]
    masks = [detail["mask"] for _action, _target, detail in events()]
    assert before == [None, *masks[:-1]], "each says which one it replaced"
    assert masks[-1] == left.mask


@pytest.mark.django_db(transaction=True)
def test_a_pause_that_many_ask_for_at_once_is_recorded_once(tenant, own_connections):
    key = give_key(tenant)
    all_at_once(lambda _number: keys.pause(key, at=timezone.now()), range(6))
    assert [action for action, _target, _detail in events()] == ["key.entered", "key.paused"]


@pytest.mark.django_db(transaction=True)
def test_a_removal_that_many_ask_for_at_once_happens_once(tenant, own_connections):
    key = give_key(tenant)
    removed = all_at_once(lambda _number: keys.remove(ProviderKey.objects.filter(pk=key.pk).first() or key), range(6))
    assert removed.count(True) == 1
    assert [action for action, _target, _detail in events()] == ["key.entered", "key.removed"]


@pytest.mark.django_db(transaction=True)
def test_replacing_and_removing_at_once_leave_the_new_key_or_none(tenant, own_connections):
    old = give_key(tenant)
    removed, new = all_at_once(lambda act: act(), [lambda: keys.remove(old), lambda: give_key(tenant, secret=NEW)])
    left = list(ProviderKey.objects.all())
    assert left == [new], "the removal was of the old key, whoever came first"
    assert removed in (True, False)
