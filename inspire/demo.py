"""The demo tenant of local mode: Harbour Café, its people, and a staff user."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from credits import plans
from inspire import demo_data
from tenants.models import Membership, Role, Tenant, User

PASSWORD = "harbour-cafe-demo"  # noqa: S105 - printed at every start; production refuses these accounts
SLUG = "harbour-cafe"


@dataclass(frozen=True, slots=True)
class Person:
    """A demo person; without a role, the operator's staff."""

    email: str
    name: str
    role: Role | None


PEOPLE = (
    Person("designer@harbour-cafe.example", "Dana Designer", Role.DESIGNER),
    Person("admin@harbour-cafe.example", "Ada Admin", Role.ADMIN),
    Person("viewer@harbour-cafe.example", "Vic Viewer", Role.VIEWER),
    Person("staff@inspire.example", "Sam Staff", None),
)


class DemoRefusedError(Exception):
    """Demo accounts are for local mode: everybody knows their password."""


def make() -> Tenant:
    """Make what is missing of the demo tenant; what is there stays as it is. Raises DemoRefusedError."""
    if settings.INSPIRE_MODE != "local":
        raise DemoRefusedError(DemoRefusedError.__doc__)
    with transaction.atomic():
        return _make()


def _make() -> Tenant:
    tenant, _ = Tenant.objects.get_or_create(slug=SLUG, defaults={"name": "Harbour Café", "is_demo": True})
    plans.open_account(tenant, at=timezone.now())
    for person in PEOPLE:
        _make_person(person, tenant)
    demo_data.make(tenant, at=timezone.now())
    return tenant


def _make_person(person: Person, tenant: Tenant) -> None:
    user = User.objects.filter(email=person.email).first() or _make_user(person)
    if person.role:
        Membership.objects.get_or_create(tenant=tenant, user=user, defaults={"role": person.role})


def _make_user(person: Person) -> User:
    is_staff = person.role is None
    user = User.objects.create_user(
        person.email, PASSWORD, name=person.name, is_demo=True, is_staff=is_staff, is_superuser=is_staff
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_ins() -> str:
    """Return the sign-ins as lines for people."""
    width = max(len(person.email) for person in PEOPLE)
    lines = [f"  {person.email.ljust(width)}  {_does(person)}" for person in PEOPLE]
    return "\n".join([*lines, f"  Password of all four: {PASSWORD}"])


def _does(person: Person) -> str:
    return f"{person.role.label} of Harbour Café" if person.role else "staff of the operator: /admin/"
