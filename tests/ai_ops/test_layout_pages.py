"""The pages of layouts: the form and the free one beside it, changes before they are saved, and whole screens."""

import html
import json
import re
from copy import deepcopy
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from model_bakery import baker

from ai_ops import library, screens
from ai_ops.drawing import themes
from ai_ops.layouts import baseline, documents
from ai_ops.layouts.model import LANDSCAPE
from ai_ops.models import Run, SavedItem, State
from connectors import sources

ROWS = "day,branch,takings,guests\n" + "".join(
    f"2026-03-{day:02d},{('quay', 'hall', 'pier')[day % 3]},€{day * 11}.50,{day * 3}\n" for day in range(1, 29)
)


@pytest.fixture
def sales(tenant):
    return sources.create_upload(tenant, "Sales", ROWS.encode(), filename="sales.csv", at=timezone.now())


def layout_of(tenant):
    """A good layout of the sales: the one that rules make."""
    return baseline.layout(screens.data_of(tenant, ["sales"]), LANDSCAPE, themes.look(None))


def result_of(layout):
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
        "coverage": 90.0,
        "baseline": deepcopy(placements),
    }


@pytest.fixture
def run(tenant, designer, sales) -> Run:
    """A run that made a layout of the sales."""
    at = timezone.now()
    made: Run = baker.make(
        Run,
        tenant=tenant,
        member=designer.pk,
        operation="content",
        inputs={"brief": "Figures for the team", "sources": ["sales"]},
        state=State.SUCCEEDED,
        result=result_of(layout_of(tenant)),
        funding="credits",
        provider="anthropic",
        model="claude-haiku-5-5",
        answered_by="sandbox",
        created_at=at,
        ended_at=at,
        deadline_at=at,
    )
    return made


@pytest.fixture
def item(run, designer) -> SavedItem:
    return library.save(run, "Harbour figures", author=designer.pk, at=timezone.now())


def page(response) -> str:
    return " ".join(response.content.decode().split())


def test_smoke(run, item, designer, client_of):
    client = client_of(designer)
    for address in (
        f"/ai/content/?sources=sales",
        reverse("layout_baseline") + "?sources=sales",
        reverse("layout_baseline_drawing") + "?sources=sales",
        reverse("run", args=[run.pk]),
        reverse("run_preview", args=[run.pk]),
        reverse("run_layout", args=[run.pk]),
        reverse("saved_item", args=[item.pk]),
        reverse("saved_layout", args=[item.pk]),
        reverse("saved_screen", args=[item.pk]),
        reverse("saved_screen_drawing", args=[item.pk]),
        reverse("library"),
        reverse("runs"),
    ):
        response = client.get(address)
        assert response.status_code == 200, address
