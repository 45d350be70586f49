"""The demo tenant's data: real series, from the package that the tools of local mode bring along."""

import csv
import io
from datetime import datetime
from importlib import resources
from typing import Any, Final

from connectors import refreshing, snapshots, sources
from connectors.models import Source
from tenants.models import Tenant

PACKAGE: Final = "vega_datasets"
FILES: Final = {"Seattle weather": "seattle-weather.csv", "US employment": "us-employment.csv"}
LIVE: Final = "San Francisco temperature"
LIVE_FILE: Final = "sf-temps.csv"
LIVE_BEFORE: Final = 90 * 24
"""Hours that are there from the start; `feed` adds one after the other."""


def make(tenant: Tenant, *, at: datetime) -> None:
    """Make the demo tenant's three sources, unless it has any. Without the package there are none."""
    if Source.objects.filter(tenant=tenant).exists():
        return
    try:
        contents = {name: _read(file) for name, file in {**FILES, LIVE: LIVE_FILE}.items()}
    except ModuleNotFoundError:
        return
    for name, file in FILES.items():
        sources.create_upload(tenant, name, contents[name], filename=file, at=at)
    live = sources.create_push(tenant, LIVE, at=at)
    refreshing.append(live, _items(contents[LIVE])[:LIVE_BEFORE], at=at)


def feed(tenant: Tenant, *, at: datetime) -> int:
    """Push the next hour of the live series; return how many rows came in: 1, or 0 at its end."""
    source = Source.objects.get(tenant=tenant, name=LIVE)
    newest = snapshots.latest(source)
    known = newest.rows if newest else 0
    items = _items(_read(LIVE_FILE))[known : known + 1]
    if items:
        refreshing.append(source, items, at=at)
    return len(items)


def _read(file: str) -> bytes:
    return (resources.files(PACKAGE) / "_data" / file).read_bytes()


def _items(data: bytes) -> list[dict[str, Any]]:
    rows = csv.DictReader(io.StringIO(data.decode()))
    return [{"time": row["date"], "downtown": {"temperature": float(row["temp"])}} for row in rows]
