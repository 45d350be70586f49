"""Tenants with people, a year of months, and as many entries as are wanted, without a difference."""

from datetime import datetime
from uuid import UUID

from measuring.database import run

MONTHS, PEOPLE = 12, 40

# The ids of a tenant's people follow from its number and theirs; the first is its admin.
MAKE_PEOPLE = """
INSERT INTO tenants_user (id, password, is_superuser, email, name, is_active, is_staff, is_demo, joined_at)
SELECT
    lpad(to_hex(%(number)s * 1000 + person), 32, 'b')::uuid, '', false,
    'person-' || person || '@bench-' || %(number)s || '.example', 'Person ' || person, true, false, false, %(at)s
FROM generate_series(1, %(people)s) AS person;
INSERT INTO tenants_membership (id, tenant_id, user_id, role, created_at)
SELECT
    person.id, tenant.id, person.id,
    CASE person.email WHEN 'person-1@' || tenant.slug || '.example' THEN 'admin' ELSE 'designer' END, %(at)s
FROM tenants_user AS person JOIN tenants_tenant AS tenant ON person.email LIKE '%%@' || tenant.slug || '.example'
WHERE tenant.slug = 'bench-' || %(number)s
"""
OPEN_MONTHS = """
SELECT opened.id, opened.starts_at, least(opened.ends_at, %(at)s)
FROM generate_series(%(months)s - 1, 0, -1) AS number
CROSS JOIN LATERAL credits_open_period(%(account)s, %(at)s - make_interval(months => number)) AS opened
"""
# Runs one after the other, each closed before the next begins, so the running balance is a sum: of
# twenty one is voided, of ten one is on an own key. Written in order, into keys that are there.
FILL = """
INSERT INTO credits_entry (
    period_id, created_at, credits, remaining, reference, member, kind, funding, operation, model, reason
)
SELECT
    %(period)s, made.at + step.seconds * interval '1 second', made.credits,
    allowance.credits - made.before - CASE step.kind WHEN 'void' THEN 0 ELSE made.credits END,
    made.reference, made.member, step.kind, made.funding, made.operation, 'claude-haiku-5-5',
    CASE step.kind WHEN 'void' THEN 'overloaded' ELSE '' END
FROM (
    SELECT
        run.*,
        coalesce(sum(CASE WHEN is_failed THEN 0 ELSE credits END) OVER (
            ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 0) AS before
    FROM (
        SELECT
            number, number %% 20 = 0 AS is_failed,
            %(first)s + (%(last)s - %(first)s) * (number::float / %(runs)s) AS at,
            md5(%(period)s || '-' || number)::uuid AS reference,
            lpad(to_hex(%(number)s * 1000 + 1 + number %% %(people)s), 32, 'b')::uuid AS member,
            CASE number %% 10 WHEN 5 THEN 'own_key' ELSE 'credits' END AS funding,
            CASE number %% 10 WHEN 5 THEN 0 ELSE (ARRAY[1, 5, 10, 20, 10, 1])[1 + number %% 6] END AS credits,
            (ARRAY['theme', 'content', 'analysis', 'trigger', 'image', 'text'])[1 + number %% 6] AS operation
        FROM generate_series(1, %(runs)s) AS number
    ) AS run
) AS made
CROSS JOIN (SELECT granted AS credits FROM credits_period WHERE id = %(period)s) AS allowance
CROSS JOIN LATERAL (
    VALUES (0, 'reserve'), (8, CASE WHEN made.is_failed THEN 'void' ELSE 'settle' END)
) AS step (seconds, kind)
ORDER BY made.number, step.seconds
"""
SUM_UP = """
WITH sums AS (SELECT sum(credits) AS used FROM credits_entry WHERE period_id = %(period)s AND kind = 'settle')
UPDATE credits_period SET used = sums.used FROM sums WHERE id = %(period)s;
INSERT INTO credits_rollup (period_id, operation, member, funding, runs, used, held)
SELECT
    period_id, operation, member, funding, count(*) FILTER (WHERE kind = 'settle'),
    coalesce(sum(credits) FILTER (WHERE kind = 'settle'), 0), 0
FROM credits_entry WHERE period_id = %(period)s AND kind IN ('settle', 'void') GROUP BY 1, 2, 3, 4;
INSERT INTO credits_day (period_id, day, funding, runs, used)
SELECT hold.period_id, (hold.created_at AT TIME ZONE period.time_zone)::date, hold.funding, count(*), sum(hold.credits)
FROM credits_entry AS hold
JOIN credits_entry AS closing ON closing.reference = hold.reference AND closing.kind = 'settle'
JOIN credits_period AS period ON period.id = hold.period_id
WHERE hold.period_id = %(period)s AND hold.kind = 'reserve' GROUP BY 1, 2, 3
"""


def fill_year(number: int, entries: int, *, at: datetime) -> None:
    """Give the tenant of this number its people, and so many entries in the year that ends at `at`."""
    run(MAKE_PEOPLE, number=number, people=PEOPLE, at=at)
    runs = entries // 2 // MONTHS
    for period, first, last in run(OPEN_MONTHS, account=UUID(int=number), months=MONTHS, at=at):
        run(FILL, period=period, first=first, last=last, runs=runs, number=number, people=PEOPLE)
        run(SUM_UP, period=period)
