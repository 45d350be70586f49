"""The audit trail refuses every change; only the flush of a test database may empty it."""

from django.db import migrations

# A statement trigger also refuses changes that match no row. ENABLE ALWAYS holds it under
# session_replication_role = replica too. The setting alone opens nothing: the database's name
# must be that of a test database as well.
INSTALL = r"""
CREATE FUNCTION tenants_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE'
        AND current_setting('inspire.allow_flush', true) = 'on'
        AND current_database() LIKE 'test\_%'
    THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER tenants_auditevent_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON tenants_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION tenants_refuse_change();
ALTER TABLE tenants_auditevent ENABLE ALWAYS TRIGGER tenants_auditevent_append_only;
"""

REMOVE = """
DROP TRIGGER tenants_auditevent_append_only ON tenants_auditevent;
DROP FUNCTION tenants_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]

    operations = [migrations.RunSQL(INSTALL, REMOVE)]
