"""Which models end soon, and whom that concerns: the operator's standard ones, and those that tenants chose."""

from dataclasses import dataclass, field
from datetime import datetime

from ai_ops import choices, retirements
from ai_ops.admin import key_words
from ai_ops.retirements import Retirement
from tenants.models import Tenant


@dataclass(slots=True)
class Line:
    """One model that ends. `setting` is the operator's setting that names it, or empty."""

    retirement: Retirement
    setting: str = ""
    tenants: list[Tenant] = field(default_factory=list)

    @property
    def provider(self) -> str:
        """Return the provider's name."""
        return key_words.label_of(self.retirement.model.provider)


def standard_lines(*, at: datetime) -> list[Line]:
    """Return the operator's standard models that end, in one query."""
    found = retirements.standards(at=at)
    return [Line(each, setting=choices.SETTING_OF[each.model.provider]) for each in found]


def all_lines(*, at: datetime) -> list[Line]:
    """Return every model that ends and is in use, soonest first, with the tenants that chose it."""
    lines = {line.retirement.model.id: line for line in standard_lines(at=at)}
    chosen = list(retirements.everywhere(at=at))
    tenants = Tenant.objects.only("name", "slug").in_bulk([tenant_id for tenant_id, _ends in chosen])
    for tenant_id, ends in chosen:
        for each in ends:
            lines.setdefault(each.model.id, Line(each)).tenants.append(tenants[tenant_id])
    for line in lines.values():
        line.tenants.sort(key=lambda tenant: tenant.name)
    return sorted(lines.values(), key=lambda line: line.retirement.retires_on)
