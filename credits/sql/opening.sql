-- Opening periods: one account at its first use, or every account that is due.
--
-- Lock: whoever opens a period of an account holds that account's row (FOR NO KEY UPDATE)
-- first, so openers of one account come one after the other and periods never overlap.

-- A name-based reference: RFC 9562 version 3 (MD5) in the account's own namespace. The same
-- account and purpose always give the same reference, so a period is granted once. The 13th
-- hexadecimal digit is the version (3), the upper two bits of the 17th are the variant (binary
-- 10). One expression, so that PostgreSQL inlines it.
CREATE OR REPLACE FUNCTION credits_grant_reference(account uuid, purpose text) RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
RETURN overlay(
    overlay(md5(uuid_send(account) || convert_to(purpose, 'UTF8')) PLACING '3' FROM 13 FOR 1)
    PLACING translate(
        substr(md5(uuid_send(account) || convert_to(purpose, 'UTF8')), 17, 1), '0123456789abcdef', '89ab89ab89ab89ab'
    ) FROM 17 FOR 1
)::uuid;

CREATE OR REPLACE FUNCTION credits_instant(at timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');

-- Open the period that holds `at` for each of these accounts that has none, with its grant.
-- What decides an account's next period comes in arrays, one place an account.
-- Lock: the caller holds the accounts' rows, so what other openers wrote is seen here.
-- Index: credits_period_account_starts_key, one probe an account. A plan that waits takes effect
-- where the new period is the latest. Boundaries are computed once for all accounts that share
-- anchor, zone and neighbours; no neighbour stands as infinity, so that a hash can join. The plan
-- is made once a connection: made anew for each array, it takes longer than opening one month.
CREATE OR REPLACE FUNCTION credits_open_locked(
    p_accounts uuid[], p_anchors smallint[], p_plans uuid[], p_next_plans uuid[], p_zones text[], p_at timestamptz
) RETURNS integer
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_opened integer;
    v_moved uuid[];
BEGIN
    WITH due AS MATERIALIZED (
        SELECT
            account.account_id, account.anchor_day, account.time_zone, edges.last_end, edges.next_start,
            CASE
                WHEN edges.next_start = 'infinity' THEN coalesce(account.next_plan_id, account.plan_id)
                ELSE account.plan_id
            END AS plan_id,
            account.next_plan_id IS NOT NULL AND edges.next_start = 'infinity' AS is_moved
        FROM unnest(p_accounts, p_anchors, p_plans, p_next_plans, p_zones)
            AS account (account_id, anchor_day, plan_id, next_plan_id, time_zone)
        LEFT JOIN LATERAL (
            SELECT starts_at, ends_at FROM credits_period
            WHERE account_id = account.account_id ORDER BY starts_at DESC LIMIT 1
        ) AS latest ON true
        CROSS JOIN LATERAL (
            SELECT
                coalesce(CASE
                    WHEN latest.starts_at > p_at THEN (
                        SELECT ends_at FROM credits_period
                        WHERE account_id = account.account_id AND starts_at <= p_at ORDER BY starts_at DESC LIMIT 1
                    )
                    ELSE latest.ends_at
                END, '-infinity') AS last_end,
                coalesce(CASE
                    WHEN latest.starts_at > p_at THEN (
                        SELECT starts_at FROM credits_period
                        WHERE account_id = account.account_id AND starts_at > p_at ORDER BY starts_at LIMIT 1
                    )
                END, 'infinity') AS next_start
            OFFSET 0
        ) AS edges
        WHERE edges.last_end <= p_at
    ), bounds AS MATERIALIZED (
        SELECT
            kinds.*, zone, bounds.starts_at, bounds.ends_at,
            'grant:' || credits_instant(bounds.starts_at) AS purpose
        FROM (SELECT DISTINCT anchor_day, time_zone, last_end, next_start FROM due) AS kinds
        CROSS JOIN LATERAL credits_known_zone(kinds.time_zone) AS zone
        CROSS JOIN LATERAL credits_bounds(
            kinds.anchor_day, zone, p_at, nullif(kinds.last_end, '-infinity'), nullif(kinds.next_start, 'infinity')
        ) AS bounds
    ), opened AS (
        INSERT INTO credits_period (account_id, starts_at, ends_at, time_zone, granted, adjusted, used, held)
        SELECT due.account_id, bounds.starts_at, bounds.ends_at, bounds.zone, plan.credits, 0, 0, 0
        FROM due
        JOIN bounds USING (anchor_day, time_zone, last_end, next_start)
        JOIN credits_plan AS plan ON plan.id = due.plan_id
        RETURNING id, account_id, starts_at, granted
    ), entered AS (
        INSERT INTO credits_entry (
            period_id, created_at, credits, remaining, reference, member, kind, funding, operation, model, reason
        )
        SELECT
            opened.id, p_at, opened.granted, opened.granted,
            credits_grant_reference(opened.account_id, purposes.purpose),
            NULL, 'grant', '', '', '', ''
        FROM opened JOIN (SELECT DISTINCT starts_at, purpose FROM bounds) AS purposes USING (starts_at)
    )
    SELECT count(*), (SELECT array_agg(account_id) FROM due WHERE is_moved)
    INTO v_opened, v_moved FROM opened;

    IF v_moved IS NOT NULL THEN
        UPDATE credits_account SET plan_id = next_plan_id, next_plan_id = NULL
        WHERE tenant_id = ANY (v_moved) AND next_plan_id IS NOT NULL;
    END IF;
    RETURN v_opened;
END
$$;

-- Return the account's period that holds `at`, locked, and open it if it is absent. No row for
-- an account that does not exist.
-- Lock: the account's row where a period must be opened, then the period's row.
-- Index: credits_period_account_starts_key.
CREATE OR REPLACE FUNCTION credits_open_period(p_account uuid, p_at timestamptz) RETURNS SETOF credits_period
LANGUAGE plpgsql AS $$
DECLARE
    v_period credits_period;
BEGIN
    SELECT * INTO v_period FROM credits_period
    WHERE account_id = p_account AND starts_at <= p_at AND ends_at > p_at
    ORDER BY starts_at DESC LIMIT 1 FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM FROM credits_account WHERE tenant_id = p_account FOR NO KEY UPDATE;
        PERFORM credits_open_locked(
            ARRAY[account.tenant_id], ARRAY[account.anchor_day], ARRAY[account.plan_id],
            ARRAY[account.next_plan_id], ARRAY[tenant.time_zone::text], p_at
        )
        FROM credits_account AS account JOIN tenants_tenant AS tenant ON tenant.id = account.tenant_id
        WHERE account.tenant_id = p_account;
        SELECT * INTO v_period FROM credits_period
        WHERE account_id = p_account AND starts_at <= p_at AND ends_at > p_at
        ORDER BY starts_at DESC LIMIT 1 FOR NO KEY UPDATE;
    END IF;
    IF FOUND THEN
        RETURN NEXT v_period;
    END IF;
END
$$;

-- Open the due periods of up to `p_size` accounts after `p_after` in order of their ids; return
-- how many were opened and the last account looked at (NULL when there is none left).
-- Lock: the due accounts' rows, without waiting: one that is locked is being opened by its
-- first use, or comes with the next beat. Periods in use are never locked, so reserves go on.
-- Index: the account's primary key, then one probe of credits_period_account_starts_key an
-- account, whatever the planner thinks of the tables' sizes.
CREATE OR REPLACE FUNCTION credits_open_due(
    p_after uuid, p_size integer, p_at timestamptz, OUT opened integer, OUT last_account uuid
)
LANGUAGE plpgsql AS $$
DECLARE
    v_accounts uuid[];
    v_anchors smallint[];
    v_plans uuid[];
    v_next_plans uuid[];
    v_zones text[];
BEGIN
    SELECT
        array_agg(tenant_id), array_agg(anchor_day), array_agg(plan_id), array_agg(next_plan_id), array_agg(time_zone)
    INTO v_accounts, v_anchors, v_plans, v_next_plans, v_zones
    FROM (
        SELECT
            account.tenant_id, account.anchor_day, account.plan_id, account.next_plan_id,
            (SELECT time_zone::text FROM tenants_tenant WHERE id = account.tenant_id) AS time_zone
        FROM credits_account AS account
        LEFT JOIN LATERAL (
            SELECT ends_at FROM credits_period
            WHERE account_id = account.tenant_id AND starts_at <= p_at ORDER BY starts_at DESC LIMIT 1
        ) AS latest ON true
        WHERE (p_after IS NULL OR account.tenant_id > p_after) AND (latest.ends_at IS NULL OR latest.ends_at <= p_at)
        ORDER BY account.tenant_id LIMIT p_size FOR NO KEY UPDATE OF account SKIP LOCKED
    ) AS locked;
    last_account := v_accounts[array_upper(v_accounts, 1)];
    opened := credits_open_locked(v_accounts, v_anchors, v_plans, v_next_plans, v_zones, p_at);
END
$$;
