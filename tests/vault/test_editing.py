import json
import random

import pytest
from tink import TinkError, aead, json_proto_keyset_format, secret_key_access

from vault import editing
from vault.errors import KeysetEditError
from vault.keyset import create_keyset, parse, serialize


def opened(handle):
    """Read what was edited from its text anew, through Tink alone."""
    text = serialize(handle, kek_uri="")
    return json_proto_keyset_format.parse(text, secret_key_access.TOKEN).primitive(aead.Aead)  # type: ignore[type-abstract]


def ids(handle):
    return [key.id for key in editing.describe(handle)]


def states(handle):
    return [key.state for key in editing.describe(handle)]


@pytest.fixture
def one():
    return parse(create_keyset(), kek_uri="")


@pytest.fixture
def two(one):
    handle, _key_id = editing.add(one)
    return handle


def test_an_added_key_opens_and_does_not_seal_yet(one):
    both, key_id = editing.add(one)
    assert ids(both) == [*ids(one), key_id]
    assert states(both) == ["primary", "enabled"]
    assert opened(one).decrypt(opened(both).encrypt(b"a", b"b"), b"b") == b"a"
    promoted, _key_id = editing.promote(both)
    assert opened(both).decrypt(opened(promoted).encrypt(b"a", b"b"), b"b") == b"a"


def test_a_promoted_key_seals_and_the_old_one_opens_still(two):
    promoted, key_id = editing.promote(two)
    sealed = opened(promoted).encrypt(b"a", b"b")
    assert int.from_bytes(sealed[1:5], "big") == key_id == ids(two)[1]
    assert states(promoted) == ["enabled", "primary"]
    assert opened(promoted).decrypt(opened(two).encrypt(b"a", b"b"), b"b") == b"a"


def test_the_newest_key_is_promoted_unless_another_is_named(two):
    three, newest = editing.add(two)
    assert editing.promote(three)[1] == newest
    assert editing.promote(three, ids(two)[1])[1] == ids(two)[1]


def test_a_retired_key_opens_nothing_until_it_is_brought_back(two):
    sealed = opened(two).encrypt(b"a", b"b")
    promoted, _key_id = editing.promote(two)
    retired, is_gone = editing.retire(promoted, ids(two)[0], count_sealed=lambda: 0)
    assert not is_gone
    assert states(retired) == ["disabled", "primary"]
    with pytest.raises(TinkError):
        opened(retired).decrypt(sealed, b"b")
    back, _key_id = editing.restore(retired, ids(two)[0])
    assert opened(back).decrypt(sealed, b"b") == b"a"


def test_a_key_that_is_retired_twice_leaves_the_keyset(two):
    old = ids(two)[1]
    once, _is_gone = editing.retire(two, old, count_sealed=lambda: 0)
    twice, is_gone = editing.retire(once, old, count_sealed=lambda: 0)
    assert is_gone
    assert ids(twice) == ids(two)[:1]
    material = json.loads(serialize(two, kek_uri=""))["key"][1]["keyData"]["value"]
    assert material in serialize(once, kek_uri="")
    assert material not in serialize(twice, kek_uri="")


@pytest.mark.parametrize("count", [1, 2])
def test_a_key_that_still_seals_something_is_not_retired(two, count):
    with pytest.raises(KeysetEditError, match=rf"{count} stored secrets? (is|are) still sealed.*rotate_keys"):
        editing.retire(two, ids(two)[1], count_sealed=lambda: count)


def test_the_primary_key_is_not_retired_nor_promoted_again(two):
    with pytest.raises(KeysetEditError, match="Promote another key first"):
        editing.retire(two, ids(two)[0], count_sealed=lambda: 0)
    with pytest.raises(KeysetEditError, match="primary key already"):
        editing.promote(two, ids(two)[0])


def test_an_only_key_has_no_other_to_promote(one, two):
    with pytest.raises(KeysetEditError, match="Add one first"):
        editing.promote(one)
    retired, _is_gone = editing.retire(two, ids(two)[1], count_sealed=lambda: 0)
    with pytest.raises(KeysetEditError, match="Add one first"):
        editing.promote(retired)


def test_a_retired_key_is_not_promoted_and_one_in_use_not_restored(two):
    retired, _is_gone = editing.retire(two, ids(two)[1], count_sealed=lambda: 0)
    with pytest.raises(KeysetEditError, match="retire --undo"):
        editing.promote(retired, ids(two)[1])
    with pytest.raises(KeysetEditError, match="is not retired"):
        editing.restore(two, ids(two)[1])


@pytest.mark.parametrize(
    "edit",
    [
        lambda handle: editing.promote(handle, 1),
        lambda handle: editing.retire(handle, 1, count_sealed=lambda: 0),
        lambda handle: editing.restore(handle, 1),
    ],
    ids=["promote", "retire", "restore"],
)
def test_an_unknown_key_is_named_with_those_that_are_known(two, edit):
    with pytest.raises(KeysetEditError, match=rf"no key 1 in the keyset. It holds {ids(two)[0]}, {ids(two)[1]}\."):
        edit(two)


def test_an_added_key_never_takes_the_number_of_another():
    random.seed(11)  # Tink draws the numbers
    first = parse(create_keyset(), kek_uri="")
    random.seed(11)
    assert ids(parse(create_keyset(), kek_uri="")) == ids(first)
    random.seed(11)
    assert len(set(ids(editing.add(first)[0]))) == 2
