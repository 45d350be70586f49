-- Opening periods: one account at its first use, or every account that is due.
--
-- Lock: whoever opens a period of an account holds that account's row (FOR NO KEY UPDATE)
-- first, so openers of one account come one after the other and periods never overlap.

-- The grant's reference: RFC 9562 version 3 (MD5, name-based) in the account's own namespace.
-- The same account and start always give the same reference, so a period is granted once.
-- Bits 52 to 55 hold the version (3), bits 70 and 71 the variant (binary 10). One expression,
-- so that PostgreSQL inlines it.
CREATE OR REPLACE FUNCTION credits_grant_reference(account uuid, purpose text) RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
RETURN encode(
    set_bit(set_bit(set_bit(set_bit(set_bit(set_bit(
        decode(md5(uuid_send(account) || convert_to(purpose, 'UTF8')), 'hex'),
        52, 1), 53, 1), 54, 0), 55, 0), 70, 0), 71, 1),
    'hex'
)::uuid;

CREATE OR REPLACE FUNCTION credits_instant(at timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');

-- Open the period that holds `at` for each of these accounts that has none, with its grant.
-- Lock: the caller holds the accounts' rows. Index: credits_period_account_starts_key, two
-- probes an account. A plan that waits takes effect where the new period is the latest.
CREATE OR REPLACE FUNCTION credits_open_accounts(p_accounts uuid[], p_at timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_opened integer;
BEGIN
    WITH due AS (
        SELECT
            account.tenant_id AS account_id,
            account.anchor_day,
            tenant.time_zone,
            earlier.ends_at AS last_end,
            later.starts_at AS next_start,
            plan.credits
        FROM credits_account AS account
        JOIN tenants_tenant AS tenant ON tenant.id = account.tenant_id
        LEFT JOIN LATERAL (
            SELECT ends_at FROM credits_period
            WHERE account_id = account.tenant_id AND starts_at <= p_at ORDER BY starts_at DESC LIMIT 1
        ) AS earlier ON true
        LEFT JOIN LATERAL (
            SELECT starts_at FROM credits_period
            WHERE account_id = account.tenant_id AND starts_at > p_at ORDER BY starts_at LIMIT 1
        ) AS later ON true
        JOIN credits_plan AS plan ON plan.id = CASE
            WHEN later.starts_at IS NULL THEN coalesce(account.next_plan_id, account.plan_id)
            ELSE account.plan_id
        END
        WHERE account.tenant_id = ANY (p_accounts) AND (earlier.ends_at IS NULL OR earlier.ends_at <= p_at)
    ), kinds AS (
        SELECT DISTINCT anchor_day, time_zone, last_end, next_start FROM due
    ), bounds AS MATERIALIZED (
        SELECT kinds.*, bounds.starts_at, bounds.ends_at
        FROM kinds
        CROSS JOIN LATERAL credits_known_zone(kinds.time_zone) AS zone
        CROSS JOIN LATERAL credits_bounds(kinds.anchor_day, zone, p_at, kinds.last_end, kinds.next_start) AS bounds
    ), opened AS (
        INSERT INTO credits_period (account_id, starts_at, ends_at, granted, adjusted, used, held)
        SELECT due.account_id, bounds.starts_at, bounds.ends_at, due.credits, 0, 0, 0
        FROM due
        JOIN bounds ON bounds.anchor_day = due.anchor_day AND bounds.time_zone = due.time_zone
            AND bounds.last_end IS NOT DISTINCT FROM due.last_end
            AND bounds.next_start IS NOT DISTINCT FROM due.next_start
        ON CONFLICT (account_id, starts_at) DO NOTHING
        RETURNING id, account_id, starts_at, granted
    ), moved AS (
        UPDATE credits_account AS account SET plan_id = account.next_plan_id, next_plan_id = NULL
        FROM opened JOIN due ON due.account_id = opened.account_id AND due.next_start IS NULL
        WHERE account.tenant_id = opened.account_id AND account.next_plan_id IS NOT NULL
    )
    INSERT INTO credits_entry (
        period_id, created_at, credits, remaining, account_id, reference, member, kind, funding, operation, model, reason
    )
    SELECT
        id, p_at, granted, granted, account_id,
        credits_grant_reference(account_id, 'grant:' || credits_instant(starts_at)),
        NULL, 'grant', '', '', '', ''
    FROM opened;
    GET DIAGNOSTICS v_opened = ROW_COUNT;
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
        PERFORM credits_open_accounts(ARRAY[p_account], p_at);
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
-- Index: the account's primary key, then credits_period_account_starts_key.
CREATE OR REPLACE FUNCTION credits_open_due(
    p_after uuid, p_size integer, p_at timestamptz, OUT opened integer, OUT last_account uuid
)
LANGUAGE plpgsql AS $$
DECLARE
    v_accounts uuid[];
BEGIN
    SELECT array_agg(due.tenant_id), (array_agg(due.tenant_id ORDER BY due.tenant_id DESC))[1]
    INTO v_accounts, last_account
    FROM (
        SELECT account.tenant_id FROM credits_account AS account
        WHERE (p_after IS NULL OR account.tenant_id > p_after) AND NOT EXISTS (
            SELECT FROM credits_period AS period
            WHERE period.account_id = account.tenant_id AND period.starts_at <= p_at AND period.ends_at > p_at
        )
        ORDER BY account.tenant_id LIMIT p_size FOR NO KEY UPDATE SKIP LOCKED
    ) AS due;
    opened := coalesce(credits_open_accounts(v_accounts, p_at), 0);
END
$$;
