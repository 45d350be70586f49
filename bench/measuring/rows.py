"""Tenants and accounts, as many as are wanted, and what their callers say."""

from datetime import UTC, datetime
from uuid import UUID

from measuring.database import run

PLAN = UUID(int=1)
NOVEMBER = datetime(2026, 11, 2, 12, tzinfo=UTC)
"""An instant at which every zone is in the month that began on the 1st."""
BIG = 2**61

MAKE_PLAN = """
INSERT INTO credits_plan (id, slug, name, credits) VALUES (%(plan)s, 'bench', 'Bench', 2000000000)
ON CONFLICT DO NOTHING
"""
# An account's id is its number, so that a script can name it. Tenants live all over the world.
MAKE_TENANTS = """
INSERT INTO tenants_tenant (id, slug, name, time_zone, is_demo, created_at)
SELECT
    lpad(to_hex(number), 32, '0')::uuid, 'bench-' || number, 'Bench',
    (ARRAY['UTC', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney', 'America/Santiago',
        'Asia/Tokyo', 'Africa/Cairo'])[1 + number %% 8],
    false, %(at)s
FROM generate_series(%(first)s::integer, %(last)s::integer) AS number
"""
MAKE_ACCOUNTS = """
INSERT INTO credits_account (tenant_id, plan_id, anchor_day, created_at)
SELECT id, %(plan)s, 1, %(at)s FROM tenants_tenant ON CONFLICT DO NOTHING
"""
# A hold of 1 credit for one of five people and four operations, under a random reference: the worst for the keys.
NUMBERS = f"""\\set number random(1, {{accounts}})
\\set person random(1, 5)
\\set kind random(1, 4)
\\set high random(0, {BIG})
\\set low random(0, {BIG})
"""
REFERENCE = "(lpad(to_hex(:high::bigint), 16, '0') || lpad(to_hex(:low::bigint), 16, '0'))::uuid"
RESERVE = """SELECT result FROM credits_reserve(
    lpad(to_hex(:number::integer), 32, '0')::uuid, {reference}, 1,
    (ARRAY['theme', 'content', 'analysis', 'text'])[:kind::integer],
    lpad(to_hex(:number::integer * 8 + :person::integer), 32, 'a')::uuid,
    'claude-haiku-5-5', 'credits', '{at}'::timestamptz
);
"""
SETTLE = "SELECT result FROM credits_close('settle', {reference}, '', '{at}'::timestamptz);\n"


def make_accounts(first: int, last: int) -> None:
    """Make tenants with these numbers and their accounts, without a month."""
    run(MAKE_PLAN, plan=PLAN)
    run(MAKE_TENANTS, first=first, last=last, at=NOVEMBER)
    run(MAKE_ACCOUNTS, plan=PLAN, at=NOVEMBER)
    run("VACUUM ANALYZE")


def reserve_script(accounts: int, at: datetime) -> str:
    """Return a script that holds a credit of one of the first so many accounts."""
    return (NUMBERS + RESERVE).format(accounts=accounts, reference=REFERENCE, at=at.isoformat())


def pair_script(accounts: int, at: datetime) -> str:
    """Return a script that holds a credit and settles it: two statements and two commits."""
    return (NUMBERS + RESERVE + SETTLE).format(accounts=accounts, reference=REFERENCE, at=at.isoformat())
