"""Each page in each light, wide and narrow: nothing to scroll sideways, nothing that shuts people out.

`make proof` looks at all; the suite at those of results and at a third of the others, which the
seed of the test order draws: `--randomly-seed` looks at the same again.
"""

import os
from random import Random

import pytest

from tests.e2e.gallery import Gallery
from tests.e2e.looks import faults_of
from tests.e2e.places import Site

pytestmark = pytest.mark.browser

RESULTS = (
    *("/ai/runs/{of.done}/", "/ai/runs/{of.image}/", "/ai/runs/{of.text}/", "/ai/runs/{of.analysis}/"),
    "/ai/runs/{of.layout}/",
)
BEFORE_SIGN_IN = "/accounts/login/"
PAGES = {  # address: what is there, beside what the address itself names
    BEFORE_SIGN_IN: "",
    **dict.fromkeys(RESULTS, ""),
    "/ai/": "done image text ask",
    "/ai/theme/": "",
    "/ai/theme/?from={of.theme}": "",
    "/ai/image/": "",
    "/ai/image/?from={of.image}": "",
    "/ai/text/?example=0": "",
    "/ai/text/?example=3": "",
    "/ai/text/?from={of.text}": "",
    "/ai/analysis/": "",
    "/ai/analysis/?source={of.visits}&columns=guests": "",
    "/ai/analysis/?from={of.analysis}": "",
    "/ai/content/": "",
    "/ai/content/?sources={of.visits}&example=3": "saved_theme",
    "/ai/content/?from={of.upright}": "",
    "/ai/layouts/baseline/drawing/?sources={of.visits}": "",
    "/ai/facts/{of.visits}/": "",
    "/ai/facts/{of.visits}/?since=2020-01-01&until=2020-01-02": "",
    "/ai/runs/": "done failed waiting image text",
    "/ai/runs/{of.failed}/": "",
    "/ai/runs/{of.waiting}/": "",
    "/ai/runs/{of.theme}/": "",
    "/ai/runs/{of.done}/preview/": "",
    "/ai/runs/{of.done}/preview/?mode=dark": "",
    "/ai/runs/{of.upright}/": "",
    "/ai/runs/{of.layout}/layout/": "",
    "/ai/runs/{of.layout}/preview/?mode=dark": "",
    "/ai/library/": "saved_theme saved_image saved_text saved_analysis saved_layout",
    "/ai/library/{of.saved_theme}/": "",
    "/ai/library/{of.saved_image}/": "",
    "/ai/library/{of.saved_text}/": "",
    "/ai/library/{of.saved_analysis}/": "",
    "/ai/library/{of.saved_layout}/": "",
    "/ai/library/{of.saved_layout}/screen/": "",
    "/ai/library/{of.changed}/": "",
    "/ai/library/{of.changed}/versions/2/": "",
    "/ai/library/compare/?one={of.saved_theme}&other={of.changed}": "",
    "/ai/library/compare/?one={of.changed}.2&other={of.changed}": "",
    "/ai/library/?deleted={of.binned}": "",
    "/ai/library/bin/": "binned",
    "/ai/library/import/": "",
    "/data/": "data pushed",
    "/data/{of.data}/": "",
    "/data/{of.pushed}/": "",
    "/data/{of.visits}/": "",
    "/settings/ai/": "done image text ask",
    "/settings/ai/keys/spend/": "spend",
    "/settings/ai/limits/": "ask",
    "/settings/ai/limits/larger-plan/": "ask",
    "/settings/ai/limits/asks/{of.ask}/": "",
    "/settings/ai/models/": "",
    "/settings/ai/statement/": "done failed ask",
    "/settings/ai/statement/?view=entries": "done failed ask",
    "/settings/api/": "token",
    "/settings/api/{of.token}/revoke/": "",
    "/settings/audit/": "done ask",
    "/settings/members/": "",
    "/accounts/password/change/": "",
    "/ai/nothing-here/": "",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Draw the pages that are looked at."""
    if "path" in metafunc.fixturenames:
        others = [path for path in PAGES if path not in RESULTS]
        seed = metafunc.config.getoption("randomly_seed", 0)
        drawn = others if os.environ.get("INSPIRE_PROOF") else Random(seed).sample(others, len(others) // 3)
        metafunc.parametrize("path", [*RESULTS, *drawn])


@pytest.fixture
def gallery(tenant, people, sandbox) -> Gallery:
    return Gallery(tenant, people["designer"], sandbox)


@pytest.mark.proof(is_sampled=True)
def test_no_page_shuts_anybody_out(site: Site, people, gallery, path):
    for each in PAGES[path].split():
        getattr(gallery, each)
    if path != BEFORE_SIGN_IN:
        site.enter(people["admin"])

    assert faults_of(site, path.format(of=gallery)) == []


@pytest.mark.parametrize(
    "inputs",
    [
        {"density": "compact", "viewing_distance_m": 0.5},
        {"density": "roomy", "viewing_distance_m": 50},
        {"description": "A grand opera house with huge elegant headlines", "density": "roomy"},
    ],
    ids=["near", "far", "grand"],
)
def test_the_sample_screen_holds_its_content_at_every_size_of_type(site: Site, people, gallery, inputs):
    run = gallery.make("theme", **inputs)
    site.enter(people["viewer"])
    for width in (360, 1440):
        site.page.set_viewport_size({"width": width, "height": width * 9 // 16})
        site.open(f"/ai/runs/{run}/preview/")

        assert site.page.evaluate(OVERFULL) == []


OVERFULL = """() => [...document.querySelectorAll(".scene, .menu, .menu ul, .tile, .chart, header, .alert")]
  .filter(each => each.scrollHeight > each.clientHeight + 2 || each.scrollWidth > each.clientWidth + 2)
  .map(each => `${each.className || each.tagName}: ${each.scrollWidth} x ${each.scrollHeight}`)"""
