"""Settings > Models: what may be chosen, what it costs before it is chosen, and what ends."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ai_ops import funding, registry
from ai_ops.models import ModelChoice
from credits import prices
from inspire.pages import model_rows
from tenants.models import AuditEvent
from tests.byok.owning import give_key

pytestmark = pytest.mark.django_db

PAGE = "/settings/ai/models/"
NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    """Keep the day, since models end."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(client_of, admin):
    return client_of(admin)


def text_of(response) -> str:
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def card_of(response, provider: str):
    return next(each for each in response.context["cards"] if each.provider == provider)


def choose(client, provider="anthropic", **fields):
    return client.post(PAGE, {"provider": provider, **fields}, follow=True)


def list_models(key, *models: str, ends: str | None = None):
    key.listed = [{"id": each, "label": each.title(), "retires_on": ends} for each in models]
    key.save(update_fields=["listed"])
    return key


def prices_of(response, provider: str) -> dict[str, list[tuple[int, int]]]:
    return {
        row.model.label: [(each.now, each.then) for each in row.prices]
        for row in card_of(response, provider).on_credits
    }


def test_each_model_says_what_each_operation_costs_now_and_would_cost(client):
    shown = client.get(PAGE)
    prices = [each.credits for each in registry.all_operations() if each.provider == "anthropic"]
    assert prices_of(shown, "anthropic") == {
        "Claude Haiku 5.5": [(price, price) for price in prices],
        "Claude Sonnet 5.5": [(price, 2 * price) for price in prices],
        "Claude Opus 5.5": [(price, 2 * price) for price in prices],
    }
    assert prices[:2] == [1, 1]
    assert prices_of(shown, "openai")["GPT Image 2.6 Flare"] == [(10, 10)]


def test_prices_of_the_staffs_count_and_follow_the_choice(client):
    prices.set_price("theme", 3)
    choose(client, credits_model="claude-opus-5-5")
    by_model = prices_of(client.get(PAGE), "anthropic")
    others = [
        each.credits for each in registry.all_operations() if each.provider == "anthropic" and each.slug != "theme"
    ]
    assert sorted(by_model["Claude Haiku 5.5"]) == sorted([(6, 3), *((2 * price, price) for price in others)])
    assert sorted(by_model["Claude Opus 5.5"]) == sorted([(6, 6), *((2 * price, 2 * price) for price in others)])


def test_a_choice_is_kept_shown_and_said_to_be_for_new_runs(client, tenant):
    page = choose(client, credits_model="claude-opus-5-5")
    assert "New runs use it; runs that are queued or going keep their model and their price" in text_of(page)
    assert [row.model.id for row in card_of(page, "anthropic").on_credits if row.is_chosen] == ["claude-opus-5-5"]
    assert ModelChoice.objects.get(tenant=tenant).credits_model == "claude-opus-5-5"
    (event,) = AuditEvent.objects.filter(action="models.chosen")
    assert (event.tenant_uuid, event.target) == (tenant.pk, "anthropic")
    trail = text_of(client.get("/settings/audit/"))
    assert "chose claude-opus-5-5 for runs on credits at Anthropic, instead of the standard one" in trail


def test_the_price_on_the_button_follows_the_choice(client):
    choose(client, credits_model="claude-opus-5-5")
    assert "2 credits" in text_of(client.get("/ai/theme/"))


@pytest.mark.parametrize(
    ("provider", "fields"),
    [
        ("anthropic", {"credits_model": "gpt-image-2"}),
        ("anthropic", {"credits_model": "claude-opus-99"}),
        ("anthropic", {"credits_model": "x" * 500}),
        ("anthropic", {"credits_model": "\x00"}),
        ("anthropic", {"own_key_model": "claude-opus-5-5"}),
        ("openai", {"quality": "ultra"}),
        ("google", {"credits_model": "claude-opus-5-5"}),
        ("", {}),
    ],
)
def test_what_is_not_on_offer_is_refused_with_a_sentence_and_nothing_changes(client, provider, fields):
    response = client.post(PAGE, {"provider": provider, **fields})
    assert response.status_code == 422
    assert 'role="alert"' in response.text or "could not be read" in response.text
    assert not ModelChoice.objects.exists()


def test_a_refusal_keeps_what_else_was_chosen_on_the_card(client):
    page = client.post(PAGE, {"provider": "openai", "credits_model": "gpt-image-2.6-flare", "quality": "ultra"})
    card = card_of(page, "openai")
    assert [row.model.id for row in card.on_credits if row.is_chosen] == ["gpt-image-2.6-flare"]
    assert "There is no such quality" in card.error


@pytest.mark.parametrize("who", ["designer", "viewer"])
def test_only_admins_may_look_or_choose(client_of, request, who):
    client = client_of(request.getfixturevalue(who))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"provider": "anthropic", "credits_model": "claude-opus-5-5"}).status_code == 403
    assert not ModelChoice.objects.exists()


def test_models_for_an_own_key_are_those_that_it_lists_with_prices_as_far_as_they_are_known(client, tenant):
    assert not card_of(client.get(PAGE), "anthropic").on_own_key
    list_models(give_key(tenant), "claude-nova-6", "claude-opus-5-5")
    page = client.get(PAGE)
    rows = card_of(page, "anthropic").on_own_key
    assert [row.model.id for row in rows] == ["claude-opus-5-5", "claude-nova-6"]
    for part in ("$4.00", "$20.00", "not known", "Runs are on your own key now and take no credits"):
        assert part in text_of(page)
    choose(client, own_key_model="claude-nova-6")
    assert funding.means_of(tenant).model("anthropic").id == "claude-nova-6"


def test_a_paused_key_can_have_its_model_chosen_and_says_that_credits_are_in_use(client, tenant):
    list_models(give_key(tenant, is_paused=True), "claude-opus-5-5")
    page = choose(client, own_key_model="claude-opus-5-5")
    assert not card_of(page, "anthropic").is_key_in_use
    assert "Paused" in text_of(page)


def test_a_choice_that_the_provider_no_longer_lists_is_said_with_what_happens(client, tenant):
    key = list_models(give_key(tenant), "claude-nova-6", "claude-haiku-5-5")
    choose(client, own_key_model="claude-nova-6")
    list_models(key, "claude-haiku-5-5")
    page = client.get(PAGE)
    assert [(row.model.id, row.is_gone) for row in card_of(page, "anthropic").on_own_key if row.is_chosen] == [
        ("claude-nova-6", True)
    ]
    assert "no longer lists it for this key. Runs are still tried with it, and fail, free of charge" in text_of(page)


def test_a_key_that_does_not_list_the_model_of_credits_says_so(client, tenant):
    list_models(give_key(tenant), "claude-opus-5-5")
    assert "Anthropic does not list Claude Haiku 5.5 for this key" in text_of(client.get(PAGE))


def test_a_key_that_lists_nothing_offers_what_is_known_and_says_so(client, tenant):
    give_key(tenant, "openai")
    page = client.get(PAGE)
    assert "gpt-image-2.6-flare" in [row.model.id for row in card_of(page, "openai").on_own_key]
    assert "OpenAI has not listed any models for this key" in text_of(page)


def test_a_choice_that_is_no_longer_in_the_catalogue_gives_way_to_the_standard_one_and_says_so(client, tenant):
    ModelChoice.objects.create(tenant=tenant, provider="anthropic", credits_model="claude-old-1")
    page = client.get(PAGE)
    assert "claude-old-1 is no longer on offer." in text_of(page)
    assert "use the standard model, Claude Haiku 5.5, until you choose another" in text_of(page)


def test_many_models_of_a_key_stand_behind_a_line_that_opens_but_the_chosen_one(client, tenant):
    list_models(give_key(tenant), *(f"claude-nova-{number}" for number in range(40)))
    choose(client, own_key_model="claude-nova-39")
    card = card_of(client.get(PAGE), "anthropic")
    assert len(card.at_a_glance) == model_rows.AT_A_GLANCE + 1
    assert len(card.more) == 40 - len(card.at_a_glance)
    assert "claude-nova-39" in {row.model.id for row in card.at_a_glance}


def test_labels_from_outside_are_shown_as_text(client, tenant):
    key = give_key(tenant)
    key.listed = [{"id": "claude-x", "label": "<script>alert(1)</script>", "retires_on": None}]
    key.save()
    assert "<script>alert" not in client.get(PAGE).text


def test_the_quality_is_what_the_form_for_an_image_begins_with(client):
    page = choose(client, "openai", quality="draft")
    assert "A form for an image begins with it from now on" in text_of(page)
    assert 'value="draft" checked' in client.get("/ai/image/").text


def test_a_model_that_ends_says_when_and_what_follows_on_the_page_and_in_the_summary(client, tenant):
    choose(client, "openai", credits_model="gpt-image-1.5")
    text = text_of(client.get(PAGE))
    assert "GPT Image 1.5 ends on 1 December 2026." in text
    assert "Choose another: GPT Image 2." in text
    settings_ai = text_of(client.get("/settings/ai/"))
    assert "GPT Image 1.5 ends on 1 December 2026." in settings_ai
    assert "standard quality" in settings_ai


def test_settings_ai_says_which_models_runs_are_on(client, tenant):
    list_models(give_key(tenant), "claude-nova-6")
    choose(client, own_key_model="claude-nova-6")
    choose(client, "openai", quality="draft")
    lines = [
        (line.credits_model.label, line.own_model.id if line.own_model else None, line.quality)
        for line in client.get("/settings/ai/").context["model_lines"]
    ]
    assert lines == [("Claude Haiku 5.5", "claude-nova-6", ""), ("GPT Image 2", None, "Draft")]


def test_a_standard_model_that_ends_is_said_to_be_the_operators(client, settings):
    settings.OPENAI_IMAGE_MODEL = "gpt-image-1.5"
    assert "It is the standard model, which the operator changes for everybody." in text_of(client.get(PAGE))


def test_the_page_takes_as_many_queries_with_keys_choices_and_many_models(client, tenant):
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for provider in ("anthropic", "openai"):
        list_models(give_key(tenant, provider), *(f"claude-nova-{number}" for number in range(60)))
    choose(client, credits_model="claude-opus-5-5")
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(few) == len(many) <= 10
