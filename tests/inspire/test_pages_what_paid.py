"""What paid for a run is said wherever the run is: on its page, in lists, in the statement and its files."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from ai_ops import library
from ai_ops.models import Run
from tenants.models import User
from tests.byok.owning import FAULTS, give_key


@pytest.fixture
def own_run(tenant, make_theme) -> Run:
    """A theme made on the tenant's own key."""
    give_key(tenant, secret="sk-ant-sandbox-good")
    run: Run = make_theme()
    return run


@pytest.fixture
def read(client_of, admin):
    """Return a function that gives the text of a page, as an admin reads it."""
    client = client_of(admin)

    def read(name: str, *args, **query) -> str:
        response = client.get(reverse(name, args=args), query)
        return (b"".join(response.streaming_content) if response.streaming else response.content).decode()

    return read


PAID_WITH_OWN_KEY = "<dt>Paid with</dt><dd>own Anthropic key</dd>"


def test_a_runs_page_says_what_paid(read, own_run):
    page = read("run", own_run.pk)
    assert PAID_WITH_OWN_KEY in page
    assert "<dt>Took</dt>" not in page


def test_a_run_on_credits_says_so_and_how_many(read, make_theme):
    page = read("run", make_theme().pk)
    assert "<dt>Paid with</dt><dd>credits</dd>" in page
    assert "<dt>Took</dt><dd>1 credit</dd>" in page


def test_a_run_that_waits_says_what_will_pay(read, tenant, start_theme):
    give_key(tenant)
    page = read("run", start_theme().pk)
    assert PAID_WITH_OWN_KEY in page
    assert "<dt>Reserved</dt>" not in page


def test_a_run_that_failed_on_an_own_key_does_not_say_that_nothing_was_charged(read, tenant, make_theme, sandbox):
    give_key(tenant, secret="sk-ant-sandbox-good")
    sandbox.fault("status", **FAULTS["anthropic"]["key_refused"])
    page = read("run", make_theme().pk)
    assert "This run failed, and took no credits" in page
    assert "nothing was charged" not in page.lower()


def test_the_list_of_runs_says_what_paid(read, own_run):
    assert 'data-label="Took">own key</td>' in read("runs")


def test_the_statement_says_what_paid_on_the_page_in_print_and_in_its_file(read, own_run):
    assert '<span class="badge">own key</span>' in read("statement")
    assert ", own key</td>" in read("statement_print")
    head, *rows = [line.split(",") for line in read("statement_csv").splitlines()]
    paid = {row[head.index("paid_with")] for row in rows if str(own_run.pk) in row}
    assert paid == {"own_key"}


def test_a_saved_item_says_what_paid(read, own_run):
    item = library.save(own_run, "Dusk", author=None, at=timezone.now())
    assert PAID_WITH_OWN_KEY in read("saved_item", item.pk)


def test_staff_see_what_paid(client_of, own_run):
    client = client_of(User.objects.create_superuser("staff@example.com", "harbour-lights-at-dusk"))
    listed = client.get(reverse("admin:ai_ops_run_changelist")).content.decode()
    assert '<td class="field-funding">own key</td>' in listed
    shown = client.get(reverse("admin:ai_ops_run_change", args=[own_run.pk])).content.decode()
    assert ">own key<" in shown
    assert str(own_run.attempts.get().key_version) in shown


def test_the_command_says_what_paid(tenant, own_run, capsys, tmp_path):
    asked = tmp_path / "theme.json"
    asked.write_text(json.dumps(own_run.inputs))
    with pytest.raises(SystemExit, match="0"):
        call_command("generate", "theme", "--tenant", tenant.slug, "--input", str(asked), "--inline", "--json")
    document = json.loads(capsys.readouterr().out)
    assert (document["funding"], document["provider"], document["credits"]) == ("own_key", "anthropic", 0)
