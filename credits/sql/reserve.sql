-- What a verb of the ledger answers. Refusals are answers too: nothing is raised.
DO $$
BEGIN
    CREATE TYPE credits_outcome AS (
        result text, remaining integer, needed integer, ends_at timestamptz,
        cap_member uuid, cap_operation text, cap_credits integer, cap_used integer
    );
EXCEPTION WHEN duplicate_object THEN
    NULL;
END
$$;

-- Answer a reference that is held already: the first answer, or a conflict if the content differs.
-- Lock: none; entries never change. Index: credits_entry_held_once_key.
CREATE OR REPLACE FUNCTION credits_reserve_again(
    p_account uuid, p_reference uuid, p_credits integer, p_operation text, p_member uuid, p_model text, p_funding text
) RETURNS credits_outcome
LANGUAGE sql STABLE AS $$
    SELECT
        CASE
            WHEN (period.account_id, entry.credits, entry.operation, entry.model, entry.funding)
                = (p_account, p_credits, p_operation, p_model, p_funding)
                AND entry.member IS NOT DISTINCT FROM p_member
            THEN 'replayed'
            ELSE 'conflict'
        END,
        entry.remaining, p_credits, period.ends_at, NULL::uuid, NULL::text, NULL::integer, NULL::integer
    FROM credits_entry AS entry JOIN credits_period AS period ON period.id = entry.period_id
    WHERE entry.reference = p_reference AND entry.kind = 'reserve'
$$;

-- Return the cap that `p_credits` more would break, the one with the least room first; no row
-- when none breaks.
-- Lock: the caller holds the period's row, so its rollups stand still.
-- Index: credits_cap_key, then credits_rollup_key by period.
CREATE OR REPLACE FUNCTION credits_broken_cap(
    p_account uuid, p_period bigint, p_member uuid, p_operation text, p_credits integer,
    OUT member uuid, OUT operation text, OUT credits integer, OUT used integer
)
LANGUAGE sql STABLE AS $$
    SELECT cap.member, cap.operation, cap.credits, spent.used
    FROM credits_cap AS cap
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(rollup.used + rollup.held), 0)::integer AS used
        FROM credits_rollup AS rollup
        WHERE rollup.period_id = p_period
            AND (cap.member IS NULL OR rollup.member = cap.member)
            AND (cap.operation = '' OR rollup.operation = cap.operation)
    ) AS spent
    WHERE cap.account_id = p_account
        AND (cap.member IS NULL OR cap.member = p_member)
        AND (cap.operation = '' OR cap.operation = p_operation)
        AND spent.used + p_credits > cap.credits
    ORDER BY cap.credits - spent.used, cap.id LIMIT 1
$$;

-- Hold credits of the period that holds `p_at`. A reserve of 0 skips remaining and caps.
-- Lock: the period's row, first, by the very UPDATE that takes the credits; everything after
-- reads what earlier holders committed. A reference that is there already is found by its unique
-- key, also one that raced under another period's lock; what was taken is then put back.
-- Index: credits_period_account_starts_key, credits_entry_held_once_key, credits_rollup_key.
CREATE OR REPLACE FUNCTION credits_reserve(
    p_account uuid, p_reference uuid, p_credits integer, p_operation text, p_member uuid, p_model text,
    p_funding text, p_at timestamptz
) RETURNS credits_outcome
LANGUAGE plpgsql AS $$
DECLARE
    v_period bigint;
    v_ends_at timestamptz;
    v_remaining integer;
    v_has_caps boolean;
    v_open credits_period;
    v_cap record;
BEGIN
    LOOP
        UPDATE credits_period SET held = held + p_credits
        WHERE id = (
                SELECT id FROM credits_period
                WHERE account_id = p_account AND starts_at <= p_at AND ends_at > p_at
                ORDER BY starts_at DESC LIMIT 1
            )
            AND granted + adjusted - used - held >= p_credits
        RETURNING
            id, ends_at, granted + adjusted - used - held,
            p_credits > 0 AND EXISTS (SELECT FROM credits_cap WHERE account_id = p_account)
        INTO v_period, v_ends_at, v_remaining, v_has_caps;
        EXIT WHEN FOUND;

        -- No period yet, or too little in it. Under its lock both are certain.
        SELECT * INTO v_open FROM credits_open_period(p_account, p_at);
        IF NOT FOUND THEN
            RETURN ('unknown', 0, p_credits, NULL, NULL, NULL, NULL, NULL)::credits_outcome;
        END IF;
        PERFORM FROM credits_entry WHERE reference = p_reference AND kind = 'reserve';
        IF FOUND THEN
            RETURN credits_reserve_again(p_account, p_reference, p_credits, p_operation, p_member, p_model, p_funding);
        END IF;
        v_remaining := v_open.granted + v_open.adjusted - v_open.used - v_open.held;
        IF p_credits > v_remaining THEN
            RETURN ('insufficient', v_remaining, p_credits, v_open.ends_at, NULL, NULL, NULL, NULL)::credits_outcome;
        END IF;
    END LOOP;

    IF v_has_caps THEN
        SELECT * INTO v_cap FROM credits_broken_cap(p_account, v_period, p_member, p_operation, p_credits);
        IF v_cap.credits IS NOT NULL THEN
            UPDATE credits_period SET held = held - p_credits WHERE id = v_period;
            PERFORM FROM credits_entry WHERE reference = p_reference AND kind = 'reserve';
            IF FOUND THEN
                RETURN credits_reserve_again(
                    p_account, p_reference, p_credits, p_operation, p_member, p_model, p_funding
                );
            END IF;
            RETURN (
                'capped', v_remaining + p_credits, p_credits, v_ends_at,
                v_cap.member, v_cap.operation, v_cap.credits, v_cap.used
            )::credits_outcome;
        END IF;
    END IF;

    INSERT INTO credits_entry (
        period_id, created_at, credits, remaining, reference, member, kind, funding, operation, model, reason
    ) VALUES (
        v_period, p_at, p_credits, v_remaining, p_reference, p_member, 'reserve', p_funding, p_operation, p_model, ''
    ) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        UPDATE credits_period SET held = held - p_credits WHERE id = v_period;
        RETURN credits_reserve_again(p_account, p_reference, p_credits, p_operation, p_member, p_model, p_funding);
    END IF;

    UPDATE credits_rollup SET runs = runs + 1, held = held + p_credits
    WHERE period_id = v_period AND operation = p_operation
        AND member = coalesce(p_member, '00000000-0000-0000-0000-000000000000') AND funding = p_funding;
    IF NOT FOUND THEN
        INSERT INTO credits_rollup (period_id, operation, member, funding, runs, used, held)
        VALUES (
            v_period, p_operation, coalesce(p_member, '00000000-0000-0000-0000-000000000000'), p_funding,
            1, 0, p_credits
        );
    END IF;

    RETURN ('held', v_remaining, p_credits, v_ends_at, NULL, NULL, NULL, NULL)::credits_outcome;
END
$$;
