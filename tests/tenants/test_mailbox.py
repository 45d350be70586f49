import pytest
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _local_mail(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.LOCAL_MAIL_DIR = tmp_path
    settings.HAS_LOCAL_MAILBOX = True


def test_mails_of_local_mode_are_read_in_the_browser_newest_first(client):
    send_mail("First: à bientôt", "One https://example.com/a?b=1&c=2 link", None, ["a@example.com"])
    send_mail("Second", "Two", None, ["b@example.com"])
    page = client.get("/mail/").content.decode()
    assert page.index("Second") < page.index("First: à bientôt")
    assert 'href="https://example.com/a?b=1&amp;c=2"' in page
    assert "b@example.com" in page


def test_several_mails_of_one_file_are_all_shown(client, settings):
    message = EmailMultiAlternatives("Both", "Text one", None, ["a@example.com"])
    message.attach_alternative("<b>Html one</b>", "text/html")
    with get_connection() as connection:
        connection.send_messages([message])
        connection.send_messages([EmailMultiAlternatives("Again", "Text two", None, ["a@example.com"])])
    page = client.get("/mail/").content.decode()
    assert page.index("Text two") < page.index("Text one")
    assert "Html one" not in page


def test_what_a_mail_says_is_escaped(client):
    send_mail("<b>Bold</b>", "<script>alert(1)</script>", None, ["a@example.com"])
    page = client.get("/mail/").content.decode()
    assert "<script>alert" not in page
    assert "<b>Bold" not in page


def test_an_empty_mailbox_says_so(client, settings, tmp_path):
    settings.LOCAL_MAIL_DIR = tmp_path / "absent"
    assert b"No mail yet" in client.get("/mail/").content


def test_the_reset_page_leads_there_in_local_mode(client):
    assert b'href="/mail/"' in client.get("/accounts/password/reset/done/").content


def test_there_is_no_mailbox_in_production(client, settings):
    settings.HAS_LOCAL_MAILBOX = False
    send_mail("Secret", "Secret", None, ["a@example.com"])
    answer = client.get("/mail/")
    assert answer.status_code == 404
    assert b"Secret" not in answer.content
    assert b'href="/mail/"' not in client.get("/accounts/password/reset/done/").content
