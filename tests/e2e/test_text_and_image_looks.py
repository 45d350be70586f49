"""The pages of images and texts in each light, wide and narrow."""

from uuid import uuid4

import pytest
from django.utils import timezone

from ai_ops import library, registry, runner
from ai_ops.following import Follows
from tests.e2e.test_looks import SMALL_TARGETS, serious_faults

pytestmark = pytest.mark.browser

INPUTS = {
    "theme": {"description": "A calm harbour café at dusk", "mode": "light"},
    "image": {"prompt": "Fishing boats in a calm harbour at dusk", "shape": "portrait"},
    "text": {"mode": "shorten", "source": "Total sales of the harbour branch today: {{value}}", "max_chars": 40},
}


@pytest.fixture
def addresses(tenant, people, sandbox) -> list[str]:
    """The forms, a result that follows another of each kind, and each saved."""
    found = ["/ai/", "/ai/image/", "/ai/text/?example=0", "/ai/text/?example=3", "/ai/library/", "/settings/ai/"]
    for slug in INPUTS:
        first = make(tenant, people["designer"], slug)
        second = make(tenant, people["designer"], slug, former=first.pk)
        item = library.save(second, f"A {slug}", author=None, at=timezone.now())
        found += [f"/ai/runs/{second.pk}/", f"/ai/library/{item.pk}/", f"/ai/{slug}/?from={second.pk}"]
    return found


def make(tenant, member, slug, *, former=None):
    run = runner.start(
        tenant,
        registry.get(slug),
        member=member.pk,
        role="designer",
        inputs=INPUTS[slug],
        submission_key=uuid4().hex,
        at=timezone.now(),
        follows=Follows(former=former, note="Warmer, calmer" if former else ""),
    )
    runner.execute(run.pk)
    run.refresh_from_db()
    return run


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault_of_accessibility(site, people, addresses, scheme):
    site.page.emulate_media(color_scheme=scheme)
    site.sign_in(people["admin"].email)

    faults = [fault for address in addresses for fault in serious_faults(site, address, scheme)]

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", [360, 768, 2560])
def test_no_page_scrolls_sideways(site, people, addresses, width):
    site.page.set_viewport_size({"width": width, "height": 800})
    site.sign_in(people["admin"].email)
    wide = []
    for address in addresses:
        site.open(address)
        wide += [f"{address}: {site.overflow()} px"] * (site.overflow() > 0)

    assert not wide, "\n".join(wide)


def test_targets_are_large_enough(site, people, addresses):
    """WCAG 2.2 SC 2.5.8: 24 by 24 pixels, links inside sentences excepted."""
    site.page.set_viewport_size({"width": 360, "height": 800})
    site.sign_in(people["admin"].email)
    small = []
    for address in addresses:
        site.open(address)
        small += [f"{address}: {name}" for name in site.page.evaluate(SMALL_TARGETS)]

    assert not small, "\n".join(small)
