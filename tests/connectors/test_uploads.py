"""Files that are too large never get into memory."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from connectors import uploads
from connectors.models import Source
from connectors.reading import limits

pytestmark = pytest.mark.django_db


def large(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("large.csv", b"a,b\n" + b"1,2\n" * (size // 4))


@pytest.mark.parametrize("address", ["sources", "source_refresh"])
def test_a_file_past_the_limit_is_refused_with_its_sentence(client_of, designer, sales, address, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 100_000)
    read = []
    monkeypatch.setattr("connectors.readers.upload.read", lambda *args, **options: read.append(args))
    args = ["sales_2026"] if address == "source_refresh" else []
    response = client_of(designer).post(reverse(address, args=args), {"file": large(300_000), "name": "Large"})
    assert response.status_code == 422
    assert "more than 10 MB" in response.content.decode()
    assert read == []
    assert Source.objects.count() == 1


def test_a_file_past_the_limit_whose_length_is_not_stated_is_refused_too(client_of, designer, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 100_000)
    monkeypatch.setattr(uploads, "ENVELOPE", 10_000_000)
    response = client_of(designer).post(reverse("sources"), {"file": large(300_000)})
    assert response.status_code == 422
    assert "more than 10 MB" in response.content.decode()


def test_a_hopeless_body_is_not_even_read(client_of, designer, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 100_000)
    monkeypatch.setattr(uploads, "HOPELESS", 200_000)
    received = []
    monkeypatch.setattr(
        uploads.CappedUploadHandler, "receive_data_chunk", lambda self, data, start: received.append(data)
    )
    response = client_of(designer).post(reverse("sources"), {"file": large(300_000)})
    assert response.status_code == 422
    assert received == []


def test_a_file_at_the_limit_is_handed_on_whole(client_of, designer, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 300_000)
    response = client_of(designer).post(reverse("sources"), {"file": large(299_996)})
    assert response.status_code == 302
    assert Source.objects.get().snapshots.get().rows == 74_999


def test_every_upload_of_the_site_passes_the_cap_first():
    assert settings.FILE_UPLOAD_HANDLERS[0] == "connectors.uploads.CappedUploadHandler"


def test_the_form_needs_the_token_against_forgery(designer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(designer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(reverse("sources"), {"file": large(100)}).status_code == 403
    assert not Source.objects.exists()
