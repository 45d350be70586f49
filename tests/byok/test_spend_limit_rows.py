"""What the database itself refuses of a spend limit, whoever writes it."""

import pytest
from django.db import IntegrityError, transaction

from byok.models import SpendLimit


@pytest.mark.parametrize(
    ("alert_cents", "stop_cents"),
    [(None, None), (0, None), (None, 0), (0, 500), (501, 500)],
    ids=["nothing", "alert at nothing", "stop at nothing", "alert at nothing before a stop", "alert above the stop"],
)
def test_a_limit_that_makes_no_sense_cannot_be_stored(tenant, alert_cents, stop_cents):
    with pytest.raises(IntegrityError), transaction.atomic():
        SpendLimit.objects.create(tenant=tenant, alert_cents=alert_cents, stop_cents=stop_cents)


@pytest.mark.parametrize(("alert_cents", "stop_cents"), [(500, None), (None, 500), (400, 500), (500, 500)])
def test_a_limit_that_makes_sense_is_stored(tenant, alert_cents, stop_cents):
    SpendLimit.objects.create(tenant=tenant, alert_cents=alert_cents, stop_cents=stop_cents)
