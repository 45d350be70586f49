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
from tenants.models import ApiToken, AuditEvent, Invitation, Membership, Tenant, User


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


RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")
"""What a person may do in the Django admin. Superusers alone say it, so that nobody raises themselves."""


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """People. A lost second factor is removed here; superusers put staff into groups.

    People of staff are changed by superusers alone: who sets somebody's password can act as them.
    """

    form = PersonChangeForm
    add_form = PersonCreationForm
    list_display = ("email", "name", "is_active", "is_staff", "has_second_factor", "last_login")
    list_filter = ("is_active", "is_staff", "groups")
    search_fields = ("email", "name")
    ordering = ("email",)
    readonly_fields = ("id", "is_demo", "joined_at", "last_login")
    filter_horizontal = ("groups", "user_permissions")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Access"), {"fields": ("is_active", *RIGHTS)}),
        (_("About"), {"fields": ("id", "is_demo", "joined_at", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)
    actions = ("remove_second_factor",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        people: QuerySet[User] = super().get_queryset(request)
        return people.annotate(second_factor=Exists(factors))

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Show nothing of the password, not even its hash's mask, to those who only look."""
        if obj is None or self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        (heading, about), *others = self.fieldsets
        return [(heading, {"fields": [name for name in about["fields"] if name != "password"]}), *others]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Let superusers alone say who is staff and what they may do."""
        return (*self.readonly_fields, *(() if _is_superuser(request) else RIGHTS))

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Let superusers alone change people of staff."""
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Let superusers alone delete people of staff."""
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        """Save the groups, and record what became of the person's rights."""
        super().save_related(request, form, formsets, change)
        changed = [name for name in ("is_active", *RIGHTS) if name in form.changed_data]
        if changed:
            detail = {name: _in_words(form.cleaned_data[name]) for name in changed}
            audit.record("person.rights_changed", request=request, target=str(form.instance.pk), detail=detail)

    @admin.display(boolean=True, description=_("second factor"))
    def has_second_factor(self, user: User) -> bool:
        return bool(user.second_factor)  # type: ignore[attr-defined]

    @admin.action(description=_("Remove the second factor"), permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, people: Iterable[User]) -> None:
        """Remove the second factor of people who lost it. Make sure first that it is them."""
        allowed = [user for user in people if self.has_change_permission(request, user)]
        removed = [user for user in allowed if Authenticator.objects.filter(user=user).delete()[0]]
        for user in removed:
            audit.record("person.second_factor_off", request=request, target=str(user.pk), detail={"by": "staff"})
        text = ngettext("Removed for %d person.", "Removed for %d people.", len(removed)) % len(removed)
        messages.success(request, text)


def _is_superuser(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_superuser


def _may_touch(request: HttpRequest, person: User | None) -> bool:
    return person is None or not (person.is_staff or person.is_superuser) or _is_superuser(request)


def _in_words(value: Any) -> Any:
    """Return a right as the audit trail keeps it: yes or no, or the names of groups and permissions."""
    return value if isinstance(value, bool) else sorted(str(each) for each in value)


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


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    """The programs' ways in, by what names them in the trail and the logs; nothing of their secrets."""

    list_display = ("__str__", "name", "tenant", "created_at", "expires_at", "last_used_at", "revoked_at")
    list_select_related = ("tenant",)
    search_fields = ("public_id", "name", "tenant__name", "tenant__slug")
    ordering = ("-created_at",)
    fields = readonly_fields = (
        *("public_id", "name", "tenant", "scopes", "created_by"),
        *("created_at", "expires_at", "last_used_at", "revoked_at"),
    )


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """The audit trail. Search by action, or by the id of a tenant or a person."""

    list_display = ("created_at", "action", "person_uuid", "tenant_uuid", "target", "address")
    search_fields = ("action", "target", "tenant_uuid", "person_uuid")
    ordering = ("-id",)
    show_full_result_count = False
