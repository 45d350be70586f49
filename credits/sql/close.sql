-- Answer a hold that is closed already: the first answer, or a conflict if it closed the other way.
-- Lock: none; entries never change. Index: credits_entry_held_once_key.
CREATE OR REPLACE FUNCTION credits_close_again(p_kind text, p_reference uuid) RETURNS credits_outcome
LANGUAGE sql STABLE AS $$
    SELECT
        CASE closing.kind WHEN p_kind THEN 'replayed' ELSE 'conflict' END,
        closing.remaining, closing.credits, period.ends_at, NULL::uuid, NULL::text, NULL::integer, NULL::integer
    FROM credits_entry AS closing JOIN credits_period AS period ON period.id = closing.period_id
    WHERE closing.reference = p_reference AND closing.kind IN ('settle', 'void')
$$;

-- Close a hold in the period that it was made in, once: settle it or void it. A run counts for
-- the local day on which it began, so a day's sums follow from the entries.
-- Lock: the row of the hold's period, by the UPDATE that moves the credits; both closings of a
-- reference meet there, and the second finds the first by the unique key and puts back. An open
-- hold is always within `held`, so where that is less the hold is closed already.
-- Index: credits_entry_held_once_key, credits_entry_closed_once_key, credits_rollup_key, credits_day_key.
CREATE OR REPLACE FUNCTION credits_close(p_kind text, p_reference uuid, p_reason text, p_at timestamptz)
RETURNS credits_outcome
LANGUAGE plpgsql AS $$
DECLARE
    v_hold record;
    v_used integer;
    v_ends_at timestamptz;
    v_remaining integer;
    v_zone text;
    v_day date;
BEGIN
    SELECT period_id, created_at, credits, member, funding, operation, model INTO v_hold
    FROM credits_entry WHERE reference = p_reference AND kind = 'reserve';
    IF NOT FOUND THEN
        RETURN ('unknown', 0, 0, NULL, NULL, NULL, NULL, NULL)::credits_outcome;
    END IF;

    v_used := CASE p_kind WHEN 'settle' THEN v_hold.credits ELSE 0 END;
    UPDATE credits_period SET used = used + v_used, held = held - v_hold.credits
    WHERE id = v_hold.period_id AND held >= v_hold.credits
    RETURNING ends_at, granted + adjusted - used - held, time_zone INTO v_ends_at, v_remaining, v_zone;
    IF NOT FOUND THEN
        RETURN credits_close_again(p_kind, p_reference);
    END IF;
    INSERT INTO credits_entry (
        period_id, created_at, credits, remaining, reference, member, kind, funding, operation, model, reason
    ) VALUES (
        v_hold.period_id, p_at, v_hold.credits, v_remaining, p_reference, v_hold.member,
        p_kind, v_hold.funding, v_hold.operation, v_hold.model, p_reason
    ) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        UPDATE credits_period SET used = used - v_used, held = held + v_hold.credits WHERE id = v_hold.period_id;
        RETURN credits_close_again(p_kind, p_reference);
    END IF;

    UPDATE credits_rollup SET
        runs = runs - CASE p_kind WHEN 'void' THEN 1 ELSE 0 END, used = used + v_used, held = held - v_hold.credits
    WHERE period_id = v_hold.period_id AND operation = v_hold.operation
        AND member = coalesce(v_hold.member, '00000000-0000-0000-0000-000000000000') AND funding = v_hold.funding;
    IF p_kind = 'settle' THEN
        v_day := (v_hold.created_at AT TIME ZONE v_zone)::date;
        UPDATE credits_day SET runs = runs + 1, used = used + v_used
        WHERE period_id = v_hold.period_id AND day = v_day AND funding = v_hold.funding;
        IF NOT FOUND THEN
            INSERT INTO credits_day (period_id, day, funding, runs, used)
            VALUES (v_hold.period_id, v_day, v_hold.funding, 1, v_used);
        END IF;
    END IF;

    RETURN (
        CASE p_kind WHEN 'settle' THEN 'settled' ELSE 'voided' END,
        v_remaining, v_hold.credits, v_ends_at, NULL, NULL, NULL, NULL
    )::credits_outcome;
END
$$;
