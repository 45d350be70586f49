"""Sources, snapshots and pushes in the Django admin: to read, and nothing of what they hold."""

import pytest
from django.urls import reverse

from connectors import pushing
from connectors.models import Push, Snapshot, Source
from tenants.models import User
from tests.connectors.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client_of):
    return client_of(User.objects.create_user("staff@example.com", "x", is_staff=True, is_superuser=True))


@pytest.mark.parametrize("model", [Source, Snapshot, Push])
def test_staff_read_them_and_see_no_row(staff, sales, quay, model):
    pushing.push(quay, b'{"room": "harbour-loft"}', key="till-1", at=AT)
    name, row = model.__name__.lower(), model.objects.order_by("pk")[0]
    for page in (
        staff.get(reverse(f"admin:connectors_{name}_changelist"), {"q": "quay"}),
        staff.get(reverse(f"admin:connectors_{name}_changelist")),
        staff.get(reverse(f"admin:connectors_{name}_change", args=[row.pk])),
    ):
        assert page.status_code == 200
        assert "harbour-loft" not in page.content.decode()
        assert 'name="_save"' not in page.content.decode()
    assert staff.get(reverse(f"admin:connectors_{name}_add")).status_code == 403
