"""What is measured here is what Chromium shows."""

from urllib.parse import quote

import pytest

from ai_ops.typesetting import fonts
from ai_ops.typesetting.faces import Face
from ai_ops.typesetting.measuring import width

HOST = "http://fonts.invalid"
SIZE = 40
WORDS = (
    "Revenue today",
    "1,234,567.89 €",
    "Average waiting time (minutes)",
    "WAVE AVATAR Type",
    "Øresund, Łódź, Île",
    "fi fl ffi 100 %",
)
FIGURES = 'font-variant="lining-nums tabular-nums"'
SLUGS = (
    "system-ui",
    "humanist",
    "geometric-humanist",
    "geometric",
    "condensed",
    "rounded",
    "transitional",
    "old-style",
    "didone",
    "slab",
    "antique",
    "monospace",
)
MEASURE = """
Promise.all([...document.fonts].map(font => font.load()))
  .then(() => [...document.querySelectorAll('text')].map(text => text.getComputedTextLength()))
"""


@pytest.fixture
def measured(browser):
    """Return a function that gives the widths that Chromium measures of (text, face) at SIZE pixels."""
    paths = {f"{HOST}/{quote(each.file)}": each.path for each in fonts.all_families()}
    page = browser.new_context().new_page()
    page.route(
        f"{HOST}/**",
        lambda route: route.fulfill(path=paths[route.request.url], headers={"Access-Control-Allow-Origin": "*"}),
    )

    def measure(texts):
        rules = "".join(
            f'@font-face {{ font-family: "{each.name}"; src: url("{HOST}/{quote(each.file)}"); font-weight: 1 1000 }}'
            for each in fonts.all_families()
        )
        runs = "".join(
            f'<text font-size="{SIZE}" font-family="{fonts.family(face.font).name}"'
            f' font-weight="{face.weight}" {FIGURES if face.is_tabular else ""}>{text}</text>'
            for text, face in texts
        )
        page.set_content(
            f"<style>{rules} text {{ font-optical-sizing: none; white-space: pre }}</style><svg>{runs}</svg>"
        )
        return page.evaluate(MEASURE)

    yield measure
    page.context.close()


def test_widths_are_those_of_chromium_within_one_percent(measured):
    faces = [Face(slug, weight, is_tabular) for slug in SLUGS for weight in (400, 700) for is_tabular in (False, True)]
    texts = [(text, face) for face in faces for text in WORDS]
    off = {
        (text, face): (ours, shown)
        for (text, face), shown in zip(texts, measured(texts), strict=True)
        if abs((ours := width(text, face, SIZE)) - shown) > 0.01 * shown
    }
    assert off == {}
