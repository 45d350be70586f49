"""What shuts people out of a page, and what does not fit on it."""

from axe_playwright_python.sync_playwright import Axe

from tests.e2e.places import Site

IMPACTS = ("serious", "critical")
WIDTHS = (360, 768, 2560)


def faults_of(site: Site, address: str) -> list[str]:
    """Return the serious faults of accessibility, what scrolls sideways, and targets that are too small, of one page.

    In the dark only colours differ, so only their contrast is looked at again.
    """
    page = site.page
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
    site.open(address)
    faults = serious_faults(site)
    page.emulate_media(color_scheme="dark")
    page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")  # colours change by transitions
    faults += [f"dark: {each}" for each in serious_faults(site, only="color-contrast")]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width} wide: {site.overflow()} px too wide"] * (site.overflow() > 0)
        faults += [f"too small: {each}" for each in page.evaluate(SMALL_TARGETS) if width == min(WIDTHS)]
    return [f"{address}: {each}" for each in faults]


def serious_faults(site: Site, *, only: str = "") -> list[str]:
    """Return what axe finds on the page that is open, by all its rules or by one."""
    found = Axe().run(site.page, options={"runOnly": [only]} if only else {}).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for each in found
        if each["impact"] in IMPACTS
        for node in each["nodes"]
    ]


# WCAG 2.2 SC 2.5.8: 24 by 24 pixels, links inside sentences excepted.
SMALL_TARGETS = """() => [...document.querySelectorAll("button, summary, input, select, a.button, nav a, .menu a")]
  .filter(each => each.checkVisibility() && each.type !== "hidden")
  .map(each => [each.getBoundingClientRect(), each.outerHTML.slice(0, 90)])
  .filter(([box]) => box.width > 0 && (box.width < 23.5 || box.height < 23.5))
  .map(([box, html]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""
