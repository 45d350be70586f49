"""Keys are nowhere but in the call: canaries are planted, used and mistyped, and then searched for everywhere."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from celery import current_app
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from ai_ops import own_keys, registry, runner
from ai_ops.models import Run, State
from byok.models import KeyState, ProviderKey
from inspire import logs
from inspire.error_reports import ErrorMails
from tenants.models import Tenant, User
from tests.factories import PASSWORD
from tests.faults import canary
from tests.faults.canary import Canary, Places, find
from tests.faults.conftest import database_url, has_ended, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

NOWHERE = "http://127.0.0.1:x"
"""An address that no client can read: what meets it fails in the middle, in a way that nobody foresaw."""
UNWRITABLE = "ALTER TABLE byok_providerkey ADD CONSTRAINT no_more CHECK (false) NOT VALID"
WRITABLE = "ALTER TABLE byok_providerkey DROP CONSTRAINT no_more"
EXPECTED_PAGES = (
    *("/settings/ai/", "/settings/ai/keys/anthropic/", "/settings/ai/keys/openai/", "/settings/audit/"),
    *("/settings/audit/csv/", "/settings/ai/statement/csv/", "/ai/runs/", "/admin/byok/providerkey/"),
    *("/admin/ai_ops/run/", "/admin/tenants/tenant/", "/settings/api/", "/settings/api/new/"),
    *("/ai/library/", "/ai/library/bin/", "/ai/library/import/", "/ai/content/"),
)


@pytest.fixture(autouse=True)
def _files_in_the_database(settings):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "ai_ops.storage.DatabaseStorage"}}


def start(tenant: Tenant, slug: str, **inputs: str) -> Run:
    operation, at = registry.get(slug), timezone.now()
    return runner.start(tenant, operation, member=None, role=None, inputs=inputs, submission_key=uuid4().hex, at=at)


def echoing(key: str, **options: Any) -> dict[str, Any]:
    """Return the options of a provider's error that says the key back."""
    return {"message": f"Incorrect API key provided: {key}. Header x-api-key: {key}", **options}


# What workers leave


@pytest.mark.parametrize(
    ("mode", "starts", "end"),
    [
        pytest.param("local", ("sk-ant-sandbox-", "sk-sandbox-"), "-good", marks=pytest.mark.proof),
        ("production", ("sk-ant-api03-", "sk-proj-"), ""),
    ],
)
def test_workers_leave_no_key_in_logs_messages_mails_or_rows(  # noqa: PLR0917 - fixtures
    tenant, other_tenant, admin, start_worker, sandbox, broker, settings, tmp_path, mode, starts, end
):
    text, image = (Canary(name, start, end) for name, start in zip(("Anthropic", "OpenAI"), starts, strict=True))
    platform = Canary("platform", "sk-ant-api03-")
    addresses = {"ANTHROPIC_API_BASE": sandbox.url, "OPENAI_API_BASE": f"{sandbox.url}/v1"}
    for name, value in {**addresses, "ANTHROPIC_API_KEY": platform.key}.items():
        setattr(settings, name, value)
    for provider, key in (("anthropic", text), ("openai", image)):
        assert own_keys.enter(tenant, provider, key.key, at=timezone.now()).state == KeyState.ACTIVE
    sandbox.fault("status", **echoing(text.key, status=400, match="One that is refused"))
    sandbox.fault("stream_error", **echoing(text.key, match="One that breaks off", type="billing_error"))
    sandbox.fault("status", **echoing(platform.key, status=401, match="One on credits"))
    sandbox.fault("status", **echoing(image.key, status=401, match="Boats that", path="/v1/images"))
    sandbox.fault("status", **echoing(text.key, status=401, match="The last one"))
    words = ("One that succeeds", "One that is refused", "One that breaks off")
    runs = [
        *(start(tenant, "theme", description=description) for description in words),
        start(other_tenant, "theme", description="One on credits"),
        start(tenant, "image", prompt="A calm harbour"),
    ]
    places: Places = {f"queued, {name}": content for name, content in canary.in_broker(broker).items()}
    assert all(str(run.pk).encode() in b"".join(places.values()) for run in runs)
    worker = start_worker(
        **addresses,
        ANTHROPIC_API_KEY=platform.key,
        INSPIRE_MODE=mode,
        PUBLIC_URL="https://inspire.example",
        LOG_LEVEL="DEBUG",
        EMAIL_URL=f"filemail:///{tmp_path / 'mail'}",
        STORAGE_URL="database:",
    )
    wait_until(lambda: all(has_ended(run) for run in runs))
    runs += [start(tenant, "theme", description="The last one"), start(tenant, "image", prompt="Boats that sink")]
    wait_until(lambda: all(has_ended(run) for run in runs))
    for task in ("check_own_keys", "mail_key_notices"):
        current_app.send_task(f"ai_ops.tasks.{task}")
    wait_until(lambda: worker.log.read_bytes().count(b"task_succeeded") >= len(runs) + 2)
    codes = ["", "request_refused", "out_of_money", "key_refused", "", "key_refused", "key_refused"]
    assert [run.error_code for run in runs] == codes, [run.error for run in runs]
    assert set(ProviderKey.objects.values_list("state", flat=True)) == {KeyState.REFUSED}
    places |= canary.in_broker(broker) | canary.in_database(database_url()) | canary.in_processes()
    places |= canary.in_files(tmp_path)
    assert find(places, [text, image, platform]) == []
    assert (b'"event"' in places[worker.log.name]) == (mode == "production")
    mails = b"".join(content for name, content in places.items() if name.startswith("mail/"))
    assert admin.email.encode() in mails
    assert str(runs[0].pk).encode() in places["pg_dump"]
    assert any(b"celery" in content for name, content in places.items() if name.startswith("process"))
    assert not [name for name in places if "celery-task-meta" in name]


# What the web leaves


@contextmanager
def logging_to(folder: Path) -> Iterator[None]:
    """Write all lines at DEBUG to files, as JSON and as text, and mail reports of errors with all their HTML."""
    root, django = logging.getLogger(), logging.getLogger("django")
    level, mails = root.level, ErrorMails(include_html=True)
    files = [logging.FileHandler(folder / name) for name in ("json.log", "text.log")]
    for file in files:
        lines = dict(logs.configure("DEBUG", is_json="json" in file.baseFilename)["formatters"]["lines"])
        file.setFormatter(lines.pop("()")(**lines))
        root.addHandler(file)
    django.addHandler(mails)
    root.setLevel("DEBUG")
    try:
        yield
    finally:
        root.setLevel(level)
        django.removeHandler(mails)
        for file in files:
            root.removeHandler(file)
            file.close()


class Web:
    """People at the pages, whose answers are kept; an error of the server is a page here, as it is for them."""

    def __init__(self) -> None:
        self.places: Places = {}

    def browser(self, user: User, *, is_confirmed: bool = True) -> Client:
        """Return the browser of a person who is signed in, and has just confirmed who that is."""
        client = Client(raise_request_exception=False)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        if is_confirmed:
            client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/"})
        return client

    def enter(self, client: Client, provider: str, key: Canary, *, status: int) -> None:
        """Send a key on its form, and expect a status."""
        page = f"/settings/ai/keys/{provider}/"
        answer = client.post(page, {"key": key.key}, headers={"accept": "text/html"})
        assert answer.status_code == status, (key.name, answer.status_code, answer.text[:2000])
        self.places[f"the answer to the {key.name} key"] = canary.in_answer(answer)


@contextmanager
def no_key_can_be_written() -> Iterator[None]:
    """Let the database refuse every new key, so that a view breaks after the key was checked and sealed."""
    with connection.cursor() as cursor:
        cursor.execute(UNWRITABLE)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(WRITABLE)


@pytest.fixture
def staff(db) -> User:
    return User.objects.create_superuser("staff@operator.example", PASSWORD, name="Olga Operator")


def changes_nothing(path: str) -> bool:
    """Return whether a page of the admin shows what there is, and is no empty form."""
    return path.startswith("/admin/") and not path.rstrip("/").endswith(("/add", "/delete"))


def test_the_web_leaves_no_key_on_pages_in_logs_mails_sessions_or_rows(  # noqa: PLR0917 - fixtures
    tenant, admin, designer, staff, client_of, sandbox, settings, broker, tmp_path
):
    settings.DEBUG, settings.ADMINS = True, ["operator@example.com"]
    platform = Canary("platform", "sk-ant-api03-")
    settings.ANTHROPIC_API_KEY = platform.key
    names = ("good", "replaced", "misplaced", "unwritable", "uncallable", "unconfirmed", "designer's")
    by_name = {name: Canary(name, "sk-ant-sandbox-", "-good") for name in names}
    image, refused = Canary("image", "sk-sandbox-", "-good"), Canary("refused", "sk-ant-sandbox-", "-refused")
    mangled = Canary("mangled", " “sk-ant-sandbox-", "-good”")
    web = Web()
    with logging_to(tmp_path):
        browser = web.browser(admin)
        web.enter(browser, "anthropic", by_name["replaced"], status=302)
        web.enter(browser, "anthropic", by_name["good"], status=302)
        web.enter(browser, "openai", image, status=302)
        web.enter(browser, "openai", by_name["misplaced"], status=422)
        web.enter(browser, "anthropic", mangled, status=422)
        web.enter(web.browser(admin, is_confirmed=False), "anthropic", by_name["unconfirmed"], status=302)
        web.enter(web.browser(designer), "anthropic", by_name["designer's"], status=403)
        sandbox.fault("status", **echoing(refused.key, status=401, path="/v1/models"))
        web.enter(browser, "anthropic", refused, status=422)
        with no_key_can_be_written():
            web.enter(browser, "anthropic", by_name["unwritable"], status=500)
        runs = [start(tenant, "theme", description=f"One that {how}") for how in ("succeeds", "fails", "goes wrong")]
        sandbox.fault("status", **echoing(by_name["good"].key, status=400, match="One that fails"))
        for run in runs[:2]:
            runner.execute(run.pk)
        settings.SANDBOX_URL = NOWHERE
        runner.execute(runs[2].pk)
        web.enter(browser, "anthropic", by_name["uncallable"], status=500)
        web.places |= canary.in_pages(browser, "/")
        web.places |= canary.in_pages(client_of(staff), "/admin/", is_wanted=changes_nothing)
    places = web.places | canary.in_mails(mail.outbox) | canary.in_files(tmp_path) | canary.in_broker(broker)
    places |= canary.in_database(database_url())
    assert find(places, [*by_name.values(), image, refused, mangled, platform]) == []
    assert list(Run.objects.order_by("id").values_list("state", flat=True)) == [State.SUCCEEDED, *[State.FAILED] * 2]
    assert ProviderKey.objects.get(provider="anthropic").mask.encode() in places["/settings/ai/"]
    assert b"IntegrityError" in places["the answer to the unwritable key"]
    assert b"InvalidURL" in places["the answer to the uncallable key"]
    assert all(b"run_failed" in places[name] for name in ("json.log", "text.log"))
    assert b"_auth_user_id" in places["sessions"]
    reports = [each for each in mail.outbox if "Internal Server Error" in str(each.subject)]
    assert sum(bool(getattr(each, "alternatives", ())) for each in reports) == 2
    assert [page for page in EXPECTED_PAGES if not any(place.startswith(page) for place in places)] == []
    assert f"/ai/runs/{runs[0].pk}/" in places
