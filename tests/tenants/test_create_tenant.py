from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from credits.models import Account
from tenants.models import AuditEvent, Invitation, Membership, Tenant
from tests.factories import make_plan

pytestmark = pytest.mark.django_db

GOOD = {"name": "Quay Bakery", "admin": "Boss@example.com"}


@pytest.fixture(autouse=True)
def _plans():
    make_plan("essentials")
    make_plan("professional")


def create(slug: str = "quay-bakery", **options: str) -> str:
    out = StringIO()
    call_command("create_tenant", slug, stdout=out, **GOOD | options)
    return out.getvalue()


def test_a_tenant_comes_with_an_account_and_a_link_that_makes_its_admin(settings):
    settings.PUBLIC_URL = "https://inspire.example.com"
    out = create(plan="professional", time_zone="Europe/London")
    account = Account.objects.select_related("plan", "tenant").get()
    assert (account.plan.slug, account.tenant.time_zone) == ("professional", "Europe/London")
    assert account.periods.get().granted == 500
    link = out.splitlines()[-1]
    assert link.startswith("https://inspire.example.com/invitations/")
    path = link.removeprefix("https://inspire.example.com")
    Client().post(path, {"name": "Bo Boss", "password": "the first harbour light"})
    membership = Membership.objects.select_related("user").get()
    assert (membership.user.email, membership.role) == ("boss@example.com", "admin")
    assert AuditEvent.objects.filter(action="tenant.created", tenant_uuid=account.tenant.pk).exists()


def test_without_a_public_address_the_command_says_what_to_put_before_the_link(settings):
    settings.PUBLIC_URL = ""
    assert "set PUBLIC_URL" in create()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"plan": "gold"}, 'There is no plan "gold"'),
        ({"time_zone": "Mars/Olympus"}, "time-zone: “Mars/Olympus” is not a time zone"),
        ({"admin": "nobody"}, "admin: Enter a valid email address"),
        ({"name": ""}, "name: This field cannot be blank"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_left_behind(options, sentence):
    with pytest.raises(CommandError, match=sentence):
        create(**options)
    assert not Tenant.objects.exists()
    assert not Account.objects.exists()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("slug", "sentence"), [("Quay Bakery", "slug: Enter a valid"), ("quay-bakery", "slug: .*exists")]
)
def test_a_slug_is_one_word_and_used_once(slug, sentence):
    create()
    with pytest.raises(CommandError, match=sentence):
        create(slug)
    assert Tenant.objects.count() == 1
