"""Thirty briefs on each of the demo's sources, on three screens: in a real Chromium everything is in its place.

The layouts come the whole way, through the real client, the sandbox and the checks, and are drawn
with our fonts. `make proof` looks at all 270; the suite at eight, which the seed of the test order draws.
"""

import os
from dataclasses import replace
from functools import cache
from itertools import product
from random import Random
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from ai_ops import pipeline, registry, screens
from ai_ops.drawing.themes import LEAST
from ai_ops.layouts import data as datas
from ai_ops.layouts import documents
from ai_ops.pipeline import Job
from ai_ops.providers import anthropic
from ai_ops.providers.base import Call, Endpoint
from ai_ops.screens import Setting
from connectors import queries
from inspire import demo_data
from tests.e2e.briefs import BRIEFS, LOOKS
from tests.e2e.looks import IMPACTS
from tests.e2e.oversights import FAULTS
from tests.factories import make_tenant

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOST = "http://screens.invalid"
SETS = (*demo_data.FILES, demo_data.LIVE)
SCREENS = {"full HD": ("landscape", 1920, 1080), "4K": ("landscape", 3840, 2160), "upright": ("portrait", 1080, 1920)}
MATRIX = list(product(range(len(BRIEFS)), SETS, SCREENS))
SAMPLE = 8


def pytest_generate_tests(metafunc):
    if "brief" in metafunc.fixturenames:
        seed = metafunc.config.getoption("randomly_seed", 0)
        drawn = MATRIX if os.environ.get("INSPIRE_PROOF") else Random(seed).sample(MATRIX, SAMPLE)
        metafunc.parametrize(("brief", "name", "screen"), drawn)


@pytest.fixture(scope="module")
def sets(django_db_setup, django_db_blocker):
    """The demo's sources by their names, read once; nothing of them stays in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        tenant = make_tenant("demo")
        demo_data.make(tenant, at=timezone.now())
        slugs = [each.slug for each in queries.sources_of(tenant)]
        found = screens.opened(screens.newest_of(tenant, slugs))
        kept = {each.name: replace(each, read=cache(each.read)) for each in found}
        for each in kept.values():
            each.read()
        transaction.set_rollback(True)
    return kept


@pytest.fixture(scope="module")
def page(browser):
    """One page for all layouts; what it fetches are our own static files."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.route(f"{HOST}/static/**", serve)
    yield page
    context.close()


def serve(route):
    path = finders.find(unquote(urlsplit(route.request.url).path).removeprefix("/static/"))
    route.fulfill(path=path)


@pytest.fixture
def make(sandbox):
    """Return a function that takes a request the whole way, and gives its result."""
    endpoint = Endpoint(sandbox.url, "sandbox", "sandbox")

    def call(asked, _purpose):
        return anthropic.generate(asked, Call("anthropic", endpoint, "claude-haiku-5-5", 60, lambda _: None))

    def make(slug, context, **wishes):
        operation = registry.get(slug)
        job = Job(operation, operation.input_model.model_validate(wishes), context)
        verdict = pipeline.run(job, call=call, on_stage=lambda _: None)
        assert verdict.is_accepted, verdict.problems
        return verdict.result

    return make


THEMES: dict[int, Any] = {}
"""Themes by their place among the looks, each made once."""


def theme_of(make, place):
    if place not in THEMES:
        wishes = LOOKS[place]
        THEMES[place] = wishes and make("theme", {"base": None}, **wishes)
    return THEMES[place]


def document_of(result, source, mode):
    """Return a result as the document that a frame holds."""
    setting = Setting(datas.of([source]), result["look"])
    shown = screens.drawn(documents.layout_of(result), setting, mode=mode, zone="Europe/Paris")
    return render_to_string("ai_ops/operations/content_document.html", shown)


def show(page, html, size):
    """Open a document on a screen of a size."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.unroute(f"{HOST}/")
    page.route(f"{HOST}/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(f"{HOST}/")


@pytest.mark.proof(is_sampled=True)
def test_everything_on_a_screen_is_in_its_place(brief, name, screen, sets, page, make):
    canvas, width, height = SCREENS[screen]
    theme = theme_of(make, brief % len(LOOKS))
    context = {"sources": [sets[name]], "theme": theme}
    result = make("content", context, sources=[sets[name].slug], canvas=canvas, **BRIEFS[brief])
    html = document_of(result, sets[name], ("light", "dark")[brief % 2])
    show(page, html, (width, height))
    least = LEAST * min(width, height) / 18
    assert page.evaluate(FAULTS, least) == []
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in IMPACTS] == []


SPOILT = {
    "leaves its box": """each => each.querySelector("text").setAttribute("x", "-9")""",
    "covers": """each => each.setAttribute("y", "1")""",
    "off the screen": """each => each.setAttribute("y", "-1")""",
    "px of": """each => each.querySelector("text").setAttribute("font-size", "0.2")""",
    "is cut": """each => each.querySelector("text").append("…")""",
    "wide, drawn": """each => each.querySelector("text").setAttribute("font-family", "serif")""",
    "runs into": """each => each.append(...[1, 2].map(() => each.querySelector("text").cloneNode(true)))""",
}


@pytest.mark.parametrize("fault", SPOILT)
def test_what_is_not_in_its_place_is_seen(fault, sets, page, make):
    source = next(iter(sets.values()))
    result = make("content", {"sources": [source], "theme": None}, sources=[source.slug], brief="Figures")
    show(page, document_of(result, source, "light"), (1920, 1080))
    spoilt = f"({SPOILT[fault]})([...document.querySelectorAll('[data-component=metric]')].at(-1))"
    page.evaluate(spoilt)
    assert any(fault in each for each in page.evaluate(FAULTS, LEAST * 60))
