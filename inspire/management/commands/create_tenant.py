"""Create a tenant, with its credit account and an invitation for its first admin."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from credits.errors import CreditsError
from inspire import onboarding
from tenants.models import Tenant


class Command(BaseCommand):
    help = "Create a tenant with a credit account, and print the link that makes its first admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name in lower case, such as harbour-cafe")
        parser.add_argument("--name", required=True, help='name for people, such as "Harbour Café"')
        parser.add_argument("--admin", required=True, metavar="EMAIL", help="the first admin's e-mail address")
        parser.add_argument("--plan", default="essentials", help="essentials (default), professional, enterprise…")
        parser.add_argument("--time-zone", default="UTC", help="such as Europe/London (default: UTC)")

    def handle(self, *args: Any, **options: Any) -> None:
        tenant = Tenant(slug=options["slug"], name=options["name"], time_zone=options["time_zone"])
        try:
            tenant.full_clean()
            validate_email(options["admin"])
            _invitation, token = onboarding.open_tenant(
                tenant, options["admin"], plan=options["plan"], at=timezone.now()
            )
        except ValidationError as error:
            raise CommandError(_sentences(error)) from None
        except CreditsError as error:
            raise CommandError(f"No tenant was created. {error}") from None
        self.report(tenant, options["admin"], token)

    def report(self, tenant: Tenant, email: str, token: str) -> None:
        self.stdout.write(f"Created {tenant.name} ({tenant.slug}). Send {email} this link; it works once, for 7 days:")
        self.stdout.write(onboarding.invitation_link(token))
        if not settings.PUBLIC_URL:
            self.stdout.write("Put your address before it, or set PUBLIC_URL so that it stands there by itself.")


def _sentences(error: ValidationError) -> str:
    """Return what is wrong, each with the argument that it is about."""
    fields = error.message_dict if hasattr(error, "error_dict") else {"admin": error.messages}
    lines = [f"  {field.replace('_', '-')}: {' '.join(sentences)}" for field, sentences in fields.items()]
    return "\n".join(["No tenant was created, because:", *lines])
