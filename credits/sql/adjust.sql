-- Answer an adjustment's reference that is written already.
-- Lock: none; entries never change. Index: credits_entry_reference_kind_key.
CREATE OR REPLACE FUNCTION credits_adjust_again(
    p_account uuid, p_credits integer, p_reference uuid, p_reason text, p_member uuid
) RETURNS credits_outcome
LANGUAGE sql STABLE AS $$
    SELECT
        CASE
            WHEN (entry.account_id, entry.credits, entry.reason) = (p_account, p_credits, p_reason)
                AND entry.member IS NOT DISTINCT FROM p_member
            THEN 'replayed'
            ELSE 'conflict'
        END,
        entry.remaining, greatest(-p_credits, 0), period.ends_at, NULL::uuid, NULL::text, NULL::integer, NULL::integer
    FROM credits_entry AS entry JOIN credits_period AS period ON period.id = entry.period_id
    WHERE entry.reference = p_reference AND entry.kind = 'adjust'
$$;

-- Give credits to the period that holds `p_at`, or take them away; never below zero remaining.
-- Lock: the period's row, first. Index: credits_period_account_starts_key,
-- credits_entry_reference_kind_key.
CREATE OR REPLACE FUNCTION credits_adjust(
    p_account uuid, p_credits integer, p_reference uuid, p_reason text, p_member uuid, p_at timestamptz
) RETURNS credits_outcome
LANGUAGE plpgsql AS $$
DECLARE
    v_period credits_period;
    v_remaining integer;
BEGIN
    SELECT * INTO v_period FROM credits_open_period(p_account, p_at);
    IF NOT FOUND THEN
        RETURN ('unknown', 0, greatest(-p_credits, 0), NULL, NULL, NULL, NULL, NULL)::credits_outcome;
    END IF;
    PERFORM FROM credits_entry WHERE reference = p_reference AND kind = 'adjust';
    IF FOUND THEN
        RETURN credits_adjust_again(p_account, p_credits, p_reference, p_reason, p_member);
    END IF;

    v_remaining := v_period.granted + v_period.adjusted - v_period.used - v_period.held;
    IF v_remaining + p_credits < 0 THEN
        RETURN ('insufficient', v_remaining, -p_credits, v_period.ends_at, NULL, NULL, NULL, NULL)::credits_outcome;
    END IF;
    INSERT INTO credits_entry (
        period_id, created_at, credits, remaining, account_id, reference, member, kind, funding, operation, model, reason
    ) VALUES (
        v_period.id, p_at, p_credits, v_remaining + p_credits, p_account, p_reference, p_member,
        'adjust', '', '', '', p_reason
    ) ON CONFLICT (reference, kind) DO NOTHING;
    IF NOT FOUND THEN
        RETURN credits_adjust_again(p_account, p_credits, p_reference, p_reason, p_member);
    END IF;
    UPDATE credits_period SET adjusted = adjusted + p_credits WHERE id = v_period.id;
    RETURN (
        'adjusted', v_remaining + p_credits, greatest(-p_credits, 0), v_period.ends_at, NULL, NULL, NULL, NULL
    )::credits_outcome;
END
$$;

-- Change the plan. One that grants more takes effect at once: use carries over, the difference to
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
            period_id, created_at, credits, remaining, account_id, reference, member, kind, funding, operation, model,
            reason
        ) VALUES (
            v_period.id, p_at, v_more,
            v_then + v_period.adjusted - v_period.used - v_period.held, p_account,
            credits_grant_reference(p_account, 'upgrade:' || credits_instant(v_period.starts_at) || ':' || v_then),
            NULL, 'grant', '', '', '', ''
        );
        UPDATE credits_period SET granted = v_then WHERE id = v_period.id;
    END IF;
    RETURN 'changed';
END
$$;
