"""Staff set what an operation costs, see old and new first, and go back to its own price."""

import pytest

from ai_ops import registry
from credits import prices
from credits.models import Price
from tenants.models import AuditEvent
from tests.credits.admin_pages import confirm, confirmed, page, preview

pytestmark = pytest.mark.django_db


def test_the_list_shows_staffs_prices_and_what_else_costs(staff):
    Price.objects.create(operation="theme", credits=7)
    text = staff.get(page(Price)).text
    labels = [str(each.label) for each in registry.all_operations()]
    assert [label for label in labels if label not in text] == []
    assert ">7<" in text


def test_a_price_is_set_after_a_preview_of_old_and_new(staff):
    shown = preview(staff, page(Price, "add"), operation="image", credits=9)
    own = registry.get("image").credits
    assert f"{own} → 9" in shown.text
    assert not Price.objects.exists()
    assert "costs 9 credits a run from now on" in confirm(staff, page(Price, "add"), operation="image", credits=9).text
    assert prices.price_of("image", default=own) == 9

    address = page(Price, "change", "image")
    assert "9 → 4" in preview(staff, address, operation="image", credits=4).text
    assert "nothing to change" in preview(staff, address, operation="image", credits=9).text
    confirm(staff, address, operation="image", credits=4)
    assert prices.price_of("image", default=own) == 4


def test_removing_a_price_goes_back_to_the_operations_own(staff):
    Price.objects.create(operation="theme", credits=7)
    own = registry.get("theme").credits
    shown = staff.get(page(Price, "delete", "theme"))
    assert f"7 → {own}" in shown.text
    for _ in range(2):
        staff.post(page(Price, "delete", "theme"), confirmed(shown))
    assert prices.price_of("theme", default=own) == own


def test_each_change_of_a_price_is_recorded_once(staff):
    for credits in (3, 3, 4):
        prices.set_price("theme", credits)
    for _ in range(2):
        prices.remove_price("theme")
    assert list(AuditEvent.objects.order_by("id").values_list("action", "target", "detail")) == [
        ("price.saved", "theme", {"credits": 3, "before": None}),
        ("price.saved", "theme", {"credits": 4, "before": 3}),
        ("price.deleted", "theme", {"before": 4}),
    ]


def test_only_operations_that_exist_have_a_price(staff):
    response = preview(staff, page(Price, "add"), operation="horoscope", credits=9)
    assert "Select a valid choice" in response.text
    assert 'value="confirm"' not in response.text


def test_a_price_of_an_operation_that_is_gone_is_shown_and_removed(staff):
    Price.objects.create(operation="horoscope", credits=7)
    assert "horoscope" in staff.get(page(Price)).text
    assert staff.post(page(Price, "change", "horoscope"), {"credits": 2, "step": "confirm"}).status_code == 403
    shown = staff.get(page(Price, "delete", "horoscope"))
    staff.post(page(Price, "delete", "horoscope"), confirmed(shown))
    assert not Price.objects.exists()


def test_where_every_operation_has_a_price_there_is_none_to_add(staff):
    for each in registry.all_operations():
        Price.objects.create(operation=each.slug, credits=2)
    assert "Every operation has a price of yours" in staff.get(page(Price, "add"), follow=True).text


def test_a_price_that_is_not_there_is_absent(staff):
    assert staff.get(page(Price, "change", "theme")).status_code == 404
    assert staff.get(page(Price, "delete", "theme")).status_code == 404
