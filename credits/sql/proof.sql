-- What check_ledger asks, one statement a check. Each gives the rows that are wrong:
-- tenant, subject, field, stored, computed. %(account)s is NULL for all accounts.
-- Lock: none; all run in one REPEATABLE READ snapshot. Index: none needed, each table is read once.

-- check: period
WITH sums AS (
    SELECT
        period_id,
        coalesce(sum(credits) FILTER (WHERE kind = 'grant'), 0) AS granted,
        coalesce(sum(credits) FILTER (WHERE kind = 'adjust'), 0) AS adjusted,
        coalesce(sum(credits) FILTER (WHERE kind = 'settle'), 0) AS used,
        coalesce(sum(CASE kind WHEN 'reserve' THEN credits WHEN 'settle' THEN -credits WHEN 'void' THEN -credits END), 0)
            AS held
    FROM credits_entry
    WHERE (%(account)s::uuid IS NULL
        OR period_id IN (SELECT id FROM credits_period WHERE account_id = %(account)s::uuid))
    GROUP BY period_id
)
SELECT tenant.slug, 'period ' || period.id, cell.field, cell.stored::text, cell.computed::text
FROM credits_period AS period
JOIN tenants_tenant AS tenant ON tenant.id = period.account_id
LEFT JOIN sums ON sums.period_id = period.id
CROSS JOIN LATERAL (VALUES
    ('granted', period.granted, coalesce(sums.granted, 0)),
    ('adjusted', period.adjusted, coalesce(sums.adjusted, 0)),
    ('used', period.used, coalesce(sums.used, 0)),
    ('held', period.held, coalesce(sums.held, 0))
) AS cell (field, stored, computed)
WHERE (%(account)s::uuid IS NULL OR period.account_id = %(account)s::uuid) AND cell.stored <> cell.computed
ORDER BY period.id, cell.field;

-- check: rollup
WITH sums AS (
    SELECT
        period_id, operation, coalesce(member, '00000000-0000-0000-0000-000000000000') AS member, funding,
        sum(CASE kind WHEN 'reserve' THEN 1 WHEN 'void' THEN -1 ELSE 0 END) AS runs,
        sum(CASE kind WHEN 'settle' THEN credits ELSE 0 END) AS used,
        sum(CASE kind WHEN 'reserve' THEN credits ELSE -credits END) AS held
    FROM credits_entry
    WHERE kind IN ('reserve', 'settle', 'void') AND (%(account)s::uuid IS NULL
        OR period_id IN (SELECT id FROM credits_period WHERE account_id = %(account)s::uuid))
    GROUP BY 1, 2, 3, 4
), stored AS (
    SELECT rollup.*
    FROM credits_rollup AS rollup JOIN credits_period AS period ON period.id = rollup.period_id
    WHERE %(account)s::uuid IS NULL OR period.account_id = %(account)s::uuid
), compared AS (
    SELECT
        coalesce(sums.period_id, stored.period_id) AS period_id,
        concat_ws(
            ' ', coalesce(sums.operation, stored.operation), coalesce(sums.funding, stored.funding),
            'member ' || nullif(
                coalesce(sums.member, stored.member), '00000000-0000-0000-0000-000000000000'
            )::text
        ) AS purpose,
        stored.runs, stored.used, stored.held,
        sums.runs AS sum_runs, sums.used AS sum_used, sums.held AS sum_held
    FROM sums FULL JOIN stored ON (stored.period_id, stored.operation, stored.funding, stored.member)
        = (sums.period_id, sums.operation, sums.funding, sums.member)
)
SELECT tenant.slug, 'period ' || period.id || ', ' || compared.purpose, cell.field, cell.stored::text, cell.computed::text
FROM compared
JOIN credits_period AS period ON period.id = compared.period_id
JOIN tenants_tenant AS tenant ON tenant.id = period.account_id
CROSS JOIN LATERAL (VALUES
    ('runs', coalesce(compared.runs, 0), coalesce(compared.sum_runs, 0)),
    ('used', coalesce(compared.used, 0), coalesce(compared.sum_used, 0)),
    ('held', coalesce(compared.held, 0), coalesce(compared.sum_held, 0))
) AS cell (field, stored, computed)
WHERE cell.stored <> cell.computed
ORDER BY period.id, compared.purpose, cell.field;

-- check: day
WITH sums AS (
    SELECT
        hold.period_id, (hold.created_at AT TIME ZONE period.time_zone)::date AS day, hold.funding,
        count(*) AS runs, sum(hold.credits) AS used
    FROM credits_entry AS hold
    JOIN credits_entry AS closing ON closing.reference = hold.reference AND closing.kind = 'settle'
    JOIN credits_period AS period ON period.id = hold.period_id
    WHERE hold.kind = 'reserve' AND (%(account)s::uuid IS NULL OR period.account_id = %(account)s::uuid)
    GROUP BY 1, 2, 3
), stored AS (
    SELECT day.*
    FROM credits_day AS day JOIN credits_period AS period ON period.id = day.period_id
    WHERE %(account)s::uuid IS NULL OR period.account_id = %(account)s::uuid
), compared AS (
    SELECT
        coalesce(sums.period_id, stored.period_id) AS period_id,
        coalesce(sums.day, stored.day)::text || ' ' || coalesce(sums.funding, stored.funding) AS purpose,
        stored.runs, stored.used, sums.runs AS sum_runs, sums.used AS sum_used
    FROM sums FULL JOIN stored
        ON (stored.period_id, stored.day, stored.funding) = (sums.period_id, sums.day, sums.funding)
)
SELECT tenant.slug, 'period ' || period.id || ', ' || compared.purpose, cell.field, cell.stored::text, cell.computed::text
FROM compared
JOIN credits_period AS period ON period.id = compared.period_id
JOIN tenants_tenant AS tenant ON tenant.id = period.account_id
CROSS JOIN LATERAL (VALUES
    ('runs', coalesce(compared.runs, 0), coalesce(compared.sum_runs, 0)),
    ('used', coalesce(compared.used, 0), coalesce(compared.sum_used, 0))
) AS cell (field, stored, computed)
WHERE cell.stored <> cell.computed
ORDER BY period.id, compared.purpose, cell.field;

-- check: remaining
SELECT tenant.slug, 'entry ' || entry.id, 'remaining', entry.remaining::text, entry.computed::text
FROM (
    SELECT
        id, period_id, remaining,
        sum(CASE kind WHEN 'reserve' THEN -credits WHEN 'settle' THEN 0 ELSE credits END)
            OVER (PARTITION BY period_id ORDER BY id) AS computed
    FROM credits_entry
    WHERE (%(account)s::uuid IS NULL
        OR period_id IN (SELECT id FROM credits_period WHERE account_id = %(account)s::uuid))
) AS entry
JOIN credits_period AS period ON period.id = entry.period_id
JOIN tenants_tenant AS tenant ON tenant.id = period.account_id
WHERE entry.remaining <> entry.computed
ORDER BY entry.id;

-- check: orphan
SELECT '', 'entry ' || entry.id, 'period', entry.period_id::text, 'a period that is there'
FROM credits_entry AS entry
WHERE %(account)s::uuid IS NULL AND NOT EXISTS (SELECT FROM credits_period WHERE id = entry.period_id)
ORDER BY entry.id;

-- check: closing
SELECT
    tenant.slug, 'entry ' || closing.id, closing.kind,
    concat_ws(' ', closing.credits, 'of period', closing.period_id, closing.operation, closing.funding, closing.member),
    CASE
        WHEN hold.id IS NULL THEN 'the closing of a hold'
        ELSE concat_ws(' ', hold.credits, 'of period', hold.period_id, hold.operation, hold.funding, hold.member)
    END
FROM credits_entry AS closing
JOIN credits_period AS period ON period.id = closing.period_id
JOIN tenants_tenant AS tenant ON tenant.id = period.account_id
LEFT JOIN credits_entry AS hold ON hold.reference = closing.reference AND hold.kind = 'reserve'
WHERE closing.kind IN ('settle', 'void')
    AND (%(account)s::uuid IS NULL OR period.account_id = %(account)s::uuid)
    AND (closing.period_id, closing.credits, closing.operation, closing.model, closing.funding, closing.member)
        IS DISTINCT FROM (hold.period_id, hold.credits, hold.operation, hold.model, hold.funding, hold.member)
ORDER BY closing.id;

-- check: grant
SELECT tenant.slug, 'period ' || period.id, 'grants at its start', count(entry.id)::text, '1'
FROM credits_period AS period
JOIN tenants_tenant AS tenant ON tenant.id = period.account_id
LEFT JOIN credits_entry AS entry ON entry.period_id = period.id AND entry.kind = 'grant'
    AND entry.reference = credits_grant_reference(period.account_id, 'grant:' || credits_instant(period.starts_at))
WHERE %(account)s::uuid IS NULL OR period.account_id = %(account)s::uuid
GROUP BY period.id, tenant.slug
HAVING count(entry.id) <> 1
ORDER BY period.id;

-- check: overlap
SELECT tenant.slug, 'period ' || period.id, 'starts_at', credits_instant(period.starts_at), 'not before '
    || credits_instant(period.last_end)
FROM (
    SELECT id, account_id, starts_at, lag(ends_at) OVER (PARTITION BY account_id ORDER BY starts_at) AS last_end
    FROM credits_period
    WHERE %(account)s::uuid IS NULL OR account_id = %(account)s::uuid
) AS period
JOIN tenants_tenant AS tenant ON tenant.id = period.account_id
WHERE period.starts_at < period.last_end
ORDER BY period.id;
