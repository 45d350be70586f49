import stat

import pytest

from inspire import first_run
from tests.inspire import production
from tests.vault.keysets import steps

NEEDED = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "VAULT_KEYSET")


@pytest.mark.parametrize(
    "name", ["DATABASE_URL", *(pytest.param(each, marks=pytest.mark.proof) for each in NEEDED[1:])]
)
def test_production_refuses_to_start_without_a_needed_setting_and_names_it(name):
    done = production.run("manage.py", "migrate", without=(name,))
    assert done.returncode == 1
    assert "does not start in production mode" in done.stderr
    assert f"  {name} (or {name}_FILE)" in done.stderr
    assert [each for each in NEEDED if f"  {each} (or" in done.stderr] == [name]
    assert "Traceback" not in done.stderr


def test_one_sentence_names_all_that_is_missing():
    done = production.run("manage.py", "migrate", without=NEEDED)
    assert [each for each in NEEDED if f"  {each} (or" in done.stderr] == list(NEEDED)


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "gunicorn", "inspire.wsgi", "--bind", "127.0.0.1:0", "--no-control-socket"),
        ("-m", "celery", "-A", "inspire", "worker"),
        pytest.param(("-m", "celery", "-A", "inspire", "beat"), marks=pytest.mark.proof),
        pytest.param(("-c", "import inspire.asgi"), marks=pytest.mark.proof),
    ],
    ids=["web", "worker", "beat", "asgi"],
)
def test_no_process_starts_in_production_without_its_settings(command):
    done = production.run(*command, without=("DATABASE_URL",))
    assert done.returncode != 0
    assert "  DATABASE_URL (or DATABASE_URL_FILE)" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unset_mode_is_production():
    assert production.read("s.INSPIRE_MODE") == "'production'"


def test_an_unknown_mode_is_refused():
    done = production.run("manage.py", "check", INSPIRE_MODE="staging")
    assert done.returncode == 1
    assert "INSPIRE_MODE is “staging”. It must be local or production" in done.stderr


def test_local_mode_without_a_secret_key_says_what_to_do():
    done = production.run("manage.py", "check", INSPIRE_MODE="local", without=("SECRET_KEY",))
    assert done.returncode == 1
    assert "make setup" in done.stderr


def test_a_keyset_can_be_made_before_anything_is_set():
    done = production.run("manage.py", "keyset", "create", without=NEEDED)
    assert done.returncode == 0, done.stderr
    assert "primaryKeyId" in done.stdout


@pytest.mark.proof
def test_where_the_database_does_not_answer_keys_are_shown():
    keyset = steps()
    shown = production.run("manage.py", "keyset", "show", VAULT_KEYSET=keyset.added, DATABASE_POOL_TIMEOUT="1")
    assert (shown.returncode, shown.stdout) == (0, f"key {keyset.old}: primary\nkey {keyset.new}: enabled\n")
    assert "Stored secrets cannot be counted, because the database does not answer" in shown.stderr


def test_where_the_database_does_not_answer_no_key_is_retired():
    keyset = steps()
    retire = ("manage.py", "keyset", "retire", "--key", str(keyset.new))
    retired = production.run(*retire, VAULT_KEYSET=keyset.added, DATABASE_POOL_TIMEOUT="1")
    assert (retired.returncode, retired.stdout) == (1, "")
    assert "Nothing was retired" in retired.stderr
    assert "Traceback" not in retired.stderr


def test_the_keyset_of_a_fresh_folder_is_its_owners_alone_and_is_said(tmp_path, capsys):
    first_run.main(tmp_path)
    path = tmp_path / "var" / "keyset.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "Made var/keyset.json, which seals stored secrets. Back it up" in capsys.readouterr().out
    made = path.read_text()
    first_run.main(tmp_path)
    assert path.read_text() == made
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("command", ["up", pytest.param("demo", marks=pytest.mark.proof)])
def test_production_starts_no_embedded_server_and_no_demo(command):
    done = production.run("manage.py", command)
    assert done.returncode == 1
    assert "local mode" in done.stderr


def test_production_settings_pass_every_deployment_check():
    done = production.run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_debug_is_off_in_both_modes():
    assert production.read("s.DEBUG") == "False"
    assert production.read("s.DEBUG", INSPIRE_MODE="local") == "False"


def test_the_content_security_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    sources = production.read("sorted({str(each) for value in s.SECURE_CSP.values() for each in value})")
    assert "unsafe" not in sources
    assert "http" not in sources
