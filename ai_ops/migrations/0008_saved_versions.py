
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


FIRST_VERSIONS = """
UPDATE ai_ops_saveditem SET changed_at = created_at;
INSERT INTO ai_ops_savedversion (item_id, number, content, note, run_id, author, is_ai_made, created_at)
SELECT id, 1, content, '', run_id, author, is_ai_made, created_at FROM ai_ops_saveditem;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ai_ops", "0007_own_key_runs_are_free"),
        ("tenants", "0003_api_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedVersion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("content", models.JSONField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("author", models.UUIDField(null=True)),
                ("is_ai_made", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "version of a saved item",
                "verbose_name_plural": "versions of saved items",
            },
        ),
        migrations.RemoveConstraint(
            model_name="saveditem",
            name="ai_ops_saveditem_name_key",
        ),
        migrations.AddField(
            model_name="saveditem",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="saveditem",
            name="deleted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="saveditem",
            name="is_edited",
            field=models.BooleanField(default=False, help_text="Whether a person changed it since."),
        ),
        migrations.AddField(
            model_name="saveditem",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddIndex(
            model_name="saveditem",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", False)),
                fields=["deleted_at"],
                name="ai_ops_saveditem_bin_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="saveditem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deleted_at", None)),
                fields=("tenant", "kind", "name"),
                name="ai_ops_saveditem_name_key",
            ),
        ),
        migrations.AddField(
            model_name="savedversion",
            name="item",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="ai_ops.saveditem",
            ),
        ),
        migrations.AddField(
            model_name="savedversion",
            name="run",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="ai_ops.run"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedversion",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="ai_ops_savedversion_number_key"),
        ),
        migrations.RunSQL(FIRST_VERSIONS, reverse_sql=migrations.RunSQL.noop),
    ]
