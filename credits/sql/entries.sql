-- What an entry may be. One function in one CHECK: PostgreSQL reads the text of every CHECK anew
-- for each statement, and six of them took a third of a verb's time. plpgsql keeps it read.
-- Credits are positive, except in an adjustment or a plan's lowering, which say why. A run's
-- entry names its operation and its funding, and a run on an own key takes nothing.
CREATE OR REPLACE FUNCTION credits_entry_is_sound(
    kind text, credits integer, remaining integer, funding text, operation text, model text, reason text
) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN remaining >= 0 AND CASE
        WHEN kind IN ('reserve', 'settle', 'void') THEN
            operation <> '' AND (funding = 'credits' AND credits >= 0 OR funding = 'own_key' AND credits = 0)
        WHEN kind IN ('grant', 'adjust') THEN
            operation = '' AND model = '' AND funding = ''
            AND CASE kind
                WHEN 'grant' THEN credits >= 0 OR reason <> ''
                ELSE credits <> 0 AND reason <> ''
            END
        ELSE false
    END;
END
$$;

ALTER TABLE credits_entry DROP CONSTRAINT IF EXISTS credits_entry_sound;
ALTER TABLE credits_entry ADD CONSTRAINT credits_entry_sound
CHECK (credits_entry_is_sound(kind, credits, remaining, funding, operation, model, reason));
