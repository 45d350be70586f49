import pytest
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory

from tenants import audit
from tenants.models import AuditEvent

pytestmark = pytest.mark.django_db

CHANGES = [
    "UPDATE tenants_auditevent SET action = 'a.b'",
    "UPDATE tenants_auditevent SET action = 'a.b' WHERE false",
    "DELETE FROM tenants_auditevent",
    "TRUNCATE tenants_auditevent",
    "INSERT INTO tenants_auditevent SELECT * FROM tenants_auditevent ON CONFLICT (id) DO UPDATE SET action = 'a.b'",
]


@pytest.fixture
def event(tenant, admin) -> AuditEvent:
    audit.record("member.invited", tenant=tenant, person=admin, target="someone", detail={"role": "viewer"})
    return AuditEvent.objects.get()


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_every_change(event, change):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL inspire.allow_flush = 'off'")
        with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
            cursor.execute(change)
    assert AuditEvent.objects.get().action == "member.invited"


@pytest.mark.parametrize("change", [change for change in CHANGES if not change.startswith("TRUNCATE")])
def test_the_flush_setting_opens_nothing_but_the_flush(event, change):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL inspire.allow_flush = 'on'")
        with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
            cursor.execute(change)


def test_a_replica_session_is_refused_too(event):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = 'replica'")
        with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
            cursor.execute("DELETE FROM tenants_auditevent")


def test_the_orm_is_refused_too(event):
    for change in (event.save, event.delete):
        with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
            change()


def test_erasing_a_person_or_a_tenant_leaves_the_trail_whole(event, admin, tenant):
    admin.delete()
    assert AuditEvent.objects.get().person_uuid == event.person_uuid


def test_a_request_gives_tenant_person_and_address(tenant, admin):
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    vars(request).update(user=admin, tenant=tenant)
    audit.record("tenant.switched", request=request)
    event = AuditEvent.objects.get()
    assert (event.tenant_uuid, event.person_uuid, event.address) == (tenant.pk, admin.pk, "192.0.2.7")


def test_a_request_over_a_unix_socket_has_no_address(tenant):
    request = RequestFactory().get("/", REMOTE_ADDR="")
    audit.record("tenant.switched", request=request)
    assert AuditEvent.objects.get().address is None


def test_a_long_target_is_cut(tenant):
    audit.record("tenant.created", tenant=tenant, target="x" * 500)
    assert len(AuditEvent.objects.get().target) == 200
