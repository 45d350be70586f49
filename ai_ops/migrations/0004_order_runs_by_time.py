import ai_ops.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ai_ops', '0003_files_and_former_runs'),
    ]

    operations = [
        migrations.AlterField(
            model_name='run',
            name='id',
            field=models.UUIDField(default=ai_ops.models.new_run_id, editable=False, primary_key=True, serialize=False),
        ),
    ]
