"""Where files are kept: the database's storage for real, and what STORAGE_URL means."""

import pytest
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string

from ai_ops.storage import DatabaseStorage
from inspire import env
from inspire.env import SettingsError


@pytest.fixture
def storage_url(monkeypatch):
    def read(text):
        monkeypatch.setenv("STORAGE_URL", text)
        return env.storage("STORAGE_URL", "database:")

    return read


@pytest.mark.django_db
def test_a_file_in_the_database_comes_back_byte_for_byte():
    storage = DatabaseStorage()
    name = storage.save("runs/ab/abc.png", ContentFile(b"\x89PNG\x00\xff"))
    assert storage.exists(name)
    assert storage.size(name) == 6
    with storage.open(name) as file:
        assert file.read() == b"\x89PNG\x00\xff"


@pytest.mark.django_db
def test_a_deleted_file_is_gone_and_may_be_deleted_again():
    storage = DatabaseStorage()
    name = storage.save("runs/ab/abc.png", ContentFile(b"1"))
    storage.delete(name)
    storage.delete(name)
    assert not storage.exists(name)
    with pytest.raises(FileNotFoundError):
        storage.open(name)


def test_a_folder_the_database_and_s3_are_known_by_their_addresses(storage_url):
    assert storage_url("file:///srv/files")["OPTIONS"] == {"location": "/srv/files"}
    assert import_string(storage_url("database:")["BACKEND"]) is DatabaseStorage
    described = storage_url("s3://KEY:a%2Fb@s3.example.com:9000/bucket?region=eu-west-1")
    made = import_string(described["BACKEND"])(**described["OPTIONS"])
    assert (made.bucket_name, made.secret_key, made.endpoint_url) == ("bucket", "a/b", "https://s3.example.com:9000")
    assert made.file_overwrite is False


@pytest.mark.parametrize("text", ["ftp://example.com/files", "s3://KEY:SECRET@s3.example.com", "file://", "nonsense"])
def test_an_address_of_no_storage_is_refused_without_its_secret(storage_url, text):
    with pytest.raises(SettingsError, match="STORAGE_URL must be") as refusal:
        storage_url(text)
    assert "SECRET@s3.example.com" not in str(refusal.value)


def test_a_folder_in_production_is_warned_of(settings):
    settings.IS_LOCAL = False
    settings.STORAGES = {**settings.STORAGES, "default": env.storage("NO_SUCH_SETTING", "file:///srv/files")}
    ids = {message.id for message in run_checks(include_deployment_checks=True)}
    assert "ai_ops.W001" in ids
