"""Every key, provider, balance and answer: what pays, how the run ends, and what it leaves behind."""

import os
from dataclasses import dataclass
from itertools import product

import pytest

from ai_ops.errors import AiOpsError, NotEnoughCreditsError, ProviderNotReadyError
from ai_ops.models import Run
from byok.models import ProviderKey
from credits import proof
from credits.models import Entry
from tests.ai_ops import books
from tests.byok import owning
from tests.factories import PLANS, make_tenant

# A dash stands for "nothing". `asked`: with whose key the provider was called. `used`: credits,
# where 1 stands for the operation's price. `after`: the own key's state. "tampered" is a ciphertext
# that nobody can see anything wrong with until it is opened.
EXPECTED = """
key         credits  answer            refusal     funding  state      error               asked  used  after
----------  -------  ----------------  ----------  -------  ---------  ------------------  -----  ----  ----------
none        enough   success           -           credits  succeeded  -                   ours   1     -
none        enough   key_refused       -           credits  failed     key_refused         ours   0     -
none        enough   out_of_money      -           credits  failed     out_of_money        ours   0     -
none        enough   model_gone        -           credits  failed     model_gone          ours   0     -
none        none     success           credits     -        -          -                   -      0     -
none        none     key_refused       credits     -        -          -                   -      0     -
active      enough   success           -           own_key  succeeded  -                   own    0     active
active      enough   key_refused       -           own_key  failed     key_refused         own    0     refused
active      enough   key_lacks_access  -           own_key  failed     key_lacks_access    own    0     refused
active      enough   out_of_money      -           own_key  failed     out_of_money        own    0     limited
active      enough   model_gone        -           own_key  failed     model_gone          own    0     active
active      none     success           -           own_key  succeeded  -                   own    0     active
active      none     key_refused       -           own_key  failed     key_refused         own    0     refused
active      none     out_of_money      -           own_key  failed     out_of_money        own    0     limited
active      none     model_gone        -           own_key  failed     model_gone          own    0     active
unchecked   enough   success           -           own_key  succeeded  -                   own    0     active
unchecked   enough   key_refused       -           own_key  failed     key_refused         own    0     refused
unchecked   none     success           -           own_key  succeeded  -                   own    0     active
unchecked   none     model_gone        -           own_key  failed     model_gone          own    0     unchecked
limited     enough   success           -           own_key  succeeded  -                   own    0     active
limited     enough   key_refused       -           own_key  failed     key_refused         own    0     refused
limited     enough   out_of_money      -           own_key  failed     out_of_money        own    0     limited
limited     none     success           -           own_key  succeeded  -                   own    0     active
limited     none     key_refused       -           own_key  failed     key_refused         own    0     refused
limited     none     out_of_money      -           own_key  failed     out_of_money        own    0     limited
refused     enough   success           key         -        -          -                   -      0     refused
refused     enough   key_refused       key         -        -          -                   -      0     refused
refused     none     success           key         -        -          -                   -      0     refused
refused     none     key_refused       key         -        -          -                   -      0     refused
unreadable  enough   success           key         -        -          -                   -      0     active
unreadable  enough   key_refused       key         -        -          -                   -      0     active
unreadable  none     success           key         -        -          -                   -      0     active
unreadable  none     key_refused       key         -        -          -                   -      0     active
tampered    enough   success           -           own_key  failed     own_key_unreadable  -      0     unreadable
tampered    none     key_refused       -           own_key  failed     own_key_unreadable  -      0     unreadable
paused      enough   success           -           credits  succeeded  -                   ours   1     active
paused      enough   key_refused       -           credits  failed     key_refused         ours   0     active
paused      enough   out_of_money      -           credits  failed     out_of_money        ours   0     active
paused      none     success           credits     -        -          -                   -      0     active
paused      none     key_refused       credits     -        -          -                   -      0     active
"""
SAMPLE = ("success", "key_refused")
ERRORS: dict[str, type[AiOpsError]] = {"credits": NotEnoughCreditsError, "key": ProviderNotReadyError}
OURS = "sandbox"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    key: str
    credits: str
    answer: str
    refusal: str
    funding: str
    state: str
    error: str
    asked: str
    used: str
    after: str

    @property
    def name(self) -> str:
        return f"{self.key}-{self.credits}-{self.answer}"


def read_table() -> list[Row]:
    lines = EXPECTED.strip().splitlines()[2:]
    cells = [[cell.replace("-", "") if cell == "-" else cell for cell in line.split()] for line in lines]
    rows = [Row(*each) for each in cells]
    return rows if os.environ.get("INSPIRE_PROOF") else [row for row in rows if row.answer in SAMPLE]


def test_the_table_leaves_no_case_out():
    keys = ("none", "active", "limited", "refused", "unreadable", "paused")
    listed = {(row.key, row.credits, row.answer) for row in read_table()}
    assert listed >= set(product(keys, ("enough", "none"), SAMPLE))


def give(tenant, provider: str, kind: str) -> None:
    if kind == "none":
        return
    state = kind if kind in ("active", "unchecked", "limited", "refused") else "active"
    key = owning.give_key(tenant, provider, state=state, is_paused=kind == "paused")
    if kind == "unreadable":
        owning.break_seal(key)
    if kind == "tampered":
        owning.spoil_seal(key)


def asked_with(sandbox, provider: str) -> str:
    """Return whose key the provider was called with: own, ours, or nobody's."""
    whose = {owning.digest(owning.SECRETS[provider]): "own", owning.digest(OURS): "ours"}
    return ",".join(whose[each["key_sha256"]] for each in sandbox.requests())


def assert_books(tenant, *, used: int) -> None:
    """Assert that the ledger agrees with itself, nothing is held, and own keys moved no credit."""
    assert proof.find_differences() == []
    assert books.used_and_held(tenant) == (used, 0)
    assert not Entry.objects.filter(funding="own_key").exclude(credits=0).exists()


def run_all_the_way(tenant, provider: str, row: Row) -> None:
    if row.refusal:
        with pytest.raises(ERRORS[row.refusal]):
            owning.start(tenant, provider)
        assert not Run.objects.exists()
        return
    run = owning.execute(owning.start(tenant, provider))
    assert (run.funding, run.state, run.error_code) == (row.funding, row.state, row.error)
    assert run.price == (owning.PRICES[provider] if row.funding == "credits" else 0)


@pytest.mark.django_db
@pytest.mark.proof(is_sampled=True)
@pytest.mark.parametrize("provider", ["anthropic", "openai"])
@pytest.mark.parametrize("row", read_table(), ids=lambda row: row.name)
def test_what_pays_and_what_is_left_behind(tenant, providers, provider, row):
    give(tenant, provider, row.key)
    spent = owning.spend_all(tenant) if row.credits == "none" else 0
    if row.answer != "success":
        fault = owning.FAULTS[provider][row.answer]
        providers.fault("status", times=0, path=owning.PATHS[provider], **fault)
    run_all_the_way(tenant, provider, row)
    assert asked_with(providers, provider) == row.asked
    assert_books(tenant, used=spent + int(row.used) * owning.PRICES[provider])
    assert "".join(ProviderKey.objects.values_list("state", flat=True)) == row.after


BOTH = {"anthropic", "openai"}


@pytest.mark.django_db
@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("own", [set(), {"anthropic"}, {"openai"}, BOTH], ids=["neither", "text", "images", "both"])
def test_each_own_key_pays_for_its_provider_alone_on_every_plan(providers, plan, own):
    tenant = make_tenant(plan=plan)
    for provider in own:
        owning.give_key(tenant, provider)
    runs = {provider: owning.execute(owning.start(tenant, provider)) for provider in sorted(BOTH)}
    assert {provider for provider, run in runs.items() if run.funding == "own_key"} == own
    assert {run.state for run in runs.values()} == {"succeeded"}
    assert_books(tenant, used=sum(owning.PRICES[provider] for provider in BOTH - own))


@pytest.mark.django_db
@pytest.mark.parametrize("own", ["anthropic", "openai"])
def test_without_credits_the_own_key_works_and_the_other_provider_does_not(tenant, providers, own):
    owning.give_key(tenant, own)
    spent = owning.spend_all(tenant)
    assert owning.execute(owning.start(tenant, own)).state == "succeeded"
    (other,) = BOTH - {own}
    with pytest.raises(NotEnoughCreditsError):
        owning.start(tenant, other)
    assert_books(tenant, used=spent)
