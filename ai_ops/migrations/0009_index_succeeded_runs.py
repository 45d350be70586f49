
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ai_ops', '0008_saved_versions'),
        ('tenants', '0003_api_tokens'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='run',
            index=models.Index(condition=models.Q(('state', 'succeeded')), fields=['tenant', 'operation', '-created_at'], name='ai_ops_run_succeeded_idx'),
        ),
    ]
