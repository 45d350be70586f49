import stat
import threading

import pytest

from vault import editing, keyset_file
from vault.keyset import create_keyset, parse, serialize


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "keyset.json"
    path.write_text(create_keyset() + "\n")
    path.chmod(0o600)
    return path


def add_a_key(text):
    return serialize(editing.add(parse(text, kek_uri=""))[0], kek_uri="")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o400])
def test_the_file_keeps_its_mode(path, mode):
    path.chmod(mode)
    keyset_file.edit(path, add_a_key)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert len(editing.describe(parse(path.read_text(), kek_uri=""))) == 2


def test_a_change_that_fails_leaves_the_file_as_it_was_and_nothing_beside_it(path):
    before = path.read_text()

    def fail(text):
        raise LookupError

    with pytest.raises(LookupError):
        keyset_file.edit(path, fail)
    assert path.read_text() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_file_as_it_was_and_nothing_beside_it(path):
    before = path.read_text()
    with pytest.raises(UnicodeEncodeError):
        keyset_file.edit(path, lambda text: text + "\ud800")
    assert path.read_text() == before
    assert list(path.parent.iterdir()) == [path]


def test_what_a_killed_process_left_beside_the_file_does_no_harm(path):
    left = path.with_name(".keyset.json.new")
    left.write_text("half of a keyset")
    left.chmod(0o644)
    keyset_file.edit(path, add_a_key)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_who_reads_meanwhile_reads_the_old_file_whole(path):
    before = path.read_text()
    with path.open() as file:
        keyset_file.edit(path, add_a_key)
        assert file.read() == before


def test_a_link_stays_a_link(path, tmp_path):
    link = tmp_path / "link.json"
    link.symlink_to(path)
    keyset_file.edit(link, add_a_key)
    assert link.is_symlink()
    assert len(editing.describe(parse(path.read_text(), kek_uri=""))) == 2


def test_many_changes_at_once_lose_no_key(path):
    threads = [threading.Thread(target=keyset_file.edit, args=(path, add_a_key)) for _each in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(editing.describe(parse(path.read_text(), kek_uri=""))) == 13
