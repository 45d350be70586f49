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
    RAISE EXCEPTION '% of % is refused, because %.', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE OR REPLACE TRIGGER credits_entry_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON credits_entry
FOR EACH STATEMENT EXECUTE FUNCTION credits_refuse_change('entries are append-only: write an adjustment instead');
ALTER TABLE credits_entry ENABLE ALWAYS TRIGGER credits_entry_append_only;

-- An entry's period, by contrast, is never deleted and keeps its id and account. That is what a
-- foreign key from entries to periods would hold; it would also lock the period's row a second
-- time for every entry, which takes a third of a verb's time. An entry that raw SQL writes for a
-- period that is not there is told by check_ledger.
CREATE OR REPLACE TRIGGER credits_period_stays
BEFORE DELETE OR TRUNCATE OR UPDATE OF id, account_id ON credits_period
FOR EACH STATEMENT EXECUTE FUNCTION credits_refuse_change('its entries refer to it');
ALTER TABLE credits_period ENABLE ALWAYS TRIGGER credits_period_stays;
