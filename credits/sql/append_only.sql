-- Entries are never changed. The triggers fire once a statement, so they cost an insert nothing.
-- ALWAYS holds them under session_replication_role = replica too. Only the test runner may empty
-- the table between tests: by TRUNCATE, with its setting, in a database whose name begins test_.
CREATE OR REPLACE FUNCTION credits_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\_%'
        AND current_setting('inspire.allow_flush', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% of % is refused, because entries are append-only. Write an adjustment instead.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE OR REPLACE TRIGGER credits_entry_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON credits_entry
FOR EACH STATEMENT EXECUTE FUNCTION credits_refuse_change();
ALTER TABLE credits_entry ENABLE ALWAYS TRIGGER credits_entry_append_only;

-- An entry belongs to a period, which is never deleted. Checked at once and not at commit: the
-- verbs hold the period's row before they insert, so the check waits for nobody.
ALTER TABLE credits_entry DROP CONSTRAINT IF EXISTS credits_entry_period_fk;
ALTER TABLE credits_entry ADD CONSTRAINT credits_entry_period_fk FOREIGN KEY (period_id) REFERENCES credits_period (id);
