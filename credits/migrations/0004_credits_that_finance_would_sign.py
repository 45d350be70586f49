import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models

from credits import sql

NOBODY = "UPDATE credits_rollup SET member = '00000000-0000-0000-0000-000000000000' WHERE member IS NULL"
ZONES = """
UPDATE credits_period AS period SET time_zone = tenant.time_zone
FROM tenants_tenant AS tenant WHERE tenant.id = period.account_id AND tenant.time_zone <> 'UTC'
"""
DAYS = """
INSERT INTO credits_day (period_id, day, funding, runs, used)
SELECT hold.period_id, (hold.created_at AT TIME ZONE period.time_zone)::date, hold.funding, count(*), sum(hold.credits)
FROM credits_entry AS hold
JOIN credits_entry AS closing ON closing.reference = hold.reference AND closing.kind = 'settle'
JOIN credits_period AS period ON period.id = hold.period_id
WHERE hold.kind = 'reserve'
GROUP BY 1, 2, 3;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    """An entry belongs to its period alone; a period knows its zone and its days; limits, alerts, asks, revisions."""

    dependencies = [
        ('credits', '0003_make_the_three_plans'),
    ]

    operations = [
        migrations.RunSQL(sql.UNINSTALL, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('percent', models.PositiveSmallIntegerField()),
                ('crossed_at', models.DateTimeField()),
                ('mailed_at', models.DateTimeField(null=True)),
                ('rearmed_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'alert',
                'verbose_name_plural': 'alerts',
            },
        ),
        migrations.CreateModel(
            name='AlertRule',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='alert_rule', serialize=False, to='credits.account')),
                ('warn_at', models.PositiveSmallIntegerField(blank=True, default=80, help_text="Percent of the month's allowance; empty for no early warning.", null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='warn at')),
                ('is_at_limit', models.BooleanField(default=True, verbose_name='when all is used')),
                ('is_mailed', models.BooleanField(default=True, verbose_name='by e-mail')),
            ],
            options={
                'verbose_name': 'alert rule',
                'verbose_name_plural': 'alert rules',
            },
        ),
        migrations.CreateModel(
            name='Ask',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('member', models.UUIDField(verbose_name='member')),
                ('wish', models.CharField(choices=[('cap', 'a higher limit'), ('credits', 'more credits'), ('plan', 'a larger plan')], max_length=7, verbose_name='wish')),
                ('operation', models.CharField(blank=True, max_length=50, verbose_name='operation')),
                ('needed', models.PositiveIntegerField(verbose_name='needed')),
                ('remaining', models.PositiveIntegerField(verbose_name='remaining')),
                ('cap_member', models.UUIDField(null=True)),
                ('cap_operation', models.CharField(blank=True, max_length=50)),
                ('cap_credits', models.PositiveIntegerField(null=True)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('mailed_at', models.DateTimeField(null=True, verbose_name='mailed at')),
                ('answer', models.CharField(blank=True, choices=[('granted', 'granted'), ('declined', 'declined')], max_length=8, verbose_name='answer')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered at')),
                ('answered_by', models.UUIDField(null=True, verbose_name='answered by')),
            ],
            options={
                'verbose_name': 'ask',
                'verbose_name_plural': 'asks',
            },
        ),
        migrations.CreateModel(
            name='Day',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('day', models.DateField(help_text="In the period's zone.")),
                ('funding', models.CharField(choices=[('credits', 'credits'), ('own_key', 'own key')], max_length=7)),
                ('runs', models.IntegerField(default=0)),
                ('used', models.IntegerField(default=0)),
            ],
            options={
                'verbose_name': 'day',
                'verbose_name_plural': 'days',
            },
        ),
        migrations.CreateModel(
            name='PlanRevision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('credits_before', models.PositiveIntegerField(verbose_name='credits before')),
                ('credits', models.PositiveIntegerField(verbose_name='credits a month')),
                ('is_for_current', models.BooleanField(verbose_name='current periods too')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('member', models.UUIDField(null=True, verbose_name='member')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='finished at')),
            ],
            options={
                'verbose_name': 'plan revision',
                'verbose_name_plural': 'plan revisions',
            },
        ),
        migrations.AlterModelOptions(
            name='account',
            options={'permissions': (('adjust_account', "Can adjust and return credits, and change an account's plan"),), 'verbose_name': 'account', 'verbose_name_plural': 'accounts'},
        ),
        migrations.RemoveConstraint(
            model_name='entry',
            name='credits_entry_reference_kind_key',
        ),
        migrations.RemoveConstraint(
            model_name='entry',
            name='credits_entry_closes_once',
        ),
        migrations.RemoveConstraint(
            model_name='entry',
            name='credits_entry_credits',
        ),
        migrations.RemoveConstraint(
            model_name='entry',
            name='credits_entry_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='entry',
            name='credits_entry_purpose',
        ),
        migrations.RemoveConstraint(
            model_name='entry',
            name='credits_entry_own_key_is_free',
        ),
        migrations.RemoveConstraint(
            model_name='entry',
            name='credits_entry_remaining',
        ),
        migrations.RemoveConstraint(
            model_name='period',
            name='credits_period_id_account_key',
        ),
        migrations.RemoveConstraint(
            model_name='rollup',
            name='credits_rollup_key',
        ),
        migrations.RemoveIndex(
            model_name='entry',
            name='credits_entry_account_idx',
        ),
        migrations.AddField(
            model_name='period',
            name='time_zone',
            field=models.CharField(default='UTC', help_text='The zone in which its days begin.', max_length=60),
        ),
        migrations.RunSQL(ZONES, migrations.RunSQL.noop),
        migrations.RunSQL(NOBODY, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='rollup',
            name='member',
            field=models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000')),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['period', 'id'], name='credits_entry_period_idx'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'reserve')), fields=('reference',), name='credits_entry_held_once_key'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('settle', 'void'))), fields=('reference',), name='credits_entry_closed_once_key'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('grant', 'adjust'))), fields=('reference',), name='credits_entry_given_once_key'),
        ),
        migrations.AddConstraint(
            model_name='rollup',
            constraint=models.UniqueConstraint(fields=('period', 'operation', 'member', 'funding'), name='credits_rollup_key'),
        ),
        migrations.AddField(
            model_name='alert',
            name='period',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='credits.period'),
        ),
        migrations.AddConstraint(
            model_name='alertrule',
            constraint=models.CheckConstraint(condition=models.Q(('warn_at', None), ('warn_at__range', (1, 99)), _connector='OR'), name='credits_alertrule_warn'),
        ),
        migrations.AddField(
            model_name='ask',
            name='account',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='credits.account'),
        ),
        migrations.AddField(
            model_name='day',
            name='period',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='days', to='credits.period'),
        ),
        migrations.AddField(
            model_name='planrevision',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='credits.plan'),
        ),
        migrations.RemoveField(
            model_name='entry',
            name='account',
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.UniqueConstraint(condition=models.Q(('rearmed_at', None)), fields=('period', 'percent'), name='credits_alert_once_key'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('percent__range', (1, 100))), name='credits_alert_percent'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(condition=models.Q(('mailed_at', None), ('rearmed_at', None)), fields=['crossed_at'], name='credits_alert_unmailed_idx'),
        ),
        migrations.AddIndex(
            model_name='ask',
            index=models.Index(fields=['account', '-created_at'], name='credits_ask_account_idx'),
        ),
        migrations.AddIndex(
            model_name='ask',
            index=models.Index(condition=models.Q(('answer', '')), fields=['created_at'], name='credits_ask_open_idx'),
        ),
        migrations.AddConstraint(
            model_name='ask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='credits_ask_answered_at'),
        ),
        migrations.AddConstraint(
            model_name='day',
            constraint=models.UniqueConstraint(fields=('period', 'day', 'funding'), name='credits_day_key'),
        ),
        migrations.AddConstraint(
            model_name='day',
            constraint=models.CheckConstraint(condition=models.Q(('runs__gte', 0), ('used__gte', 0)), name='credits_day_signs'),
        ),
        migrations.AddIndex(
            model_name='planrevision',
            index=models.Index(condition=models.Q(('finished_at', None)), fields=['created_at'], name='credits_planrevision_open_idx'),
        ),
        migrations.AddConstraint(
            model_name='planrevision',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='credits_planrevision_reason'),
        ),
        migrations.RunSQL(DAYS, migrations.RunSQL.noop),
        sql.Install(),
    ]
