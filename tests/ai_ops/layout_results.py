"""Sales, and the result of a run that made a layout of them: the layout that rules make."""

from copy import deepcopy
from typing import Any

from django.utils import timezone
from model_bakery import baker

from ai_ops import screens
from ai_ops.drawing import themes
from ai_ops.layouts import baseline, documents
from ai_ops.layouts.model import LANDSCAPE
from ai_ops.models import Run, State
from connectors import sources
from connectors.models import Source
from tenants.models import Tenant, User

BRANCHES = ("quay", "hall", "pier")


def rows(days: int = 28) -> bytes:
    lines = [f"2026-03-{day:02d},{BRANCHES[day % 3]},€{day * 11}.50,{day * 3}" for day in range(1, days + 1)]
    return "\n".join(["day,branch,takings,guests", *lines]).encode()


def upload_sales(tenant: Tenant) -> Source:
    return sources.create_upload(tenant, "Sales", rows(), filename="sales.csv", at=timezone.now())


def result_of(tenant: Tenant) -> dict[str, Any]:
    """Return a result whose layout is good: a heading, three metrics, two lines, bars and a table."""
    layout = baseline.layout(screens.data_of(tenant, ["sales"]), LANDSCAPE, themes.look(None))
    placements = documents.placements_as_json(layout.placements)
    return {
        "name": "Harbour figures",
        "rationale": "",
        "canvas": {"columns": layout.canvas.columns, "rows": layout.canvas.rows},
        "background": layout.background,
        "theme": None,
        "look": None,
        "sources": [{"slug": "sales", "name": "Sales", "number": 1}],
        "placements": placements,
        "coverage": 99.0,
        "baseline": deepcopy(placements),
    }


def make_run(tenant: Tenant, member: User) -> Run:
    at = timezone.now()
    made: Run = baker.make(
        Run,
        tenant=tenant,
        member=member.pk,
        operation="content",
        inputs={"brief": "Figures for the team", "sources": ["sales"]},
        state=State.SUCCEEDED,
        result=result_of(tenant),
        price=5,
        funding="credits",
        provider="anthropic",
        model="claude-haiku-5-5",
        answered_by="sandbox",
        created_at=at,
        ended_at=at,
        deadline_at=at,
    )
    return made
