"""Two admins enter a key at the same moment: the one that works stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from ai_ops import own_keys
from ai_ops.own_keys import Entered
from ai_ops.providers import listing
from byok import keys
from byok.models import ProviderKey
from tests.byok.owning import give_key
from tests.vault.test_rotation_at_once import wait_for

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_a_key_that_could_not_be_checked_never_takes_the_place_of_one_stored_meanwhile(tenant, sandbox, monkeypatch):
    monkeypatch.setattr(listing, "PAUSE", 0.01)
    sandbox.fault("status", status=503, times=0, path="/v1/models")

    def enter() -> Entered:
        try:
            return own_keys.enter(tenant, "anthropic", "sk-ant-sandbox-good", at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as another:
        with keys.changing(tenant):
            entering = another.submit(enter)
            wait_for(1)
            working = give_key(tenant)
        entered = entering.result(timeout=20)
    assert (entered.is_kept, entered.key) == (False, working)
    assert ProviderKey.objects.get() == working
