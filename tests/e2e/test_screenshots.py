"""Make the pictures of the README: `make screenshots`. Collected only when INSPIRE_SCREENSHOTS names a folder."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from ai_ops import library, registry, runner
from ai_ops.models import Run
from inspire import demo_data
from tests.e2e.places import Site

pytestmark = [pytest.mark.browser, pytest.mark.screenshots]

FOLDER = Path(os.environ.get("INSPIRE_SCREENSHOTS", "docs/images"))
WISHES = (
    ("A calm harbour café at dusk: deep water, warm lamps, weathered wood.", "#0E7C86", "Harbour at dusk"),
    ("A village bakery on a Sunday morning: flour, honey, crust and cornflowers.", "#B4532A", "Sunday bakery"),
    ("A dense trading desk at night: near-black, cool blues, figures first.", "", "Night desk"),
    ("A quiet university library: oak, bottle green, brass, old paper.", "#2F5D3A", "Reading room"),
)


@pytest.fixture
def runs(tenant, people, sandbox) -> list[Run]:
    """Four themes, made some minutes apart and saved."""
    made = [make(tenant, people["designer"], *wish, minutes=7 * place) for place, wish in enumerate(WISHES)]
    return made[::-1]


def make(tenant, member, description: str, colour: str, name: str, *, minutes: int) -> Run:
    inputs = {"description": description, "brand_colours": [{"hex": colour, "locked": True}] if colour else []}
    at = timezone.now()
    run = runner.start(
        tenant, registry.get("theme"), member=member.pk, role="designer", inputs=inputs, submission_key=name, at=at
    )
    runner.execute(run.pk)
    at -= timedelta(minutes=30 - minutes)
    Run.objects.filter(pk=run.pk).update(created_at=at, ended_at=at + timedelta(seconds=4))
    run.refresh_from_db()
    library.save(run, name, author=member.pk, at=at)
    return run


@pytest.fixture
def data_runs(tenant, people, sandbox) -> dict[str, Run]:
    """An analysis and a layout of the demo's weather."""
    demo_data.make(tenant, at=timezone.now())
    wishes: dict[str, dict[str, Any]] = {
        "analysis": {"source": "seattle_weather", "max_findings": 3},
        "content": {"sources": ["seattle_weather"], "brief": "The weather of Seattle for the entrance hall"},
    }
    return {slug: run_of(tenant, people["designer"], slug, inputs) for slug, inputs in wishes.items()}


def run_of(tenant, member, slug: str, inputs: dict[str, Any]) -> Run:
    run = runner.start(
        tenant,
        registry.get(slug),
        member=member.pk,
        role="designer",
        inputs=inputs,
        submission_key=slug,
        at=timezone.now(),
    )
    runner.execute(run.pk)
    run.refresh_from_db()
    return run


def take(page: Page, name: str, *, full: bool = False) -> None:
    """Write a picture of the page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png", full_page=full, animations="disabled")


def test_pictures(site: Site, people, runs, data_runs, tenant):
    tenant.name = "Harbour Café"
    tenant.save()
    site.page.set_viewport_size({"width": 1280, "height": 800})
    site.sign_in(people["designer"].email)
    site.open("/ai/")
    take(site.page, "ai-home")
    site.sign_out()
    site.sign_in(people["admin"].email)
    run = next(each for each in runs if "harbour" in each.inputs["description"])
    for address, name in (
        ("/ai/theme/?example=0", "theme-form"),
        (f"/ai/runs/{run.pk}/", "theme-result"),
        (f"/ai/runs/{data_runs['analysis'].pk}/", "analysis-result"),
        (f"/ai/runs/{data_runs['content'].pk}/", "layout-result"),
        ("/ai/library/", "library"),
        ("/settings/ai/", "settings-ai"),
    ):
        site.open(address)
        take(site.page, name)
    site.page.emulate_media(color_scheme="dark")
    site.open(f"/ai/runs/{run.pk}/")
    site.page.get_by_text("Dark", exact=True).click()
    take(site.page, "theme-result-dark")
    site.page.emulate_media(color_scheme="light")
    site.page.set_viewport_size({"width": 360, "height": 780})
    site.open(f"/ai/runs/{run.pk}/")
    take(site.page, "theme-result-narrow")
