import os
import shutil
import signal
import time
from contextlib import contextmanager

import pytest

from tests.inspire.copies import Copy, a_copy, lines_of

ASK = "from django.db import connection as c; c.ensure_connection(); print('PostgreSQL', c.pg_version)"
# What manage.py does around a command, without Django's start, which costs a second each time.
HOLD = """
import sys, time
from inspire.embedded.serving import servers_for
with servers_for(["manage.py", "migrate"]):
    print("ready", flush=True)
    time.sleep(float(sys.argv[1]))
"""
BOTH = {"postgres", "valkey-server"}


@pytest.fixture(scope="module")
def copy():
    with a_copy() as made:
        yield made


@contextmanager
def a_holder(copy: Copy):
    """Yield a process that holds the servers."""
    with copy.start("-c", HOLD, "60") as holder:
        assert "ready\n" in lines_of(holder)
        yield holder
        holder.kill()


def hold_for_a_moment(copy: Copy):
    return copy.run("-c", HOLD, "0")


def wait_for_no_servers(copy: Copy) -> set[str]:
    for _ in range(50):
        if not copy.servers():
            break
        time.sleep(0.1)
    return copy.servers()


@pytest.mark.proof
def test_a_command_finds_its_database_and_leaves_nothing_running(copy):
    done = copy.manage("shell", "-v", "0", "-c", ASK)
    assert "PostgreSQL 18" in done.stdout, done.stderr
    assert copy.servers() == set()


@pytest.mark.parametrize("command", [["check"], pytest.param(["migrate", "--help"], marks=pytest.mark.proof)])
def test_a_command_that_needs_no_database_starts_none(copy, command):
    with a_bare_var(copy):
        assert copy.manage(*command).returncode == 0
        assert not (copy.folder / "var" / "postgres").exists()
        assert not (copy.folder / "var" / "valkey").exists()


def test_an_address_in_the_environment_starts_no_server_of_that_kind(copy):
    with a_bare_var(copy):
        done = copy.run("-c", HOLD, "0", DATABASE_URL="postgres://nobody@127.0.0.1:1/x")
        assert "ready" in done.stdout, done.stderr
        assert not (copy.folder / "var" / "postgres").exists()
        assert (copy.folder / "var" / "valkey").exists()


@contextmanager
def a_bare_var(copy: Copy):
    """Put the copy's servers aside."""
    var, aside = copy.folder / "var", copy.folder / "aside"
    aside.mkdir()
    for name in ("postgres", "valkey"):
        if (var / name).exists():
            (var / name).rename(aside / name)
    try:
        yield
    finally:
        for path in aside.iterdir():
            shutil.rmtree(var / path.name, ignore_errors=True)
            path.rename(var / path.name)
        aside.rmdir()


@pytest.mark.proof
def test_two_commands_at_once_from_cold_share_one_server_and_make_its_tables_once():
    command = ("manage.py", "shell", "-v", "0", "-c", ASK)
    with a_copy() as fresh, fresh.start(*command) as one, fresh.start(*command) as other:
        said = [each.communicate(timeout=120)[0] for each in (one, other)]
        assert all("PostgreSQL 18" in each for each in said), said
        for words in ("Making the embedded PostgreSQL", "Preparing the database"):
            assert sum(words in each for each in said) == 1
        assert wait_for_no_servers(fresh) == set()


@pytest.mark.parametrize(
    "ending",
    [
        signal.SIGTERM,
        pytest.param(signal.SIGINT, marks=pytest.mark.proof),
        pytest.param(signal.SIGHUP, marks=pytest.mark.proof),
    ],
)
def test_servers_stay_while_one_holder_lives_and_stop_with_the_last(copy, ending):
    with a_holder(copy) as holder:
        assert hold_for_a_moment(copy).returncode == 0
        assert copy.servers() == BOTH
        holder.send_signal(ending)
        holder.wait(30)
        assert wait_for_no_servers(copy) == set()


@pytest.mark.proof
def test_servers_of_a_killed_command_are_taken_over_and_stopped_by_the_next(copy):
    with a_holder(copy) as holder:
        holder.kill()
    assert copy.servers() == BOTH
    assert hold_for_a_moment(copy).returncode == 0
    assert wait_for_no_servers(copy) == set()


@pytest.mark.proof
def test_killed_servers_come_back_with_the_next_command(copy):
    with a_holder(copy):
        for process in copy.processes():
            process.kill()
    done = hold_for_a_moment(copy)
    assert done.returncode == 0, done.stderr


@pytest.mark.proof
def test_a_pid_file_whose_number_now_belongs_to_another_program_is_stale(copy):
    hold_for_a_moment(copy)
    for name in ("postgres/postmaster.pid", "valkey/pid"):
        (copy.folder / "var" / name).write_text(f"{os.getpid()}\n")
    done = hold_for_a_moment(copy)
    assert done.returncode == 0, done.stderr
    assert copy.servers() == set()


@pytest.mark.proof
def test_a_server_that_does_not_start_is_explained_by_its_log(copy):
    hold_for_a_moment(copy)
    version = copy.folder / "var" / "postgres" / "PG_VERSION"
    right = version.read_text()
    version.write_text("99\n")
    done = copy.manage("migrate")
    version.write_text(right)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "did not start" in done.stderr
    assert "initialized by PostgreSQL version 99" in done.stderr


@pytest.mark.proof
def test_a_path_too_long_for_a_socket_is_no_hindrance():
    with a_copy("a folder with spaces", "x" * 90) as deep:
        with a_holder(deep):
            assert deep.servers() == BOTH
        assert hold_for_a_moment(deep).returncode == 0
        assert deep.servers() == set()
