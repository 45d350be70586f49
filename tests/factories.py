"""Make tenants, people and accounts for tests."""

from functools import cache
from uuid import uuid4

from django.contrib.auth.hashers import make_password

from credits.models import Account, Plan
from tenants.models import Membership, Role, Tenant, User

PASSWORD = "harbour-lights-at-dusk"
PLANS = {"essentials": ("Essentials", 100), "professional": ("Professional", 500), "enterprise": ("Enterprise", 2000)}


def make_plan(slug: str = "essentials") -> Plan:
    name, credits = PLANS[slug]
    return Plan.objects.get_or_create(slug=slug, defaults={"name": name, "credits": credits})[0]


def make_tenant(slug: str | None = None, *, plan: str = "essentials", zone: str = "UTC", anchor_day: int = 1) -> Tenant:
    """Make a tenant with a credit account."""
    slug = slug or f"tenant-{uuid4().hex[:8]}"
    tenant = Tenant.objects.create(slug=slug, name=slug.replace("-", " ").title(), time_zone=zone)
    Account.objects.create(tenant=tenant, plan=make_plan(plan), anchor_day=anchor_day)
    return tenant


@cache
def _hashed_password() -> str:
    """Hash PASSWORD once: a good hash is slow."""
    return make_password(PASSWORD)


def make_member(tenant: Tenant, role: Role | str = Role.DESIGNER, *, email: str | None = None) -> User:
    """Make a person with a role in the tenant, who signs in with PASSWORD."""
    address = email or f"{role}-{uuid4().hex[:8]}@example.com"
    user = User.objects.create(email=address, name=f"A {role}", password=_hashed_password())
    Membership.objects.create(tenant=tenant, user=user, role=role)
    return user
