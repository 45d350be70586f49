"""What every page's frame shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.models import Membership, Role, Tenant

PLACES = (
    # label, URL name, roles that may open it
    (_("AI"), "ai_home", (Role.ADMIN, Role.DESIGNER)),
    (_("Library"), "library", (Role.ADMIN, Role.DESIGNER, Role.VIEWER)),
    (_("Runs"), "runs", (Role.ADMIN, Role.DESIGNER, Role.VIEWER)),
    (_("Settings"), "settings_ai", (Role.ADMIN,)),
)


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
        places = [(label, _address(name)) for label, name, roles in PLACES if role in roles]
        return [Section(label, url, self._is_current(url)) for label, url in places if url]

    def _is_current(self, url: str) -> bool:
        own = self.request.path
        rivals = [each for _label, name, _roles in PLACES if (each := _address(name)) and own.startswith(each)]
        return own.startswith(url) and url == max(rivals, key=len)

    @property
    def role(self) -> str:
        """Return the member's role, in words."""
        return self.membership.get_role_display() if self.membership else ""

    @property
    def initials(self) -> str:
        """Return one or two letters for the person."""
        words = str(self.request.user).split("@")[0].replace(".", " ").split()
        return "".join(word[0] for word in words[:2]).upper() or "?"


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's values: tenant, role, credits meter, who answers."""
    return {"frame": Frame(request)}
