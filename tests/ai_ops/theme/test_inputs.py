"""What a person may ask for."""

import json

import pytest
from django.http import QueryDict
from pydantic import ValidationError

from ai_ops.operations.theme.inputs import ThemeInput, read_form
from tests.ai_ops.theme.drafts import request


def refused(**changes):
    with pytest.raises(ValidationError) as caught:
        request(**changes)
    return caught.value.errors()[0]


def test_a_description_is_enough():
    inputs = ThemeInput.model_validate_json('{"description": "Calm harbour"}')
    assert inputs.model_dump(mode="json") == {
        "description": "Calm harbour",
        "brand_colours": [],
        "mode": "both",
        "density": "regular",
        "viewing_distance_m": 3.0,
        "base": None,
    }


@pytest.mark.parametrize("length", [3, 500])
def test_a_description_of_any_length_within_the_limits_is_taken(length):
    assert len(request(description="x" * length).description) == length


@pytest.mark.parametrize("text", ["", "ab", "   a   ", "x" * 501, 42, None])
def test_a_description_outside_the_limits_is_refused(text):
    assert refused(description=text)["loc"] == ("description",)


@pytest.mark.parametrize("text", ["\u200b\u200b\u200b\u200b", "a\u202e\u202eb"])
def test_characters_that_cannot_be_seen_do_not_make_a_description(text):
    assert "cannot be seen" in refused(description=text)["msg"]


@pytest.mark.parametrize("given", ["#0e7c86", "0E7C86", " #0E7C86 ", "#0e7C86"])
def test_a_colour_is_written_one_way(given):
    assert request(brand_colours=[{"hex": given}]).brand_colours[0].hex == "#0E7C86"


@pytest.mark.parametrize(
    "given", ["#0E7C8", "#0E7C86FF", "teal", "", "#GGGGGG", "#0E7C86\n;", "#\uff10E7C86", "##0E7C86", 7]
)
def test_what_is_no_colour_is_refused_in_words(given):
    error = refused(brand_colours=[{"hex": given}])
    assert error["loc"][:2] == ("brand_colours", 0)
    if isinstance(given, str):
        assert "This is not a colour" in error["msg"]


def test_a_colour_given_twice_is_refused_however_it_is_written():
    assert "given twice" in refused(brand_colours=[{"hex": "#0E7C86"}, {"hex": "0e7c86", "locked": True}])["msg"]


def test_five_brand_colours_are_taken_and_six_are_not():
    five = [{"hex": f"#00000{place}"} for place in range(5)]
    assert len(request(brand_colours=five).brand_colours) == 5
    refused(brand_colours=[*five, {"hex": "#000009"}])


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": "sepia"},
        {"mode": None},
        {"density": "tight"},
        {"viewing_distance_m": -0.1},
        {"viewing_distance_m": 50.1},
        {"viewing_distance_m": "3"},
        {"viewing_distance_m": True},
        {"base": "not-an-id"},
        {"brand_colours": [{"hex": "#000000", "locked": "yes"}]},
        {"brand_colours": [{"hex": "#000000", "role": "background"}]},
        {"fonts": ["Comic Sans"]},
    ],
)
def test_anything_else_outside_the_limits_is_refused(changes):
    refused(**changes)


@pytest.mark.parametrize("metres", [0, 0.5, 50])
def test_a_viewing_distance_within_the_limits_is_taken(metres):
    assert request(viewing_distance_m=metres).viewing_distance_m == metres


def test_valid_inputs_come_back_from_json_as_they_were():
    inputs = request(brand_colours=[{"hex": "0e7c86", "locked": True}], base="0b7c5a3e-5b3f-4d8e-9a64-3c1d2e4f5a6b")
    assert ThemeInput.model_validate_json(json.dumps(inputs.model_dump(mode="json"))) == inputs


def test_a_form_becomes_inputs():
    form = QueryDict(
        "description=Calm+harbour&brand_colour=%230e7c86&brand_colour=&brand_colour=%23FFEB3B&brand_locked=0"
        "&mode=dark&density=roomy&viewing_distance_m=2.5&base="
    )
    read = read_form(form)
    assert read == {
        "description": "Calm harbour",
        "brand_colours": [{"hex": "#0e7c86", "locked": True}, {"hex": "#FFEB3B", "locked": False}],
        "mode": "dark",
        "density": "roomy",
        "viewing_distance_m": 2.5,
        "base": None,
    }
    ThemeInput.model_validate_json(json.dumps(read))


def test_a_lock_belongs_to_its_own_field_also_behind_an_empty_one():
    form = QueryDict("description=Calm+harbour&brand_colour=&brand_colour=%23FFEB3B&brand_locked=1")
    assert read_form(form)["brand_colours"] == [{"hex": "#FFEB3B", "locked": True}]


@pytest.mark.parametrize("typed", ["far", "nan", "inf", "1e999"])
def test_a_distance_that_is_no_number_is_kept_as_typed_and_refused(typed):
    read = read_form(QueryDict(f"description=Calm+harbour&viewing_distance_m={typed}"))
    assert read["viewing_distance_m"] == typed
    with pytest.raises(ValidationError):
        ThemeInput.model_validate_json(json.dumps(read))


def test_a_form_may_say_which_role_a_colour_shall_have():
    form = QueryDict("brand_colour=%23FFEB3B&brand_role=accent&brand_colour=%23000000&brand_role=")
    assert read_form(form)["brand_colours"] == [
        {"hex": "#FFEB3B", "locked": False, "role": "accent"},
        {"hex": "#000000", "locked": False},
    ]


def test_two_colours_cannot_have_one_role():
    two = [{"hex": "#000000", "role": "accent"}, {"hex": "#111111", "role": "accent"}]
    assert "one brand colour" in refused(brand_colours=two)["msg"]


def test_an_empty_form_is_refused_for_its_description_alone():
    with pytest.raises(ValidationError) as caught:
        ThemeInput.model_validate_json(json.dumps(read_form(QueryDict(""))))
    assert [each["loc"] for each in caught.value.errors()] == [("description",)]


def test_line_breaks_of_a_form_count_once():
    form = QueryDict(mutable=True)
    form["description"] = "a\r\n" * 250
    assert len(read_form(form)["description"]) == 500
