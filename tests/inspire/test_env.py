import pytest

from inspire.env import SettingsError, database, env, mail, read_dotenv, secret, web_address
from tests.inspire import production


@pytest.fixture
def set_env(monkeypatch):
    return monkeypatch.setenv


def test_a_secret_is_read_from_its_variable_without_white_space(set_env):
    set_env("A_SECRET", "  open sesame\n")
    assert secret("A_SECRET") == "open sesame"


def test_a_secret_is_read_from_the_file_that_name_file_names_without_white_space(set_env, tmp_path):
    (tmp_path / "secret").write_text("open sesame\n\n")
    set_env("A_SECRET_FILE", str(tmp_path / "secret"))
    assert secret("A_SECRET") == "open sesame"


def test_an_absent_secret_is_its_default():
    assert secret("A_SECRET", "none") == "none"
    assert secret("A_SECRET") == ""


def test_an_empty_variable_leaves_the_word_to_the_file(set_env, tmp_path):
    (tmp_path / "secret").write_text("open sesame")
    set_env("A_SECRET", "")
    set_env("A_SECRET_FILE", str(tmp_path / "secret"))
    assert secret("A_SECRET") == "open sesame"


def test_a_secret_in_both_places_is_refused(set_env, tmp_path):
    set_env("A_SECRET", "one")
    set_env("A_SECRET_FILE", str(tmp_path / "other"))
    with pytest.raises(SettingsError, match="A_SECRET and A_SECRET_FILE are both set"):
        secret("A_SECRET")


@pytest.mark.parametrize(("content", "reason"), [(None, "cannot be read"), ("", "is empty"), ("  \n", "is empty")])
def test_a_secret_file_that_gives_nothing_is_refused(set_env, tmp_path, content, reason):
    if content is not None:
        (tmp_path / "secret").write_text(content)
    set_env("A_SECRET_FILE", str(tmp_path / "secret"))
    with pytest.raises(SettingsError, match=f"A_SECRET_FILE names .* {reason}"):
        secret("A_SECRET")


@pytest.mark.parametrize("word", ["maybe", "ture", "2"])
def test_a_switch_that_is_neither_true_nor_false_is_refused(set_env, word):
    set_env("A_SWITCH", word)
    with pytest.raises(SettingsError, match=f"A_SWITCH is “{word}”"):
        env.bool("A_SWITCH", default=True)


@pytest.mark.parametrize(("word", "value"), [("true", True), ("On", True), ("no", False), ("0", False)])
def test_a_switch_understands_the_usual_words(set_env, word, value):
    set_env("A_SWITCH", word)
    assert env.bool("A_SWITCH", default=not value) is value


def test_a_number_that_is_none_is_refused(set_env):
    set_env("A_NUMBER", "eight")
    with pytest.raises(SettingsError, match="A_NUMBER is “eight”, which is not a whole number"):
        env.int("A_NUMBER", default=1)


def test_an_empty_number_or_switch_is_its_default(set_env):
    set_env("AN_EMPTY_ONE", "")
    assert env.int("AN_EMPTY_ONE", default=7) == 7
    assert env.bool("AN_EMPTY_ONE", default=True) is True


@pytest.mark.parametrize(
    "text",
    [
        "api.anthropic.com",
        "ftp://example.com",
        "https://",
        "//example.com",
        "http://host:x",
        "http://[::1",
        "http://a:0",
    ],
)
def test_a_web_address_that_is_none_is_refused(set_env, text):
    set_env("AN_ADDRESS", text)
    with pytest.raises(SettingsError, match=r"AN_ADDRESS is “.*”, which is not a web address"):
        web_address("AN_ADDRESS", "")


def test_a_web_address_loses_the_slash_at_its_end(set_env):
    set_env("AN_ADDRESS", "https://example.com/base/ ")
    assert web_address("AN_ADDRESS", "") == "https://example.com/base"


@pytest.mark.parametrize("text", ["sqlite:///db.sqlite3", "mysql://a@b/c", "nonsense"])
def test_a_database_that_is_not_postgresql_is_refused(set_env, text):
    set_env("A_DATABASE", text)
    with pytest.raises(SettingsError, match="A_DATABASE must begin with postgres://"):
        database("A_DATABASE", "")


def test_a_mail_address_of_an_unknown_kind_is_refused_without_its_password(set_env):
    set_env("A_MAIL", "pigeon://me:secret@loft")
    with pytest.raises(SettingsError, match="A_MAIL begins with “pigeon”") as refused:
        mail("A_MAIL", "")
    assert "secret" not in str(refused.value)


def test_the_environment_goes_before_dotenv_whichever_of_the_two_names_it_uses(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("FROM_FILE=file\nFROM_BOTH=file\nA_SECRET_FILE=in-file\nB_SECRET=in-file\n")
    for name in ("FROM_FILE", "A_SECRET_FILE", "B_SECRET"):
        monkeypatch.setenv(name, "to be removed again")
        monkeypatch.delenv(name)
    monkeypatch.setenv("FROM_BOTH", "environment")
    monkeypatch.setenv("A_SECRET", "environment")
    monkeypatch.setenv("B_SECRET_FILE", "environment")
    read_dotenv(tmp_path / ".env")
    assert (env.str("FROM_FILE"), env.str("FROM_BOTH")) == ("file", "environment")
    assert secret("A_SECRET") == "environment"
    assert "B_SECRET" not in env.ENVIRON
    del env.ENVIRON["FROM_FILE"]


def test_a_wrong_setting_is_a_sentence_at_the_start():
    done = production.run("manage.py", "check", ANTHROPIC_API_BASE="api.anthropic.com")
    assert done.returncode == 1
    assert done.stderr.startswith("ANTHROPIC_API_BASE is “api.anthropic.com”, which is not a web address.")
    assert production.read("s.LOG_LEVEL", LOG_LEVEL="loud").endswith(
        "It must be DEBUG, INFO, WARNING, ERROR or CRITICAL."
    )
