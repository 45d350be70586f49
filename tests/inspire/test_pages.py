"""Each page, as each role and as another tenant: what it shows, and what it does not offer."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ai_ops import library
from ai_ops.models import Run, State
from credits import ledger, queries
from tenants.models import Role
from tests.factories import make_member

FORM = {"description": "A calm harbour café at dusk", "brand_colour": "#0E7C86", "brand_locked": "0", "mode": "both"}


def post_theme(client, **changes):
    return client.post(reverse("operation", args=["theme"]), {"submission_key": uuid4().hex, **FORM, **changes})


@pytest.mark.parametrize("name", ["ai_home", "runs", "library", "settings_ai"])
def test_nobody_sees_a_page_without_signing_in(client, db, name):
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("role", "name", "status"),
    [
        ("viewer", "runs", 200),
        ("viewer", "library", 200),
        ("viewer", "ai_home", 403),
        ("viewer", "settings_ai", 403),
        ("designer", "ai_home", 200),
        ("designer", "settings_ai", 403),
        ("admin", "ai_home", 200),
        ("admin", "settings_ai", 200),
    ],
)
def test_a_page_opens_for_the_roles_that_may_open_it(client_of, tenant, role, name, status):
    client = client_of(make_member(tenant, role))

    assert client.get(reverse(name)).status_code == status


@pytest.mark.parametrize(("role", "place"), [("viewer", "runs"), ("designer", "ai_home"), ("admin", "ai_home")])
def test_home_leads_to_the_first_page_of_the_role(client_of, tenant, role, place):
    response = client_of(make_member(tenant, role)).get("/")

    assert response["Location"] == reverse(place)


def test_ai_home_offers_each_operation_with_its_price(client_of, designer):
    page = client_of(designer).get(reverse("ai_home")).content.decode()

    assert "Theme generation" in page
    assert "1 credit" in page
    assert "100 of 100 credits remain" in page
    assert "Nothing has run yet" in page
    assert "Trigger generation" not in page, "what is not built does not appear"


def test_the_button_says_the_price_and_what_will_remain(client_of, designer):
    page = client_of(designer).get(reverse("operation", args=["theme"])).content.decode()

    assert "Generate theme · 1 credit" in page
    assert "99 remain after this." in page


def test_an_unknown_operation_is_not_found(client_of, designer):
    assert client_of(designer).get(reverse("operation", args=["nothing"])).status_code == 404


def test_a_submitted_form_starts_a_run_and_leads_to_its_page(client_of, designer, tenant):
    response = post_theme(client_of(designer))

    run = Run.objects.get()
    assert response["Location"] == reverse("run", args=[run.pk])
    assert run.tenant == tenant
    assert run.member == designer.pk
    assert run.inputs["brand_colours"] == [{"hex": "#0E7C86", "locked": True, "role": None}]


def test_two_clicks_on_one_form_start_one_run(client_of, designer):
    client, key = client_of(designer), uuid4().hex

    first = post_theme(client, submission_key=key)
    second = post_theme(client, submission_key=key)

    assert first["Location"] == second["Location"]
    assert Run.objects.count() == 1


def test_a_form_that_was_used_says_so_and_gets_a_new_key(client_of, designer):
    client, key = client_of(designer), uuid4().hex
    post_theme(client, submission_key=key)

    response = post_theme(client, submission_key=key, description="Something else altogether")

    assert response.status_code == 409
    assert key not in response.content.decode()
    assert "Something else altogether" in response.content.decode()
    assert Run.objects.count() == 1


def test_htmx_is_led_to_the_run_by_a_header(client_of, designer):
    client = client_of(designer)

    response = client.post(
        reverse("operation", args=["theme"]), {"submission_key": "k", **FORM}, headers={"hx-request": "true"}
    )

    assert response["HX-Redirect"] == reverse("run", args=[Run.objects.get().pk])


def test_errors_stand_beside_their_fields_and_what_was_typed_stays(client_of, designer):
    response = post_theme(client_of(designer), description="ab", brand_colour="teal", viewing_distance_m="90")
    page = response.content.decode()

    assert response.status_code == 422
    assert "Use at least 3 characters; this has 2." in page
    assert "This is not a colour" in page
    assert "Enter 50" in page
    assert 'value="teal"' in page
    assert 'value="90"' in page
    assert Run.objects.count() == 0


def test_without_credits_the_page_says_what_is_needed_remains_until_when_and_what_to_do(client_of, designer, tenant):
    spend_all(tenant)

    shown = client_of(designer).get(reverse("operation", args=["theme"])).content.decode()
    response = post_theme(client_of(designer))
    refused = response.content.decode()

    assert response.status_code == 402
    for page in (shown, refused):
        assert "<dt>Needed</dt><dd>1</dd>" in page
        assert "<dt>Remaining</dt><dd>0</dd>" in page
        assert "<dt>Resets</dt>" in page
        assert "admin" in page
    assert Run.objects.count() == 0


def spend_all(tenant):
    """Use up the tenant's credits of this month."""
    left = queries.meter(tenant, at=timezone.now()).remaining
    ledger.adjust(tenant.account, -left, reference=uuid4(), reason="a test", member=None, at=timezone.now())


def test_a_viewer_sees_a_result_and_no_button_that_would_be_refused(client_of, viewer, make_theme):
    run = make_theme()

    page = client_of(viewer).get(reverse("run", args=[run.pk])).content.decode()

    assert run.result["name"] in page
    assert reverse("run_export", args=[run.pk, "css"]) in page
    for address in (reverse("run_save", args=[run.pk]), reverse("operation", args=["theme"])):
        assert address not in page
    assert reverse("settings_ai") not in page


@pytest.mark.parametrize("action", ["run_cancel", "run_save"])
def test_a_viewer_may_not_act_on_a_run(client_of, viewer, start_theme, action):
    run = start_theme()

    response = client_of(viewer).post(reverse(action, args=[run.pk]), {"name": "Mine"})

    run.refresh_from_db()
    assert response.status_code == 403
    assert run.state == State.QUEUED


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("run", "get"),
        ("run_cancel", "post"),
        ("run_save", "post"),
        ("run_preview", "get"),
        ("run_export", "get"),
    ],
)
def test_another_tenants_run_is_not_found(client_of, other_tenant, make_theme, name, method):
    run = make_theme()
    stranger = client_of(make_member(other_tenant, Role.ADMIN))
    args = [run.pk, "css"] if name == "run_export" else [run.pk]

    assert getattr(stranger, method)(reverse(name, args=args), {"name": "Mine"}).status_code == 404
    assert str(run.pk) not in stranger.get(reverse("runs")).content.decode()


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("saved_item", "get"),
        ("saved_item_rename", "post"),
        ("saved_item_delete", "post"),
        ("saved_item_preview", "get"),
        ("saved_item_export", "get"),
    ],
)
def test_another_tenants_saved_item_is_not_found(client_of, other_tenant, make_theme, name, method):
    item = library.save(make_theme(), "Dusk", author=None, at=timezone.now())
    stranger = client_of(make_member(other_tenant, Role.ADMIN))
    args = [item.pk, "css"] if name == "saved_item_export" else [item.pk]

    assert getattr(stranger, method)(reverse(name, args=args), {"name": "Mine"}).status_code == 404
    assert "Dusk" not in stranger.get(reverse("library")).content.decode()


def test_another_tenants_run_does_not_fill_a_form(client_of, other_tenant, make_theme):
    run = make_theme()
    stranger = client_of(make_member(other_tenant, Role.ADMIN))

    assert stranger.get(reverse("operation", args=["theme"]), {"from": run.pk}).status_code == 404
