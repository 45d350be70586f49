"""Each page in each light, wide and narrow: nothing to scroll sideways, nothing that shuts people out."""

from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from ai_ops import library, registry, runner
from byok import spend, spend_limits
from byok.spend import Tokens
from credits import asks, ledger
from credits.asks import Need
from credits.ledger import CapHit, HoldRequest
from credits.models import Ask, Cap, Wish
from tests.e2e.places import Site

pytestmark = pytest.mark.browser

DUSK = "A calm harbour café at dusk"
IMPACTS = ("serious", "critical")


@pytest.fixture
def addresses(tenant, people, sandbox) -> list[str]:
    """Every page with something on it: a result, a failure, a run that waits, a saved item."""
    done, failed, waiting = (start(tenant, people["designer"]) for _ in range(3))
    runner.execute(done.pk)
    done.refresh_from_db()
    sandbox.fault("refusal", times=0)
    runner.execute(failed.pk)
    sandbox.clear()
    item = library.save(done, "Dusk on the quay", author=people["designer"].pk, at=timezone.now())
    runs = [f"/ai/runs/{run.pk}/" for run in (done, failed, waiting)]
    own = [f"/ai/library/{item.pk}/", f"{runs[0]}preview/", f"{runs[0]}preview/?mode=dark"]
    places = ["/ai/", "/ai/theme/", "/ai/runs/", "/ai/library/", "/settings/ai/", "/settings/members/"]
    places += ["/settings/ai/statement/", "/settings/ai/statement/?view=entries", "/settings/ai/models/"]
    places += ["/settings/audit/"]
    places += [f"/settings/ai/limits/{each}" for each in ("", "larger-plan/", f"asks/{ask_of(tenant, people).pk}/")]
    spend_of(tenant, people)
    places += ["/settings/ai/keys/spend/"]
    return [*places, *runs, *own, "/accounts/password/change/", "/ai/nothing-here/"]


def ask_of(tenant, people) -> Ask:
    """Have a designer ask for a higher limit; 90 of 100 credits are used, so the strip is shown, too."""
    hold = HoldRequest(uuid4(), 90, "image", people["designer"].pk, "gpt-image-2", "credits")
    ledger.reserve(tenant.account, hold, at=timezone.now())
    ledger.settle(hold.reference, at=timezone.now())
    Cap.objects.create(account=tenant.account, member=people["designer"].pk, credits=95)
    need = Need(Wish.CAP, "image", 10, 7, CapHit(people["designer"].pk, "", 95, 93))
    return asks.make(tenant.account, need, member=people["designer"].pk, note="For Friday", at=timezone.now())[0]


def spend_of(tenant, people) -> None:
    """Have own keys spend, with and without a known price, past everybody's alert and a member's stop."""
    for provider, model, microdollars in (
        ("anthropic", "claude-haiku-5-5", 2_000_000),
        ("openai", "gpt-image-2", None),
    ):
        use = {"model": model, "tokens": Tokens(12_345, 4_567), "microdollars": microdollars, "at": timezone.now()}
        spend.record(tenant, provider, member=people["designer"].pk, **use)
    spend_limits.put(tenant, member=None, alert_cents=100, stop_cents=500)
    spend_limits.put(tenant, member=people["designer"].pk, alert_cents=None, stop_cents=200)


def start(tenant, member, **inputs):
    return runner.start(
        tenant,
        registry.get("theme"),
        member=member.pk,
        role="designer",
        inputs={"description": DUSK, "brand_colours": [{"hex": "#0E7C86", "locked": True}], **inputs},
        submission_key=str(timezone.now().timestamp()),
        at=timezone.now(),
    )


WIDTHS = (360, 768, 2560)


def test_no_page_shuts_anybody_out(site: Site, people, addresses):
    faults = faults_of(site, "/accounts/login/")
    site.sign_in(people["admin"].email)
    for address in addresses:
        faults += faults_of(site, address)

    assert not faults, "\n".join(faults)


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


@pytest.mark.parametrize(
    "inputs",
    [
        {"density": "compact", "viewing_distance_m": 0.5},
        {"density": "roomy", "viewing_distance_m": 50},
        {"description": "A grand opera house with huge elegant headlines", "density": "roomy"},
    ],
    ids=["near", "far", "grand"],
)
def test_the_sample_screen_holds_its_content_at_every_size_of_type(site: Site, people, tenant, inputs):
    run = start(tenant, people["designer"], **inputs)
    runner.execute(run.pk)
    site.sign_in(people["viewer"].email)
    for width in (360, 1440):
        site.page.set_viewport_size({"width": width, "height": width * 9 // 16})
        site.open(f"/ai/runs/{run.pk}/preview/")

        assert site.page.evaluate(OVERFULL) == []


OVERFULL = """() => [...document.querySelectorAll(".scene, .menu, .menu ul, .tile, .chart, header, .alert")]
  .filter(each => each.scrollHeight > each.clientHeight + 2 || each.scrollWidth > each.clientWidth + 2)
  .map(each => `${each.className || each.tagName}: ${each.scrollWidth} x ${each.scrollHeight}`)"""


# WCAG 2.2 SC 2.5.8: 24 by 24 pixels, links inside sentences excepted.
SMALL_TARGETS = """() => [...document.querySelectorAll("button, summary, input, select, a.button, nav a, .menu a")]
  .filter(each => each.checkVisibility() && each.type !== "hidden")
  .map(each => [each.getBoundingClientRect(), each.outerHTML.slice(0, 90)])
  .filter(([box]) => box.width > 0 && (box.width < 23.5 || box.height < 23.5))
  .map(([box, html]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""
