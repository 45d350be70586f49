import json
import re
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from vault import editing, sealing
from vault.keyset import create_keyset, parse


def keyset(*arguments, **options):
    """Run the command; return what it prints, and what it says beside it."""
    out, err = StringIO(), StringIO()
    call_command("keyset", *arguments, **options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def states(text):
    return [key.state for key in editing.describe(parse(text, kek_uri=""))]


@pytest.fixture
def path(tmp_path, settings):
    """A keyset's file that the settings name."""
    path = tmp_path / "keyset.json"
    keyset("create", out=path)
    settings.VAULT_KEYSET_FILE, settings.VAULT_KEYSET = str(path), path.read_text()
    return path


def test_every_keyset_is_another():
    assert create_keyset() != create_keyset()


def test_the_command_prints_a_keyset_that_seals(settings):
    settings.VAULT_KEYSET, _said = keyset("create")
    assert sealing.open(sealing.seal(b"a", associated=b"b"), associated=b"b") == b"a"


def test_the_command_writes_a_file_that_only_its_owner_reads(settings, tmp_path):
    path = tmp_path / "keyset.json"
    said, _beside = keyset("create", out=path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    settings.VAULT_KEYSET = path.read_text()
    assert sealing.seal(b"a", associated=b"b")
    assert "primaryKeyId" not in said


def test_the_command_never_replaces_a_keyset(tmp_path):
    path = tmp_path / "keyset.json"
    path.write_text("the one that matters")
    with pytest.raises(CommandError, match="never replaced"):
        keyset("create", out=path)
    assert path.read_text() == "the one that matters"


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        keyset("create", out=tmp_path / "absent" / "keyset.json")


def test_a_key_is_added_and_promoted_in_the_file_and_what_comes_next_is_said(path):
    printed, said = keyset("add")
    assert states(path.read_text()) == ["primary", "enabled"]
    assert re.search(r"Added key \d+. Roll the keyset out to every process .* before you promote it", said)
    printed_too, said = keyset("promote")
    assert states(path.read_text()) == ["enabled", "primary"]
    assert re.search(r"Key \d+ seals from now on. Roll the keyset out .* rotate_keys", said)
    assert printed + printed_too == ""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_keyset_in_a_variable_is_printed_anew_with_what_to_do_beside_it(settings):
    settings.VAULT_KEYSET = create_keyset()
    printed, said = keyset("add")
    assert states(printed) == ["primary", "enabled"]
    assert "VAULT_KEYSET: replace it there with what was printed" in said
    assert states(settings.VAULT_KEYSET) == ["primary"]


def test_another_file_may_be_named(path, tmp_path):
    other = tmp_path / "other.json"
    keyset("create", out=other)
    keyset("add", file=other)
    assert states(other.read_text()) == ["primary", "enabled"]
    assert states(path.read_text()) == ["primary"]


@pytest.mark.django_db
def test_a_key_that_seals_something_is_retired_only_after_a_rotation(path, settings, own_key):
    own_key()
    old = sealing.key_id_of(bytes(own_key("openai").sealed))
    keyset("add")
    keyset("promote")
    settings.VAULT_KEYSET = path.read_text()
    with pytest.raises(CommandError, match=f"2 stored secrets are still sealed with key {old}"):
        keyset("retire", key=old)
    assert states(path.read_text()) == ["enabled", "primary"]
    call_command("rotate_keys", stdout=StringIO())
    _printed, said = keyset("retire", key=old)
    assert f"Key {old} is disabled" in said
    assert states(path.read_text()) == ["disabled", "primary"]
    assert "opens again" in keyset("retire", "--undo", key=old)[1]
    assert states(path.read_text()) == ["enabled", "primary"]
    keyset("retire", key=old)
    assert f"Key {old} has left the keyset" in keyset("retire", key=old)[1]
    assert states(path.read_text()) == ["primary"]


@pytest.mark.django_db
def test_a_key_whose_secrets_are_lost_anyway_is_retired_by_force(path, own_key):
    old = sealing.key_id_of(bytes(own_key().sealed))
    keyset("add")
    keyset("promote")
    keyset("retire", "--force", key=old)
    assert states(path.read_text()) == ["disabled", "primary"]


@pytest.mark.django_db
def test_the_keys_are_shown_with_what_each_seals_and_without_what_they_are_made_of(
    path, own_key, settings, second_factor
):
    key = own_key()
    old = sealing.key_id_of(key.sealed)
    second_factor("totp", secret="not sealed")
    settings.VAULT_KEYSET = create_keyset()
    foreign = sealing.key_id_of(own_key("openai").sealed)
    (new,) = re.findall(r"\d+", keyset("add")[1])
    printed, _said = keyset("show")
    assert printed.splitlines() == [
        f"key {old}: primary, seals 1 stored secret",
        f"key {new}: enabled, seals 0 stored secrets",
        f"key {foreign}: not in this keyset, seals 1 stored secret",
        "no key, seals 1 stored secret",
    ]
    material = [each["keyData"]["value"] for each in json.loads(path.read_text())["key"]]
    assert not any(each in printed for each in material)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("", "No keyset is set"), ("nonsense", "not a keyset in Tink's JSON form"), (None, "cannot be read or replaced")],
)
@pytest.mark.parametrize("action", ["add", "promote", "show"])
def test_a_keyset_that_is_none_is_said_and_left(tmp_path, action, content, sentence):
    path = tmp_path / "keyset.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(CommandError, match=sentence):
        keyset(action, file=path)
    assert [each.read_text() for each in tmp_path.iterdir()] == ([] if content is None else [content])


def test_what_the_keyset_refuses_is_a_sentence(path):
    with pytest.raises(CommandError, match="Add one first"):
        keyset("promote")
    with pytest.raises(CommandError, match="no key 7"):
        keyset("promote", key=7)
    with pytest.raises(CommandError, match="no key 7"):
        keyset("retire", key=7)
