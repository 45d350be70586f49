from django.db import migrations

PLANS = {"essentials": ("Essentials", 100), "professional": ("Professional", 500), "enterprise": ("Enterprise", 2000)}


def make_plans(apps, schema_editor):
    """Make the three plans; staff may change them afterwards."""
    plan = apps.get_model("credits", "Plan")
    for slug, (name, credits) in PLANS.items():
        plan.objects.get_or_create(slug=slug, defaults={"name": name, "credits": credits})


class Migration(migrations.Migration):
    dependencies = [("credits", "0002_install_the_ledger")]

    operations = [migrations.RunPython(make_plans, migrations.RunPython.noop)]
