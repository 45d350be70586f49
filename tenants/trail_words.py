"""What the audit page says of an event: who, what, from where, and its detail in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tenants import trail, trail_sentences
from tenants.models import AuditEvent, Role, Tenant
from tenants.trail import STAFF, Person

BY_STAFF: Final = gettext_lazy("Staff of the operator")
FORMER: Final = gettext_lazy("Former member")
BY_NOBODY: Final = gettext_lazy("The system")
HIDDEN: Final = ("password", "secret", "token", "hash", "code", "keyset", "api_key", "cookie", "session")
"""Parts of names whose values are never shown, should anything ever record one."""
WISHES: Final = {
    "cap": gettext_lazy("a higher limit"),
    "credits": gettext_lazy("more credits"),
    "plan": gettext_lazy("a larger plan"),
}
PROVIDERS: Final = {"anthropic": "Anthropic", "openai": "OpenAI"}
PLAIN: Final = {True: gettext_lazy("yes"), False: gettext_lazy("no"), None: "–"}
NO_ID: Final = UUID(int=0)
ROLES: Final = {role.value: role.label for role in Role}


@dataclass(frozen=True, slots=True)
class Telling:
    """An event in words. `detail` holds name and value of everything that was recorded with it."""

    event: AuditEvent
    who: str
    is_staff: bool
    what: str
    label: str
    address: str
    detail: list[tuple[str, str]]


class Facts(dict[str, Any]):
    """An event's facts; what an older event did not record yet is a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


def tell(tenant: Tenant, events: Iterable[AuditEvent]) -> list[Telling]:
    """Return events in words, with the names of all people in one query."""
    events = list(events)
    people = trail.people_of(tenant, {each for event in events for each in _people_in(event)})
    return [_tell(event, people) for event in events]


def _tell(event: AuditEvent, people: dict[UUID, Person]) -> Telling:
    is_staff = is_by_staff(event, people)
    facts = _facts(event, people)
    return Telling(
        event=event,
        who=str(BY_STAFF) if is_staff else _name(event.person_uuid, people),
        is_staff=is_staff,
        what=trail_sentences.sentence_of(event.action, event.detail | {"is_less": facts["is_less"]}) % facts,
        label=trail_sentences.label_of(event.action),
        address="" if is_staff else event.address or "",
        detail=_detail(event, people),
    )


def is_by_staff(event: AuditEvent, people: dict[UUID, Person]) -> bool:
    """Return whether the operator's staff did it: who is a member too is named as one."""
    if event.detail.get("by") == STAFF or event.action.startswith(trail.STAFFS_ACTIONS):
        return True
    person = people.get(event.person_uuid) if event.person_uuid else None
    return person is not None and person.is_staff and not person.is_member


def _name(person: UUID | None, people: dict[UUID, Person]) -> str:
    if person is None:
        return str(BY_NOBODY)
    known = people.get(person)
    if known is None or not (known.is_member or known.is_staff):
        return str(FORMER)
    return known.name if known.is_member else str(BY_STAFF)


def _people_in(event: AuditEvent) -> list[UUID]:
    """Return the people whom an event may name."""
    named = [event.person_uuid, as_uuid(event.target), as_uuid(event.detail.get("member"))]
    return [each for each in named if each]


def as_uuid(text: Any) -> UUID | None:
    """Return a text as a UUID, or None where it is none."""
    try:
        return UUID(text)
    except (TypeError, ValueError, AttributeError):
        return None


def _facts(event: AuditEvent, people: dict[UUID, Person]) -> Facts:
    facts = Facts({name: _plain(value, name=name) for name, value in event.detail.items()})
    credits = event.detail.get("credits")
    facts["is_less"] = isinstance(credits, int) and credits < 0
    facts["amount"] = _amount(credits)
    facts["target"] = _named(event.target, people)
    facts["member"] = _named(event.detail.get("member"), people)
    facts["scope"] = _scope(event, facts["member"])
    provider = event.detail.get("provider", event.target)
    facts["provider"] = PROVIDERS.get(provider, provider)
    facts["wish"] = WISHES.get(event.detail.get("wish", ""), facts["wish"])
    for name in ("role", "from", "to"):
        facts[name] = ROLES.get(facts[name], facts[name]).lower()
    return facts


def _amount(credits: Any) -> str:
    if not isinstance(credits, int):
        return _("credits")
    return ngettext("%(count)d credit", "%(count)d credits", abs(credits)) % {"count": abs(credits)}


def _scope(event: AuditEvent, member: str) -> str:
    """Return what a limit is on, in words."""
    operation = event.detail.get("operation")
    if event.detail.get("member") and operation:
        return _("of %(member)s for %(operation)s") % {"member": member, "operation": operation}
    return (
        _("of %(member)s") % {"member": member} if not operation else _("for %(operation)s") % {"operation": operation}
    )


def _named(text: Any, people: dict[UUID, Person]) -> str:
    """Return the name of a person whose id it is; what is no id stays as it is."""
    person = as_uuid(text)
    return _name(person, people) if person else _plain(text)


def _plain(value: Any, *, name: str = "") -> str:
    """Return a recorded value in plain words; what may be a secret is never shown."""
    if any(part in name.lower() for part in HIDDEN):
        return _("hidden")
    if isinstance(value, dict):
        return ", ".join(f"{_spaced(key)} {_plain(each, name=key)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value)
    return str(PLAIN[value]) if value is None or isinstance(value, bool) else str(value)


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _detail(event: AuditEvent, people: dict[UUID, Person]) -> list[tuple[str, str]]:
    """Return everything that was recorded, with the names of members."""
    rows = [("target", event.target)] if event.target else []
    rows += [(name, value) for name, value in event.detail.items() if name != "by"]
    return [(_spaced(name), _shown(name, value, people)) for name, value in rows]


def _shown(name: str, value: Any, people: dict[UUID, Person]) -> str:
    person = people.get(as_uuid(value) or NO_ID)
    return person.name if person and person.is_member else _plain(value, name=name)
