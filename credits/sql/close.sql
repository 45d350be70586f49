-- Close a hold in the period that it was made in, once: settle it or void it.
-- Lock: the row of the hold's period; both closings of a reference meet there.
-- Index: credits_entry_reference_kind_key, credits_entry_closes_once, credits_rollup_key.
CREATE OR REPLACE FUNCTION credits_close(p_kind text, p_reference uuid, p_reason text, p_at timestamptz)
RETURNS credits_outcome
LANGUAGE plpgsql AS $$
DECLARE
    v_hold credits_entry;
    v_closing credits_entry;
    v_period credits_period;
    v_remaining integer;
    v_used integer;
    v_runs integer;
BEGIN
    SELECT * INTO v_hold FROM credits_entry WHERE reference = p_reference AND kind = 'reserve';
    IF NOT FOUND THEN
        RETURN ('unknown', 0, 0, NULL, NULL, NULL, NULL, NULL)::credits_outcome;
    END IF;
    SELECT * INTO v_period FROM credits_period WHERE id = v_hold.period_id FOR NO KEY UPDATE;

    SELECT * INTO v_closing FROM credits_entry WHERE reference = p_reference AND kind IN ('settle', 'void');
    IF FOUND THEN
        RETURN (
            CASE v_closing.kind WHEN p_kind THEN 'replayed' ELSE 'conflict' END,
            v_closing.remaining, v_hold.credits, v_period.ends_at, NULL, NULL, NULL, NULL
        )::credits_outcome;
    END IF;

    v_used := CASE p_kind WHEN 'settle' THEN v_hold.credits ELSE 0 END;
    v_runs := CASE p_kind WHEN 'settle' THEN 0 ELSE -1 END;
    v_remaining := v_period.granted + v_period.adjusted - v_period.used - v_period.held + v_hold.credits - v_used;
    INSERT INTO credits_entry (
        period_id, created_at, credits, remaining, account_id, reference, member, kind, funding, operation, model, reason
    ) VALUES (
        v_hold.period_id, p_at, v_hold.credits, v_remaining, v_hold.account_id, p_reference, v_hold.member,
        p_kind, v_hold.funding, v_hold.operation, v_hold.model, p_reason
    );
    IF v_hold.credits > 0 THEN
        UPDATE credits_period SET used = used + v_used, held = held - v_hold.credits WHERE id = v_hold.period_id;
    END IF;
    -- The row is there since the reserve; the insert only reaches it by its key, nulls included.
    INSERT INTO credits_rollup AS rollup (period_id, operation, member, funding, runs, used, held)
    VALUES (v_hold.period_id, v_hold.operation, v_hold.member, v_hold.funding, 0, v_used, 0)
    ON CONFLICT (period_id, operation, member, funding) DO UPDATE SET
        runs = rollup.runs + v_runs, used = rollup.used + v_used, held = rollup.held - v_hold.credits;

    RETURN (
        CASE p_kind WHEN 'settle' THEN 'settled' ELSE 'voided' END,
        v_remaining, v_hold.credits, v_period.ends_at, NULL, NULL, NULL, NULL
    )::credits_outcome;
END
$$;

CREATE OR REPLACE FUNCTION credits_settle(p_reference uuid, p_at timestamptz) RETURNS credits_outcome
LANGUAGE sql AS $$ SELECT * FROM credits_close('settle', p_reference, '', p_at) $$;

CREATE OR REPLACE FUNCTION credits_void(p_reference uuid, p_reason text, p_at timestamptz) RETURNS credits_outcome
LANGUAGE sql AS $$ SELECT * FROM credits_close('void', p_reference, p_reason, p_at) $$;
