-- Change an account's plan. One that grants more takes effect at once: use carries over, the difference to
-- what this period was granted already is granted, and a waiting plan is cancelled. One that
-- grants less waits for the next period. Returns changed, scheduled or kept, or
-- NULL for an account or plan that does not exist.
-- Lock: the account's row, then the period's row. Index: credits_period_account_starts_key.
CREATE OR REPLACE FUNCTION credits_change_plan(p_account uuid, p_plan uuid, p_at timestamptz) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_account credits_account;
    v_period credits_period;
    v_now integer;
    v_then integer;
    v_more integer;
BEGIN
    SELECT * INTO v_account FROM credits_account WHERE tenant_id = p_account FOR NO KEY UPDATE;
    SELECT credits INTO v_then FROM credits_plan WHERE id = p_plan;
    IF v_account.tenant_id IS NULL OR v_then IS NULL THEN
        RETURN NULL;
    END IF;
    -- Opening the period may bring a waiting plan into effect: read the account again.
    SELECT * INTO v_period FROM credits_open_period(p_account, p_at);
    SELECT * INTO v_account FROM credits_account WHERE tenant_id = p_account;
    SELECT credits INTO v_now FROM credits_plan WHERE id = v_account.plan_id;

    IF p_plan = v_account.plan_id THEN
        UPDATE credits_account SET next_plan_id = NULL WHERE tenant_id = p_account AND next_plan_id IS NOT NULL;
        RETURN 'kept';
    END IF;
    IF v_then < v_now THEN
        UPDATE credits_account SET next_plan_id = p_plan WHERE tenant_id = p_account;
        RETURN 'scheduled';
    END IF;
    UPDATE credits_account SET plan_id = p_plan, next_plan_id = NULL WHERE tenant_id = p_account;
    v_more := v_then - v_period.granted;
    IF v_more > 0 THEN
        INSERT INTO credits_entry (
            period_id, created_at, credits, remaining, reference, member, kind, funding, operation, model, reason
        ) VALUES (
            v_period.id, p_at, v_more,
            v_then + v_period.adjusted - v_period.used - v_period.held, gen_random_uuid(),
            NULL, 'grant', '', '', '', ''
        );
        UPDATE credits_period SET granted = v_then WHERE id = v_period.id;
    END IF;
    RETURN 'changed';
END
$$;

-- Bring the open periods of up to `p_size` accounts on a plan, after `p_after` in order of their
-- ids, from what the plan granted before to what it grants now; return how many changed and the
-- last account looked at (NULL when there is none left). Raising never takes from a period that
-- was granted more already; lowering stops at what is used and held. The revision and the account
-- make the entry's reference, so a chunk that is done again changes nothing.
-- Lock: the accounts' rows in order, then their periods' rows; an account is never asked for by
-- whoever holds only a period. Index: the accounts' primary key, credits_period_account_starts_key.
CREATE OR REPLACE FUNCTION credits_revise_plan(
    p_plan uuid, p_before integer, p_credits integer, p_revision uuid, p_reason text, p_after uuid, p_size integer,
    p_at timestamptz, OUT changed integer, OUT last_account uuid
)
LANGUAGE plpgsql AS $$
DECLARE
    v_accounts uuid[];
BEGIN
    SELECT array_agg(locked.tenant_id), (array_agg(locked.tenant_id ORDER BY locked.tenant_id DESC))[1]
    INTO v_accounts, last_account
    FROM (
        SELECT tenant_id FROM credits_account
        WHERE plan_id = p_plan AND (p_after IS NULL OR tenant_id > p_after)
        ORDER BY tenant_id LIMIT p_size FOR NO KEY UPDATE
    ) AS locked;

    -- A worker that slept while another finished the revision must not do it again: a later one may
    -- have begun. Seen under the accounts' lock, which the later one waits for.
    PERFORM FROM credits_planrevision WHERE id = p_revision AND finished_at IS NULL;
    IF NOT FOUND THEN
        changed := 0;
        last_account := NULL;
        RETURN;
    END IF;

    -- Locked in a statement of its own: the next one then sees what callers committed meanwhile.
    PERFORM FROM credits_period
    WHERE account_id = ANY (v_accounts) AND starts_at <= p_at AND ends_at > p_at
    ORDER BY account_id FOR NO KEY UPDATE;

    WITH month AS MATERIALIZED (
        SELECT id, account_id, granted, adjusted, used, held FROM credits_period
        WHERE account_id = ANY (v_accounts) AND starts_at <= p_at AND ends_at > p_at
    ), revised AS (
        SELECT
            month.*,
            CASE
                WHEN p_credits > p_before THEN greatest(granted, p_credits)
                ELSE least(granted, greatest(p_credits, used + held - adjusted, 0))
            END AS revised
        FROM month
    ), entered AS (
        INSERT INTO credits_entry (
            period_id, created_at, credits, remaining, reference, member, kind, funding, operation, model, reason
        )
        SELECT
            id, p_at, revised - granted, revised + adjusted - used - held,
            credits_grant_reference(account_id, 'revision:' || p_revision), NULL, 'grant', '', '', '', p_reason
        FROM revised WHERE revised <> granted
        ON CONFLICT DO NOTHING
        RETURNING period_id, credits
    )
    UPDATE credits_period SET granted = granted + entered.credits
    FROM entered WHERE credits_period.id = entered.period_id;
    GET DIAGNOSTICS changed = ROW_COUNT;
END
$$;
