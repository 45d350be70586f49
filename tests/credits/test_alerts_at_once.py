"""Alerts from many connections at once: a line is crossed once, and mailed once."""

import pytest
from django.core import mail
from django.db import connection

from credits import alert_mails, alerts, ledger
from credits.models import Alert
from tenants.models import Role
from tests.credits.conftest import NOW, all_at_once
from tests.credits.test_alerts import use
from tests.factories import make_member


@pytest.mark.usefixtures("own_connections")
def test_of_many_at_once_one_tells(tenant):
    make_member(tenant, Role.ADMIN)
    use(tenant.account, 80)
    crossed = all_at_once(lambda _: alerts.check(tenant.account.pk, at=NOW), range(6))
    assert sorted(crossed) == [0, 0, 0, 0, 0, 1]
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("own_connections")
def test_of_many_passes_at_once_one_mails(tenant):
    make_member(tenant, Role.ADMIN)
    use(tenant.account, 80)
    alerts._cross(tenant.pk, tenant.pk, at=NOW)
    sent = all_at_once(lambda _: alert_mails.send_due(at=NOW), range(6))
    connection.close()
    assert sum(sent) == 1
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("own_connections")
def test_settles_at_once_cross_the_line_once(tenant):
    """Each checks after its own settle is committed, so the last of them sees all."""
    make_member(tenant, Role.ADMIN)
    account = tenant.account
    ledger.open_period(account, at=NOW)

    def spend(credits: int) -> None:
        use(account, credits)
        alerts.check(account.pk, at=NOW)

    all_at_once(spend, [17] * 5)

    assert Alert.objects.filter(percent=80).count() == 1
    assert len(mail.outbox) == 1
