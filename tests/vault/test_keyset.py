import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from vault import sealing
from vault.keyset import create_keyset


def test_every_keyset_is_another():
    assert create_keyset() != create_keyset()


def test_the_command_prints_a_keyset_that_seals(settings):
    out = StringIO()
    call_command("keyset", "create", stdout=out)
    settings.VAULT_KEYSET = out.getvalue()
    assert sealing.open(sealing.seal(b"a", associated=b"b"), associated=b"b") == b"a"


def test_the_command_writes_a_file_that_only_its_owner_reads(settings, tmp_path):
    path = tmp_path / "keyset.json"
    out = StringIO()
    call_command("keyset", "create", out=path, stdout=out)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    settings.VAULT_KEYSET = path.read_text()
    assert sealing.seal(b"a", associated=b"b")
    assert "primaryKeyId" not in out.getvalue()


def test_the_command_never_replaces_a_keyset(tmp_path):
    path = tmp_path / "keyset.json"
    path.write_text("the one that matters")
    with pytest.raises(CommandError, match="never replaced"):
        call_command("keyset", "create", out=path)
    assert path.read_text() == "the one that matters"


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("keyset", "create", out=tmp_path / "absent" / "keyset.json")
