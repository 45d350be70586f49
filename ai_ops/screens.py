"""Layouts with what they show now: the newest data of their sources, and their theme. Nothing here is stored."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.safestring import mark_safe

from ai_ops import reading
from ai_ops.base import InputGoneError, Json, SourceData
from ai_ops.drawing import themes
from ai_ops.drawing.looks import Look
from ai_ops.layouts import data as datas
from ai_ops.layouts import rendering
from ai_ops.layouts.data import Data
from ai_ops.layouts.model import Layout
from ai_ops.models import SavedItem
from connectors import snapshots
from connectors.models import Snapshot
from tenants.models import Tenant

MOST_SOURCES: Final = 5
LATE: Final = 3
"""Data is stale after so many of its usual steps."""
LATE_AT_LEAST: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a layout is shown with: data, and a theme's content, or None for the plain look."""

    data: Data
    theme: Json | None

    @property
    def modes(self) -> list[str]:
        """Return the modes that it can be shown in: light, dark or both."""
        return themes.modes(self.theme)

    def look(self, mode: str = "") -> Look:
        """Return the look in a mode; the theme's first one where it lacks the mode or none is asked for."""
        return themes.look(self.theme, mode=mode if mode in self.modes else self.modes[0])


def drawn(layout: Layout, setting: Setting, *, mode: str, zone: str) -> Json:
    """Return a layout for a document of its own: `title`, `drawing` as SVG, `ground` as #RRGGBB, and its `scheme`."""
    scheme = mode if mode in setting.modes else setting.modes[0]
    look = setting.look(scheme)
    now = timezone.now().astimezone(ZoneInfo(zone))
    drawing = rendering.render(layout, setting.data, look, scheme=scheme, now=now)
    return {
        "title": layout.title,
        "drawing": mark_safe(drawing),  # noqa: S308 - built as a tree, which escapes everything
        "ground": rendering.background(layout, look),
        "scheme": scheme,
    }


def setting_of(tenant: Tenant, result: Mapping[str, Any]) -> Setting:
    """Return what a layout's result is shown with now."""
    return Setting(data_of(tenant, slugs_of(result)), theme_of(tenant, result))


def slugs_of(result: Mapping[str, Any]) -> list[str]:
    """Return the slugs of a result's sources."""
    return [each["slug"] for each in result["sources"]]


def newest_of(tenant: Tenant, slugs: Sequence[str]) -> list[Snapshot]:
    """Return the newest snapshots of some sources in the order of their slugs, in one query."""
    wanted = snapshots.latest_of(tenant).filter(source__slug__in=slugs[:MOST_SOURCES]).select_related("source__tenant")
    found = {each.source.slug: each for each in wanted}
    return [found[each] for each in dict.fromkeys(slugs) if each in found]


def data_of(tenant: Tenant, slugs: Sequence[str]) -> Data:
    """Return the newest data of some sources. What is gone has no fields in it."""
    return read(newest_of(tenant, slugs))


def read(newest: Iterable[Snapshot]) -> Data:
    """Return the data of snapshots, or none where one of them was removed this very moment."""
    try:
        return datas.of(opened(newest))
    except InputGoneError:
        return datas.of([])


def sources_of(tenant: Tenant, result: Mapping[str, Any]) -> list[SourceData]:
    """Return the newest data of a result's sources, to be read; none where one was removed this very moment."""
    try:
        return opened(newest_of(tenant, slugs_of(result)))
    except InputGoneError:
        return []


def opened(newest: Iterable[Snapshot]) -> list[SourceData]:
    """Return the data of snapshots, to be read. Raises InputGoneError."""
    return [reading.open_reference(reading.reference(each), tenant_id=each.source.tenant_id) for each in newest]


def theme_of(tenant: Tenant, result: Mapping[str, Any]) -> Json | None:
    """Return the content of a result's theme as it is saved now, or as it was where it is gone."""
    named, kept = result.get("theme"), result.get("look")
    return (saved_theme(tenant, named["id"]) if named else None) or kept


def saved_theme(tenant: Tenant, theme_id: str) -> Json | None:
    """Return the content of a saved theme, or None."""
    try:
        key = UUID(theme_id)
    except ValueError:
        return None
    item = SavedItem.objects.filter(tenant=tenant, kind="theme", pk=key, deleted_at=None).only("content").first()
    return dict(item.content) if item else None


@dataclass(frozen=True, slots=True)
class Moment:
    """What a screen with a saved layout shows now. `version` is another one as soon as it looks different.

    `stale_since` is since when no data comes in that should, or None.
    """

    version: str
    mode: str
    newest: tuple[Snapshot, ...]
    theme: Json | None
    stale_since: datetime | None

    def setting(self) -> Setting:
        """Return what the layout is drawn with. The data is read now."""
        return Setting(read(self.newest), self.theme)


def moment_of(tenant: Tenant, item: SavedItem, *, at: datetime, mode: str = "") -> Moment:
    """Return what a screen with a saved layout shows now; no data is read for it."""
    newest = tuple(newest_of(tenant, slugs_of(item.content)))
    theme, stale = theme_of(tenant, item.content), stale_since(newest, at=at)
    known = themes.modes(theme)
    shown = mode if mode in known else known[0]
    day = at.astimezone(ZoneInfo(tenant.time_zone)).date()
    seen = [item.version, item.name, shown, theme, str(day), str(stale), [str(each.pk) for each in newest]]
    version = hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:20]
    return Moment(version, shown, newest, theme, stale)


def stale_since(newest: Sequence[Snapshot], *, at: datetime) -> datetime | None:
    """Return since when a source sends nothing though it sent more often before, of several the longest; else None."""
    found = [since for each in newest if (since := _silent_since(each, at=at))]
    return min(found, default=None)


def _silent_since(newest: Snapshot, *, at: datetime) -> datetime | None:
    source = newest.source
    last = source.refreshed_at or newest.taken_at
    times = list(source.snapshots.order_by("-number").values_list("taken_at", flat=True)[:LATE])
    earliest = min(times, default=last)
    usual = (newest.taken_at - earliest) / max(len(times) - 1, 1)
    is_late = earliest < newest.taken_at and at - last > max(LATE * usual, LATE_AT_LEAST)
    return last if source.last_error or is_late else None
