from django.db import migrations


class Migration(migrations.Migration):
    """Installed the ledger's functions and triggers once. The latest migration with sql.Install does."""

    dependencies = [("credits", "0001_initial"), ("tenants", "0001_initial")]

    operations = []
