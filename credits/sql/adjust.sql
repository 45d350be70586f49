-- Answer an adjustment's reference that is written already.
-- Lock: none; entries never change. Index: credits_entry_given_once_key.
CREATE OR REPLACE FUNCTION credits_adjust_again(
    p_account uuid, p_credits integer, p_reference uuid, p_reason text, p_member uuid
) RETURNS credits_outcome
LANGUAGE sql STABLE AS $$
    SELECT
        CASE
            WHEN (period.account_id, entry.credits, entry.reason) = (p_account, p_credits, p_reason)
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
-- credits_entry_given_once_key.
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
        period_id, created_at, credits, remaining, reference, member, kind, funding, operation, model, reason
    ) VALUES (
        v_period.id, p_at, p_credits, v_remaining + p_credits, p_reference, p_member, 'adjust', '', '', '', p_reason
    ) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN credits_adjust_again(p_account, p_credits, p_reference, p_reason, p_member);
    END IF;
    UPDATE credits_period SET adjusted = adjusted + p_credits WHERE id = v_period.id;
    RETURN (
        'adjusted', v_remaining + p_credits, greatest(-p_credits, 0), v_period.ends_at, NULL, NULL, NULL, NULL
    )::credits_outcome;
END
$$;

-- Return what a run used, once, to the period that holds `p_at`: an adjustment under the run's own
-- reference. `unknown` where no hold of that reference was settled with credits.
-- Lock: the account's current period, by credits_adjust. Index: credits_entry_closed_once_key.
CREATE OR REPLACE FUNCTION credits_return(p_reference uuid, p_reason text, p_member uuid, p_at timestamptz)
RETURNS credits_outcome
LANGUAGE plpgsql AS $$
DECLARE
    v_account uuid;
    v_credits integer;
BEGIN
    SELECT period.account_id, entry.credits INTO v_account, v_credits
    FROM credits_entry AS entry JOIN credits_period AS period ON period.id = entry.period_id
    WHERE entry.reference = p_reference AND entry.kind = 'settle' AND entry.credits > 0;
    IF NOT FOUND THEN
        RETURN ('unknown', 0, 0, NULL, NULL, NULL, NULL, NULL)::credits_outcome;
    END IF;
    RETURN credits_adjust(v_account, v_credits, p_reference, p_reason, p_member, p_at);
END
$$;
