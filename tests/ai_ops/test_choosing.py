"""An admin chooses the models of runs and the quality of images: from what is on offer, for new runs only."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from ai_ops import choices, choosing, funding, offers, registry, runner
from ai_ops.choosing import NotOnOfferError, Wish
from ai_ops.models import ModelChoice
from tenants.models import AuditEvent
from tests.byok.owning import give_key

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SONNET_45 = {"id": "claude-sonnet-4-5", "label": "Claude Sonnet 4.5", "retires_on": "2026-11-30"}
OPUS = {"id": "claude-opus-5-5", "label": "Claude Opus 5.5", "retires_on": None}
NEW_MODEL = {"id": "claude-nova-6", "label": "Claude Nova 6", "retires_on": None}


def listing(key, *models):
    key.listed = list(models)
    key.save(update_fields=["listed"])
    return key


def choose(tenant, provider="anthropic", **wish):
    return choosing.choose(tenant, provider, Wish(**wish), at=NOW)


def model_of(tenant, slug="text"):
    return funding.terms_of(registry.get(slug), tenant).model.id


def test_nobody_chose_anything_so_runs_are_on_the_operators_standard_models(tenant, settings):
    settings.ANTHROPIC_MODEL = "claude-sonnet-5-5"
    assert (model_of(tenant), model_of(tenant, "image")) == ("claude-sonnet-5-5", "gpt-image-2")


def test_opus_costs_double_the_credits_from_the_next_run_on(tenant):
    before = funding.terms_of(registry.get("text"), tenant)
    assert choose(tenant, credits_model="claude-opus-5-5") == ["credits_model"]
    after = funding.terms_of(registry.get("text"), tenant)
    assert (before.price, after.price, after.model.id) == (1, 2, "claude-opus-5-5")


def test_what_each_operation_is_offered_for_follows_the_choice(tenant):
    def prices():
        on_offer = {each.operation.slug: (each.price, each.credits_price) for each in offers.all_offers(tenant)}
        return {slug: on_offer[slug] for slug in ("text", "theme", "image")}

    assert prices() == {"text": (1, 1), "theme": (1, 1), "image": (10, 10)}
    choose(tenant, credits_model="claude-opus-5-5")
    assert prices() == {"text": (2, 2), "theme": (2, 2), "image": (10, 10)}
    give_key(tenant)
    assert prices() == {"text": (0, 2), "theme": (0, 2), "image": (10, 10)}


def test_a_run_that_waits_keeps_its_model_and_its_price(tenant, sent):
    inputs = {"mode": "rewrite", "source": "Total sales of the harbour branch today"}
    run = runner.start(
        tenant, registry.get("text"), member=None, role=None, inputs=inputs, submission_key="a", at=timezone.now()
    )
    choose(tenant, credits_model="claude-opus-5-5")
    run.refresh_from_db()
    assert (run.model, run.price) == ("claude-haiku-5-5", 1)


def test_what_costs_what_is_one_tenants_choice_alone(tenant, other_tenant):
    choose(tenant, credits_model="claude-opus-5-5")
    assert model_of(other_tenant) == "claude-haiku-5-5"


@pytest.mark.parametrize(
    ("provider", "wish"),
    [
        ("anthropic", {"credits_model": "gpt-image-2"}),
        ("openai", {"credits_model": "claude-opus-5-5"}),
        ("anthropic", {"credits_model": "claude-opus-99"}),
        ("openai", {"credits_model": "dall-e-3"}),
        ("anthropic", {"own_key_model": "claude-nova-6"}),
        ("anthropic", {"own_key_model": "gpt-image-2"}),
        ("openai", {"quality": "ultra"}),
        ("anthropic", {"quality": "draft"}),
    ],
)
@pytest.mark.parametrize("has_key", [True, False])
def test_what_is_not_on_offer_is_refused_and_nothing_is_written_down(tenant, provider, wish, has_key):
    if has_key:
        listing(give_key(tenant, "anthropic"), OPUS)
    with pytest.raises(NotOnOfferError):
        choose(tenant, provider, **wish)
    assert not ModelChoice.objects.exists()
    assert not AuditEvent.objects.filter(action="models.chosen").exists()


def test_one_wrong_value_among_right_ones_changes_nothing(tenant):
    with pytest.raises(NotOnOfferError):
        choose(tenant, "openai", credits_model="gpt-image-2.6-flare", quality="ultra")
    assert not ModelChoice.objects.exists()


def test_an_own_key_runs_on_any_model_that_its_provider_lists(tenant):
    listing(give_key(tenant), OPUS, NEW_MODEL)
    choose(tenant, own_key_model="claude-nova-6")
    terms = funding.terms_of(registry.get("text"), tenant)
    assert (terms.model.id, terms.model.label, terms.price) == ("claude-nova-6", "Claude Nova 6", 0)
    assert terms.model.input_price is None


def test_models_that_have_ended_are_not_on_offer(tenant):
    key = listing(give_key(tenant), OPUS, SONNET_45)
    offered = [[each.id for each in choosing.for_own_key(key, today=day)] for day in (NOW.date(), NOW.date().max)]
    assert offered == [["claude-opus-5-5", "claude-sonnet-4-5"], ["claude-opus-5-5"]]
    ids = [each.id for each in choosing.for_credits("openai", today=NOW.date() + timedelta(days=7))]
    assert ids[0] == "gpt-image-2"
    assert not {"gpt-image-1.5", "gpt-image-1", "dall-e-3"} & set(ids)


def test_under_an_own_openai_key_only_image_models_that_we_know_how_to_ask_are_on_offer(tenant):
    names = ("gpt-5", "gpt-image-2.6-flare", "whisper-9", "gpt-image-2")
    key = listing(give_key(tenant, "openai"), *({"id": each, "label": each, "retires_on": None} for each in names))
    ids = [each.id for each in choosing.for_own_key(key, today=NOW.date())]
    assert ids == ["gpt-image-2", "gpt-image-2.6-flare"]


def test_a_key_that_may_not_list_models_can_have_what_the_catalogue_knows(tenant):
    key = give_key(tenant, "openai")
    assert "gpt-image-2.6-flare" in [each.id for each in choosing.for_own_key(key, today=NOW.date())]


def test_choosing_the_standard_model_follows_the_operator(tenant, settings):
    choose(tenant, credits_model="claude-opus-5-5")
    choose(tenant, credits_model="claude-haiku-5-5")
    assert ModelChoice.objects.get().credits_model == ""
    settings.ANTHROPIC_MODEL = "claude-sonnet-5-5"
    assert model_of(tenant) == "claude-sonnet-5-5"


def test_a_choice_that_the_catalogue_no_longer_has_gives_way_to_the_standard_one_and_may_stay(tenant):
    ModelChoice.objects.create(tenant=tenant, provider="anthropic", credits_model="claude-old-1")
    assert model_of(tenant) == "claude-haiku-5-5"
    assert choose(tenant, credits_model="claude-old-1") == []


def test_the_same_again_changes_and_records_nothing(tenant):
    assert choose(tenant, "openai", credits_model="gpt-image-2.6-flare", quality="draft") == [
        "credits_model",
        "quality",
    ]
    assert choose(tenant, "openai", credits_model="gpt-image-2.6-flare", quality="draft") == []
    assert AuditEvent.objects.filter(action="models.chosen").count() == 2


def test_what_was_and_what_is_stand_in_the_audit_trail(tenant):
    choose(tenant, credits_model="claude-opus-5-5")
    choose(tenant, credits_model="")
    details = AuditEvent.objects.filter(action="models.chosen").order_by("pk").values_list("detail", flat=True)
    assert [(each["before"], each["after"]) for each in details] == [
        ("the standard one", "claude-opus-5-5"),
        ("claude-opus-5-5", "the standard one"),
    ]


def start_image(tenant, key="", **inputs):
    return runner.start(
        tenant,
        registry.get("image"),
        member=None,
        role=None,
        inputs={"prompt": "A calm harbour at dusk", **inputs},
        submission_key=key or uuid4().hex,
        at=timezone.now(),
    )


def test_an_image_without_a_quality_has_the_one_that_was_chosen(tenant, sent):
    standard = start_image(tenant)
    choose(tenant, "openai", quality="high")
    assert [run.inputs["quality"] for run in (standard, start_image(tenant), start_image(tenant, quality="draft"))] == [
        "standard",
        "high",
        "draft",
    ]


def test_the_same_submission_is_the_same_run_though_the_quality_was_changed_meanwhile(tenant, sent):
    first = start_image(tenant, "once")
    choose(tenant, "openai", quality="high")
    assert start_image(tenant, "once").pk == first.pk


def test_the_form_for_an_image_begins_with_the_chosen_quality(tenant, designer, client_of, sandbox):
    choose(tenant, "openai", quality="high")
    client = client_of(designer)
    assert client.get("/ai/image/").context["form"].values["quality"] == "high"
    assert client.get("/ai/image/?example=2").context["form"].values["quality"] == "draft"


def test_the_model_of_a_key_with_the_same_model_as_on_credits_ends_when_its_provider_says(tenant):
    key = listing(give_key(tenant), {"id": "claude-haiku-5-5", "label": "x", "retires_on": "2026-11-20"})
    assert choices.on_own_key(key, None).is_retired(NOW.date())
    assert choices.on_credits("anthropic", None).retires_on is None
