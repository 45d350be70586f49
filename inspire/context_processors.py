"""What every page's frame shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ai_ops.providers.addresses import platform_key
from byok import keys, shapes
from byok.models import ProviderKey
from credits import queries
from credits.models import Period
from credits.queries import Meter
from inspire import key_signs
from inspire.key_signs import Shown
from tenants.models import Membership, Role, Tenant

PLACES = (
    # label, URL name, roles that may open it
    (_("AI"), "ai_home", (Role.ADMIN, Role.DESIGNER)),
    (_("Data"), "sources", (Role.ADMIN, Role.DESIGNER)),
    (_("Library"), "library", (Role.ADMIN, Role.DESIGNER, Role.VIEWER)),
    (_("Runs"), "runs", (Role.ADMIN, Role.DESIGNER, Role.VIEWER)),
    (_("Settings"), "settings_ai", (Role.ADMIN,)),
)


SETTINGS = "/settings/"
HANDED = "frame_meter"
"""The request's attribute that holds a meter which the page has read already."""
HANDED_KEYS = "frame_own_keys"
"""The request's attribute that holds the tenant's own keys where the page has read them already."""


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the navigation."""

    label: str | Promise
    url: str
    is_current: bool


class Frame:
    """The frame's values, each looked up only when a page shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.tenant: Tenant | None = getattr(request, "tenant", None)
        self.membership: Membership | None = getattr(request, "membership", None)

    @cached_property
    def sections(self) -> list[Section]:
        """Return the places that the member's role may open."""
        if self.membership is None:
            return []
        role = self.membership.role
        here = self._here()
        return [Section(label, reverse(name), name == here) for label, name, roles in PLACES if role in roles]

    def _here(self) -> str:
        """Return the name of the place that the page belongs to: the one with the longest address."""
        path = self.request.path
        if path.startswith(SETTINGS):
            return "settings_ai"
        inside = [name for _label, name, _roles in PLACES if path.startswith(reverse(name))]
        return max(inside, key=lambda name: len(reverse(name)), default="")

    @cached_property
    def meter(self) -> Meter | None:
        """Return the tenant's credits of this month; None for nobody, and for a tenant without an account."""
        handed: Meter | None = getattr(self.request, HANDED, None)
        if handed or self.tenant is None:
            return handed
        try:
            return queries.meter(self.tenant, at=timezone.now())
        except Period.DoesNotExist:
            return None

    @property
    def meter_url(self) -> str:
        """Return where the meter leads for those who may open it."""
        return reverse("settings_ai") if self._is_admin else ""

    @property
    def _is_admin(self) -> bool:
        return self.membership is not None and self.membership.role == Role.ADMIN

    @property
    def other_memberships(self) -> list[Membership]:
        """Return the person's places in other tenants."""
        mine: list[Membership] = getattr(self.request, "memberships", [])
        return [each for each in mine if self.tenant is None or each.tenant_id != self.tenant.pk]

    @cached_property
    def own_keys(self) -> dict[str, ProviderKey]:
        """Return the tenant's own keys by provider: one query, if the page has not read them."""
        handed: dict[str, ProviderKey] | None = getattr(self.request, HANDED_KEYS, None)
        if handed is not None:
            return handed
        return keys.all_of(self.tenant) if self.tenant else {}

    @cached_property
    def shown_keys(self) -> list[Shown]:
        """Return the own keys with their condition, always in the same order."""
        return [key_signs.show(self.own_keys[each]) for each in shapes.SHAPES if each in self.own_keys]

    @property
    def key_alarms(self) -> list[Shown]:
        """Return the keys that admins should do something about; none for anybody else."""
        return [each for each in self.shown_keys if each.is_alarming] if self._is_admin else []

    @property
    def stood_in_for(self) -> str:
        """Return the providers whose new runs the sandbox answers, in words, or nothing."""
        names = [shape.label for each, shape in shapes.SHAPES.items() if settings.IS_LOCAL and self._is_demo(each)]
        return _(" and ").join(names)

    def _is_demo(self, provider: str) -> bool:
        key = self.own_keys.get(provider)
        return key.is_sandbox if key and not key.is_paused else not platform_key(provider)

    @property
    def operator_contact(self) -> str:
        """Return whom to ask for a larger plan."""
        return str(settings.OPERATOR_CONTACT)

    @property
    def role(self) -> str:
        """Return the member's role, in words."""
        return self.membership.get_role_display() if self.membership else ""

    @property
    def initials(self) -> str:
        """Return one or two letters for the person."""
        words = str(self.request.user).split("@")[0].replace(".", " ").split()
        return "".join(word[0] for word in words[:2]).upper() or "?"


def hand_meter(request: HttpRequest, meter: Meter) -> None:
    """Give the frame this month's meter, so that it does not read it again."""
    setattr(request, HANDED, meter)


def hand_keys(request: HttpRequest, own_keys: dict[str, ProviderKey]) -> None:
    """Give the frame the tenant's own keys, so that it does not read them again."""
    setattr(request, HANDED_KEYS, own_keys)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's values: tenant, role, credits meter, who answers."""
    return {"frame": Frame(request)}
