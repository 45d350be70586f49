"""Brand colours: where they go, and that locked ones never move."""

import pytest

from ai_ops.colour import contrast
from tests.ai_ops.theme import invariants
from tests.ai_ops.theme.drafts import DARK, LIGHT, reviewed, theme

IMPOSSIBLE = ["#FFFFFF", "#FFEB3B", "#777777", "#808080", "#000000", "#FBF8F3", "#0000FF", "#00FF00"]


def brand(*hexes, locked=True):
    return [{"hex": each, "locked": locked} for each in hexes]


def by_hex(made):
    return {each["hex"]: each["role"] for each in made["brand"]}


@pytest.mark.parametrize("mode", ["light", "dark", "both"])
@pytest.mark.parametrize("colour", IMPOSSIBLE)
def test_a_locked_colour_that_fails_on_every_ground_stays_and_no_pair_fails(colour, mode):
    made = theme(LIGHT, brand_colours=brand(colour), mode=mode)
    invariants.check(made, wishes={"mode": mode, "brand_colours": brand(colour)})
    assert by_hex(made) == {colour: "primary"}
    for colours in made["modes"].values():
        assert colours["roles"]["primary"] == colour


def test_what_stands_in_for_a_locked_colour_is_said():
    made = reviewed(LIGHT, brand_colours=brand("#FFEB3B"))
    colours = made.result["modes"]["light"]
    assert colours["large"]["primary"] != "#FFEB3B"
    assert contrast.contrast(colours["on"]["primary"], "#FFEB3B") >= 4.5
    assert any(each.startswith("#FFEB3B is locked and stays as it is") for each in made.mends)


def test_a_locked_colour_that_passes_needs_no_stand_in():
    colours = theme(LIGHT, brand_colours=brand("#0E7C86"))["modes"]["light"]
    assert colours["large"]["primary"] == "#0E7C86"


def test_a_locked_colour_that_the_draft_uses_stays_in_its_role():
    made = reviewed(LIGHT, brand_colours=brand(LIGHT["accent"], "#123456"))
    assert by_hex(made.result) == {LIGHT["accent"]: "accent", "#123456": "primary"}
    assert made.mends[0] == "Primary set to the brand colour #123456."


def test_colours_become_primary_secondary_and_accent_in_their_order():
    made = theme(LIGHT, brand_colours=brand("#101010", "#202020", "#303030"))
    assert by_hex(made) == {"#101010": "primary", "#202020": "secondary", "#303030": "accent"}


def test_a_fourth_and_a_fifth_colour_take_the_nearest_of_the_other_fills():
    made = theme(LIGHT, brand_colours=brand("#101010", "#202020", "#303030", "#C0392C", "#2E8B58"))
    assert by_hex(made)["#C0392C"] == "danger"
    assert by_hex(made)["#2E8B58"] == "success"


def test_an_unlocked_colour_is_used_and_may_be_mended():
    made = reviewed(LIGHT, brand_colours=brand("#FFEB3B", locked=False))
    assert by_hex(made.result) == {"#FFEB3B": "primary"}
    assert made.result["modes"]["light"]["roles"]["primary"] != "#FFEB3B"
    assert made.mends == (
        "Primary set to the brand colour #FFEB3B.",
        "Primary darkened from 1.0:1 to 3.0:1 on the surface (light).",
    )


def test_a_tone_of_an_unlocked_colour_that_the_draft_chose_is_left_to_it():
    made = theme(LIGHT, brand_colours=brand("#0E7F8A", locked=False))
    assert by_hex(made) == {"#0E7F8A": "primary"}
    assert made["modes"]["light"]["roles"]["primary"] == LIGHT["primary"]


def test_locked_colours_choose_before_unlocked_ones():
    wishes = [*brand("#303030", locked=False), *brand("#101010")]
    assert by_hex(theme(LIGHT, brand_colours=wishes)) == {"#101010": "primary", "#303030": "secondary"}


def test_a_colour_goes_to_the_role_that_it_is_asked_for_in():
    wishes = [{"hex": "#101010", "locked": True}, {"hex": "#B4532A", "locked": True, "role": "accent"}]
    assert by_hex(theme(LIGHT, brand_colours=wishes)) == {"#B4532A": "accent", "#101010": "primary"}


def test_a_role_asked_for_counts_for_more_than_where_the_draft_has_the_colour():
    wishes = [{"hex": LIGHT["primary"], "locked": True, "role": "secondary"}]
    assert by_hex(theme(LIGHT, brand_colours=wishes)) == {LIGHT["primary"]: "secondary"}


def test_a_variation_keeps_what_its_base_locked_where_it_was():
    base = theme(LIGHT, brand_colours=brand(LIGHT["accent"]))
    made = reviewed(DARK, base=base, mode="both")
    assert by_hex(made.result) == {LIGHT["accent"]: "accent"}
    for colours in made.result["modes"].values():
        assert colours["roles"]["accent"] == LIGHT["accent"]


def test_a_role_asked_for_counts_for_more_than_where_the_base_had_the_colour():
    base = theme(LIGHT, brand_colours=brand("#FFEB3B"))
    made = reviewed(LIGHT, base=base, brand_colours=[{"hex": "#FFEB3B", "locked": True, "role": "accent"}])
    assert by_hex(made.result) == {"#FFEB3B": "accent"}


def test_a_variation_may_unlock_a_colour():
    base = theme(LIGHT, brand_colours=brand("#FFEB3B"))
    made = reviewed(LIGHT, base=base, brand_colours=brand("#FFEB3B", locked=False))
    assert made.result["brand"] == [{"hex": "#FFEB3B", "locked": False, "role": "primary"}]
    assert made.result["modes"]["light"]["roles"]["primary"] != "#FFEB3B"


def test_more_locked_colours_than_fills_give_way_from_the_end_of_the_base():
    base = theme(LIGHT, brand_colours=brand("#000001", "#000002", "#000003", "#000004", "#000005"))
    made = reviewed(LIGHT, base=base, brand_colours=brand("#100000", "#200000", "#300000", "#400000", "#500000"))
    assert len(made.result["brand"]) == 7
    assert [each for each in made.mends if "no longer used" in each] == [
        f"#00000{place} of the theme that was varied is no longer used: there are 7 places for brand colours."
        for place in (3, 4, 5)
    ]
