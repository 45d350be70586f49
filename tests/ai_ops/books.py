"""Read a tenant's books in tests: what is used and held, and whether the ledger agrees with itself."""

from django.core.management import call_command

from credits.models import Entry, Period
from tenants.models import Tenant


def used_and_held(tenant: Tenant) -> tuple[int, int]:
    """Return the credits that are used and held in the tenant's only period; (0, 0) before it opens."""
    return Period.objects.filter(account_id=tenant.pk).values_list("used", "held").first() or (0, 0)


def kinds(tenant: Tenant) -> list[str]:
    """Return the kinds of the tenant's entries, in order, without the period's grant."""
    entries = Entry.objects.filter(period__account=tenant.pk).exclude(kind="grant").order_by("id")
    return list(entries.values_list("kind", flat=True))


def check() -> None:
    """Fail where the ledger's sums differ from its entries, or a hold has no live run."""
    call_command("check_ledger", verbosity=0)
