"""People, memberships, invitations and the audit trail for staff."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tenants import audit
from tenants.models import AuditEvent, Invitation, Membership, Tenant, User


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A model that staff look at and do not write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TenantAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Tenants. The project registers it, with the account that a new tenant needs."""

    list_display: tuple[str, ...] = ("name", "slug", "time_zone", "is_demo", "created_at")
    search_fields = ("name", "slug")
    ordering = ("name",)
    readonly_fields = ("id", "is_demo", "created_at")

    def has_delete_permission(self, request: HttpRequest, obj: Tenant | None = None) -> bool:
        """Never delete a tenant here: its runs and entries stay."""
        return False


class PersonCreationForm(AdminUserCreationForm):  # type: ignore[type-arg]
    """A new person, by e-mail address."""

    class Meta:
        model = User
        fields = ("email", "name")


class PersonChangeForm(UserChangeForm):  # type: ignore[type-arg]
    """A person's fields."""

    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, Any] = {}


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """People. A lost second factor is removed here."""

    form = PersonChangeForm
    add_form = PersonCreationForm
    list_display = ("email", "name", "is_active", "is_staff", "has_second_factor", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    ordering = ("email",)
    readonly_fields = ("id", "is_demo", "joined_at", "last_login")
    filter_horizontal = ("user_permissions",)
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser", "user_permissions")}),
        (_("About"), {"fields": ("id", "is_demo", "joined_at", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)
    actions = ("remove_second_factor",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        people: QuerySet[User] = super().get_queryset(request)
        return people.annotate(second_factor=Exists(factors))

    @admin.display(boolean=True, description=_("second factor"))
    def has_second_factor(self, user: User) -> bool:
        return bool(user.second_factor)  # type: ignore[attr-defined]

    @admin.action(description=_("Remove the second factor"), permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, people: Iterable[User]) -> None:
        """Remove the second factor of people who lost it. Make sure first that it is them."""
        removed = [user for user in people if Authenticator.objects.filter(user=user).delete()[0]]
        for user in removed:
            audit.record("person.second_factor_off", request=request, target=str(user.pk), detail={"by": "staff"})
        text = ngettext("Removed for %d person.", "Removed for %d people.", len(removed)) % len(removed)
        messages.success(request, text)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Memberships. What staff do here is audited, and not held back by the last admin's guard."""

    list_display = ("user", "tenant", "role", "created_at")
    list_select_related = ("user", "tenant")
    list_filter = ("role",)
    search_fields = ("user__email", "user__name", "tenant__name", "tenant__slug")
    autocomplete_fields = ("user", "tenant")
    ordering = ("-created_at",)

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> tuple[str, ...]:
        return ("user", "tenant", "created_at") if obj else ("created_at",)

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        super().save_model(request, obj, form, change)
        _record(request, "member.role_changed" if change else "member.joined", obj)

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        _record(request, "member.removed", obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        for membership in queryset.select_related("tenant"):
            _record(request, "member.removed", membership)
        super().delete_queryset(request, queryset)


def _record(request: HttpRequest, action: str, membership: Membership) -> None:
    detail = {"role": membership.role, "by": "staff"}
    audit.record(action, tenant=membership.tenant, target=str(membership.user_id), detail=detail, request=request)


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Invitations, without their tokens."""

    list_display = ("email", "tenant", "role", "created_at", "expires_at", "accepted_at", "revoked_at")
    list_select_related = ("tenant",)
    search_fields = ("email", "tenant__name", "tenant__slug")
    ordering = ("-created_at",)
    exclude = ("token_hash",)


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """The audit trail. Search by action, or by the id of a tenant or a person."""

    list_display = ("created_at", "action", "person_uuid", "tenant_uuid", "target", "address")
    search_fields = ("action", "target", "tenant_uuid", "person_uuid")
    ordering = ("-id",)
    show_full_result_count = False
