"""The tenants' own keys and the operator's for staff: how each does, and a check on demand. Never a key itself."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ai_ops import own_keys, platform_keys
from ai_ops.admin import key_words
from byok.models import Health, KeyState, PlatformKey, ProviderKey
from tenants.admin import ReadOnlyAdmin


class HealthAdmin(ReadOnlyAdmin):
    """Keys with their state, and what mends them."""

    actions = ("check_now",)
    show_full_result_count = False

    @admin.display(description=gettext_lazy("provider"), ordering="provider")
    def at(self, key: Any) -> str:
        return key_words.label_of(key.provider)

    @admin.display(description=gettext_lazy("what to do"), empty_value="-")
    def what_to_do(self, key: Any) -> str | None:
        """Return what is wrong and what mends it."""
        return key_words.why(key, key.provider) or None

    @admin.display(description=gettext_lazy("failing since"), ordering="failed_at", empty_value="-")
    def failing_since(self, key: Health) -> Any:
        return key.failed_at

    @admin.display(description=gettext_lazy("models listed"))
    def models_listed(self, key: Health) -> int:
        return len(key.listed)

    def check_keys(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Check the chosen keys, and say what came of it."""
        raise NotImplementedError

    def say(self, request: HttpRequest, key: ProviderKey | PlatformKey) -> None:
        """Say how a key does after a check."""
        accepted = _("%(provider)s accepts this key.") % {"provider": key_words.label_of(key.provider)}
        level = messages.SUCCESS if key.state == KeyState.ACTIVE else messages.WARNING
        self.message_user(request, key_words.why(key, key.provider) or accepted, level)

    @admin.action(description=gettext_lazy("Check now"), permissions=("view",))
    def check_now(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Ask the provider about the chosen keys."""
        self.check_keys(request, queryset)


class PausedFilter(admin.SimpleListFilter):
    """Keys that are paused, so that runs use credits."""

    title = gettext_lazy("paused")
    parameter_name = "paused"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("Paused")), ("no", gettext_lazy("In use"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.value()
        return queryset.filter(paused_at__isnull=wanted == "no") if wanted in ("yes", "no") else queryset


@admin.register(ProviderKey)
class ProviderKeyAdmin(HealthAdmin):
    """The tenants' own keys. The sealed key is not even read."""

    list_display = ("tenant", "at", "mask", "state", "what_to_do", "paused_at", "last_used_at", "failing_since")
    list_filter = ("state", "provider", PausedFilter, "is_sandbox")
    list_select_related = ("tenant",)
    search_fields = ("tenant__slug", "tenant__name")
    search_help_text = gettext_lazy("A tenant's slug or name.")
    ordering = ("tenant__name", "provider")
    fields = (
        *("tenant", "at", "mask", "is_sandbox", "state", "what_to_do", "failing_since", "checked_at"),
        *("next_check_at", "last_used_at", "paused_at", "entered_at", "models_listed"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProviderKey]:
        """Leave the sealed key in the database."""
        keys: QuerySet[ProviderKey] = super().get_queryset(request)
        return keys.defer("sealed")

    def check_keys(self, request: HttpRequest, queryset: QuerySet[ProviderKey]) -> None:
        """Check one key at once; several are due from now, because each can take ten seconds."""
        chosen = list(queryset.values_list("pk", flat=True))
        keys, now = ProviderKey.objects.filter(pk__in=chosen), timezone.now()
        if len(chosen) == 1:
            key = keys.select_related("tenant").get()
            self.say(request, own_keys.test(key, at=now, request=request, is_for_staff=True).key or key)
            return
        count = keys.update(next_check_at=now)
        said = ngettext("%(count)d key is checked", "%(count)d keys are checked", count) % {"count": count}
        self.message_user(request, _("%(keys)s within the next minutes.") % {"keys": said}, messages.SUCCESS)


@admin.register(PlatformKey)
class PlatformKeyAdmin(HealthAdmin):
    """The operator's own keys: in the environment, so there is nothing to enter here."""

    list_display = ("at", "state", "what_to_do", "checked_at", "next_check_at", "last_used_at", "failing_since")
    list_filter = ("state",)
    ordering = ("provider",)
    fields = (
        *("at", "state", "what_to_do", "failing_since", "checked_at", "next_check_at", "last_used_at"),
        "models_listed",
    )
    change_list_template = "admin/byok/platformkey/change_list.html"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the keys, and say which are missing."""
        return super().changelist_view(request, {"missing": key_words.missing(), **(extra_context or {})})

    def check_keys(self, request: HttpRequest, queryset: QuerySet[PlatformKey]) -> None:
        """Check the chosen keys at once: there are two at most."""
        providers = list(queryset.values_list("provider", flat=True))
        now = timezone.now()
        PlatformKey.objects.filter(provider__in=providers).update(next_check_at=now)
        platform_keys.check_due(at=now)
        for key in PlatformKey.objects.filter(provider__in=providers):
            self.say(request, key)
