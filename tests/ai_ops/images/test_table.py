from datetime import date

import pytest

from ai_ops.images.table import IMAGE_MODELS, RATIOS, STANDARD, final_size

TODAY = date(2026, 11, 24)


def test_the_standard_model_is_alive_and_has_no_end():
    assert IMAGE_MODELS[STANDARD].retires_on is None


@pytest.mark.parametrize("model", IMAGE_MODELS.values(), ids=lambda model: model.id)
def test_every_shape_and_quality_has_its_words(model):
    assert set(model.sizes) == set(RATIOS)
    assert set(model.qualities) == {"draft", "standard", "high"}
    for shape, asked in model.sizes.items():
        final = final_size(shape, asked)
        across, down = RATIOS[shape]
        assert final[0] * down == final[1] * across
        assert final[0] <= asked[0]
        assert final[1] <= asked[1]
        assert max(final) >= 0.9 * max(asked)


@pytest.mark.parametrize("model", IMAGE_MODELS.values(), ids=lambda model: model.id)
def test_a_model_that_ends_names_a_living_successor(model):
    assert bool(model.retires_on) == bool(model.successor)
    if model.successor:
        assert IMAGE_MODELS[model.successor].retires_on is None


@pytest.mark.parametrize(
    ("model", "on", "is_retired"),
    [
        ("dall-e-3", date(2026, 5, 11), False),
        ("dall-e-3", date(2026, 5, 12), True),
        ("gpt-image-1", date(2026, 10, 22), False),
        ("gpt-image-1", date(2026, 10, 23), True),
        ("gpt-image-1.5", TODAY, False),
        ("gpt-image-1.5", date(2026, 12, 1), True),
        ("gpt-image-2", date(2036, 1, 1), False),
    ],
)
def test_a_model_is_retired_from_its_day_on(model, on, is_retired):
    assert IMAGE_MODELS[model].is_retired(on) == is_retired


@pytest.mark.parametrize(
    ("shape", "asked", "final"),
    [
        ("landscape", (1920, 1088), (1920, 1080)),
        ("portrait", (1088, 1920), (1080, 1920)),
        ("square", (1088, 1088), (1080, 1080)),
        ("landscape", (1536, 1024), (1536, 864)),
        ("landscape", (1792, 1024), (1792, 1008)),
        ("square", (1024, 1024), (1024, 1024)),
    ],
)
def test_the_final_size_is_the_largest_of_the_screens_ratio(shape, asked, final):
    assert final_size(shape, asked) == final
