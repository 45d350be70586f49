"""API tokens: what works, for how long, and that only a hash stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tenants import tokens
from tenants.errors import TokenGoneError, TooManyTokensError
from tenants.models import ApiToken, AuditEvent, Scope
from tests.factories import make_tenant

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)


def make(tenant, *, days=90, scopes=(Scope.INGEST,), name="Till"):
    return tokens.create(tenant, name, scopes=scopes, days=days, at=AT)


def test_a_token_opens_its_own_tenant(tenant, other_tenant):
    (_ours, text), (_theirs, other) = make(tenant), make(other_tenant)
    found = [tokens.find(each, at=AT) for each in (text, other)]
    assert [each and each.tenant for each in found] == [tenant, other_tenant]


def test_the_secret_is_kept_nowhere(tenant):
    token, text = make(tenant)
    secret = text.removeprefix(f"ik_{token.public_id}_")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(t)::text FROM tenants_apitoken t UNION SELECT row_to_json(e)::text "
            "FROM tenants_auditevent e"
        )
        kept = " ".join(row for (row,) in cursor.fetchall())
    assert token.public_id in kept
    assert secret not in kept


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: f"{text}x",
        lambda text: f"{text}\n",
        lambda text: f"{text[:-2]}{'AA' if text[-2:] != 'AA' else 'BB'}",
        lambda text: text.replace("ik_", "sk_"),
        lambda text: f"ik_{'0' * 12}_{text[16:]}",
        lambda text: f"{text[:-1]}é",
    ],
    ids=["empty", "short", "long", "line end", "wrong secret", "other kind", "unknown id", "other letters"],
)
def test_what_is_not_a_token_opens_nothing(tenant, spoil):
    _token, text = make(tenant)
    assert tokens.find(spoil(text), at=AT) is None


def test_one_tokens_secret_does_not_fit_another(tenant):
    (first, _), (_, text) = make(tenant), make(tenant)
    assert tokens.find(f"{first}_{text[16:]}", at=AT) is None


def test_a_token_ends_with_its_last_day_and_one_without_never(tenant):
    (_, short), (_, long) = make(tenant, days=30), make(tenant, days=None)
    end = AT + timedelta(days=30)
    assert tokens.find(short, at=end - timedelta(seconds=1))
    assert tokens.find(short, at=end) is None
    assert tokens.find(long, at=end + timedelta(days=9999))


def test_a_revoked_token_opens_nothing_and_is_revoked_once(tenant):
    token, text = make(tenant)
    tokens.revoke(token, at=AT)
    assert tokens.find(text, at=AT) is None
    assert not tokens.tokens_of(tenant).exists()
    with pytest.raises(TokenGoneError):
        tokens.revoke(token, at=AT)
    actions = AuditEvent.objects.filter(tenant_uuid=tenant.pk).values_list("action", flat=True)
    assert list(actions.order_by("id")) == ["token.created", "token.revoked"]


def test_a_use_is_written_at_most_once_a_minute(tenant, django_assert_num_queries):
    token, text = make(tenant)
    tokens.find(text, at=AT)
    with django_assert_num_queries(1):
        tokens.find(text, at=AT + timedelta(seconds=59))
    token.refresh_from_db()
    assert token.last_used_at == AT
    tokens.find(text, at=AT + timedelta(seconds=60))
    token.refresh_from_db()
    assert token.last_used_at == AT + timedelta(seconds=60)


def test_a_token_that_opened_nothing_was_not_used(tenant):
    token, text = make(tenant, days=30)
    tokens.find(text, at=AT + timedelta(days=30))
    tokens.find(f"{text[:-2]}--", at=AT)
    token.refresh_from_db()
    assert token.last_used_at is None


@pytest.mark.parametrize("scopes", [[], ["admin"], ["read", "admin"], {"read": 1}])
def test_the_database_refuses_scopes_that_do_not_exist(tenant, scopes):
    token, _text = make(tenant)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.filter(pk=token.pk).update(scopes=scopes)


def test_tokens_that_work_no_more_leave_room_for_others(tenant, monkeypatch):
    monkeypatch.setattr(tokens, "MOST_TOKENS", 2)
    make(tenant, days=1)
    second, _text = make(tenant)
    with pytest.raises(TooManyTokensError):
        make(tenant)
    tokens.revoke(second, at=AT)
    make(tenant)
    tokens.create(tenant, "Later", scopes=[Scope.READ], days=1, at=AT + timedelta(days=2))


@pytest.mark.django_db(transaction=True)
def test_of_many_made_at_once_none_is_too_many(monkeypatch):
    monkeypatch.setattr(tokens, "MOST_TOKENS", 3)
    tenant = make_tenant()

    def make_one(_number: int) -> bool:
        try:
            make(tenant)
        except TooManyTokensError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(make_one, range(8))) == 3
