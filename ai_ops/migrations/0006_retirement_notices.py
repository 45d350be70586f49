import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ai_ops', '0005_model_choices'),
        ('tenants', '0002_audit_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='RetirementNotice',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('model', models.CharField(max_length=60)),
                ('retires_on', models.DateField()),
                ('days', models.PositiveSmallIntegerField()),
                ('sent_at', models.DateTimeField()),
                ('tenant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
            ],
            options={
                'verbose_name': 'retirement notice',
                'verbose_name_plural': 'retirement notices',
                'constraints': [models.UniqueConstraint(fields=('model', 'retires_on', 'days', 'tenant'), name='ai_ops_retirementnotice_once_key'), models.UniqueConstraint(condition=models.Q(('tenant', None)), fields=('model', 'retires_on', 'days'), name='ai_ops_retirementnotice_staff_once_key')],
            },
        ),
    ]
