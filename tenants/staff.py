"""The Django admin's door: the throttled sign-in, and a second factor in production."""

from functools import update_wrapper
from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.admin import AdminSite
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

# An address that nobody confirmed must not become a sign-in, sealed secrets are nobody's to look
# at, and the groups of staff are the program's: these pages of allauth and Django are left out.
LEFT_OUT = {"account.emailaddress", "account.emailconfirmation", "mfa.authenticator", "auth.group"}


class StaffSite(AdminSite):
    """The admin for the operator's staff. Every page of it asks `has_permission`."""

    site_header = _("Inspire · staff")
    site_title = _("Inspire staff")
    index_title = _("What staff look after")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register models, but for those that are left out."""
        models: list[Any] = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else [*model_or_iterable]
        kept = [each for each in models if each._meta.label_lower not in LEFT_OUT]  # noqa: SLF001 -- Django's public name
        super().register(kept, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in active staff, in production with a second factor only."""
        return super().has_permission(request) and not needs_second_factor(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        """Guard a view. Staff act for the operator there, never for a tenant that they may belong to."""

        def view_for_operator(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            request.tenant = request.membership = None  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return super().admin_view(update_wrapper(view_for_operator, view), cacheable)

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send on, or say which second factor is missing; anonymous people get the sign-in page."""
        if needs_second_factor(request):
            return render(request, "tenants/staff_needs_factor.html", status=403)
        return super().login(request, extra_context)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")


def needs_second_factor(request: HttpRequest) -> bool:
    """Say whether this person must set up a second factor before the admin opens."""
    if not settings.REQUIRE_STAFF_MFA:
        return False
    if not hasattr(request, "_has_second_factor"):
        factors = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP)
        request._has_second_factor = factors.exists()  # type: ignore[attr-defined]  # noqa: SLF001 -- once a request
    return not request._has_second_factor  # type: ignore[attr-defined]  # noqa: SLF001
