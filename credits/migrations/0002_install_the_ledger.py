from django.db import migrations

from credits import sql

UNINSTALL = """
DROP TRIGGER credits_entry_append_only ON credits_entry;
ALTER TABLE credits_entry DROP CONSTRAINT credits_entry_period_fk;
ALTER TABLE credits_period RESET (fillfactor);
ALTER TABLE credits_rollup RESET (fillfactor);
DROP FUNCTION
    credits_refuse_change, credits_change_plan, credits_adjust, credits_adjust_again, credits_void, credits_settle,
    credits_close, credits_reserve, credits_broken_cap, credits_reserve_again, credits_open_due, credits_open_period,
    credits_open_accounts, credits_instant, credits_grant_reference, credits_bounds, credits_known_zone,
    credits_boundary, credits_day_start;
DROP TYPE credits_outcome;
"""


class Migration(migrations.Migration):
    """Install the ledger's functions and triggers, and the storage that its updates want."""

    dependencies = [("credits", "0001_initial"), ("tenants", "0001_initial")]

    operations = [
        migrations.RunSQL("\n".join(sql.read(name) for name in sql.INSTALL_ORDER), UNINSTALL),
    ]
