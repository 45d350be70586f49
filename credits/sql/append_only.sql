-- Entries are never changed. The triggers fire once a statement, so they cost an insert nothing.
-- The test runner empties its own database between tests with TRUNCATE: that passes in a database
-- whose name begins with test_, unless a test asks to be refused.
CREATE OR REPLACE FUNCTION credits_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\_%'
        AND current_setting('credits.refuse_truncate', true) IS DISTINCT FROM 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% of credits_entry is refused, because entries are append-only. Write an adjustment instead.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE OR REPLACE TRIGGER credits_entry_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON credits_entry
FOR EACH STATEMENT EXECUTE FUNCTION credits_refuse_change();

-- An entry belongs to a period of its own account. Checked at once and not at commit: the verbs
-- hold the period's row before they insert, so the check waits for nobody.
ALTER TABLE credits_entry DROP CONSTRAINT IF EXISTS credits_entry_period_fk;
ALTER TABLE credits_entry ADD CONSTRAINT credits_entry_period_fk
FOREIGN KEY (period_id, account_id) REFERENCES credits_period (id, account_id);
