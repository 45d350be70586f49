"""The pages of images and texts in each light, wide and narrow."""

from uuid import uuid4

import pytest
from django.utils import timezone

from ai_ops import library, registry, runner
from ai_ops.following import Follows
from tests.e2e.test_looks import faults_of

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


def test_no_page_shuts_anybody_out(site, people, addresses):
    site.sign_in(people["admin"].email)

    faults = [fault for address in addresses for fault in faults_of(site, address)]

    assert not faults, "\n".join(faults)
