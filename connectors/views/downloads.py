"""A snapshot as a CSV file."""

from collections.abc import Iterator

import polars as pl
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from connectors import showing, snapshots
from connectors.models import Snapshot
from connectors.views.source import find
from tenants import audit
from tenants.access import TenantRequest, role_required
from tenants.downloads import PIECE, Row, csv_response, safe_cell
from tenants.models import Role


@require_safe
@role_required(Role.DESIGNER)
def source_csv(request: TenantRequest, slug: str, number: int) -> HttpResponseBase:
    """Download one snapshot of a source."""
    source = find(request, slug)
    snapshot = get_object_or_404(Snapshot, source=source, number=number)
    audit.record("source.exported", target=source.slug, detail={"number": number}, request=request)
    header = [safe_cell(each["name"]) for each in snapshot.fields]
    return csv_response(f"{source.slug}-{number}.csv", header, _pieces(snapshots.frame_of(snapshot)))


def _pieces(frame: pl.DataFrame) -> Iterator[list[Row]]:
    for piece in frame.iter_slices(PIECE):
        yield [[showing.for_csv(value) for value in row] for row in piece.iter_rows()]
