"""The groups of the operator's staff: Support reads, Billing also looks after plans, prices and credits."""

from collections.abc import Iterable
from typing import Any, Final

from django.apps import AppConfig
from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db.models.signals import post_migrate

SUPPORT: Final = "Support"
BILLING: Final = "Billing"

# What the admin shows. No secret is on these pages: tokens, passwords and keys are left out of them.
READ: Final = {
    "tenants": ("tenant", "user", "membership", "invitation", "apitoken", "auditevent"),
    "credits": ("plan", "planrevision", "price", "account", "period", "entry", "rollup", "ask"),
    "byok": ("providerkey", "platformkey", "keyuse", "spendlimit"),
    "connectors": ("source", "snapshot", "push"),
    "ai_ops": ("run", "attempt", "saveditem", "modelchoice"),
    "django_celery_beat": (
        *("periodictask", "intervalschedule", "crontabschedule"),
        *("clockedschedule", "solarschedule"),
    ),
}
VIEW: Final = frozenset(f"{app}.view_{model}" for app, models in READ.items() for model in models)
WRITE: Final = frozenset(
    {
        "credits.adjust_account",
        "credits.change_account",
        "credits.add_plan",
        "credits.change_plan",
        "credits.add_price",
        "credits.change_price",
        "credits.delete_price",
        "credits.change_ask",
    }
)
GROUPS: Final = {SUPPORT: VIEW, BILLING: VIEW | WRITE}


def make_after_migrations(last_app: AppConfig) -> None:
    """Have the groups made after every `migrate`, once all permissions are there.

    Django makes each app's permissions in its own post_migrate, app by app, of those that have
    models. A data migration would come before them in a new database; the last app's signal
    comes after them, but for the last app's own, which `make_groups` asks for itself.
    """
    post_migrate.connect(make_groups, sender=last_app, dispatch_uid="inspire.staff_groups")


def make_groups(sender: AppConfig, *, using: str, apps: Any = installed_apps, **kwargs: Any) -> None:
    """Make the groups, and give each the permissions that it lacks. It takes none away.

    So a new version's permissions arrive by themselves, and what an operator added stays. An
    operator who wants a group with less makes one of another name. Permissions that do not exist
    yet, after a migration of a part, come with the next one.
    """
    try:
        group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    except LookupError:
        return
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    found = _find(permission_model.objects.using(using), GROUPS[BILLING])
    for name, wanted in GROUPS.items():
        group, _is_new = group_model.objects.using(using).get_or_create(name=name)
        has = set(group.permissions.values_list("pk", flat=True))
        group.permissions.add(*(pk for label, pk in found.items() if label in wanted and pk not in has))


def _find(permissions: Any, wanted: Iterable[str]) -> dict[str, int]:
    """Return the keys of permissions by their full names, in one query."""
    codenames = [name.partition(".")[2] for name in wanted]
    rows = permissions.filter(codename__in=codenames).values_list("content_type__app_label", "codename", "pk")
    return {f"{app}.{codename}": pk for app, codename, pk in rows}
