"""A good draft and one fault: the fault is mended or refused, and the rest stays as it was."""

import pytest

from ai_ops.colour import contrast
from ai_ops.operations.theme.draft import ROLES
from tests.ai_ops.theme import invariants
from tests.ai_ops.theme.drafts import DARK, LIGHT, parsed, reviewed, theme

WISHES = {"mode": "light", "brand_colours": []}


def differences(made, document, mode="light"):
    """Return the tokens of a mode that are not as the draft had them."""
    colours = made.result["modes"][mode]
    roles = {role for role in ROLES if colours["roles"][role] != document[role]}
    pairs = zip(colours["chart"], document["chart"], strict=True)
    return roles | {f"chart-{place}" for place, (new, old) in enumerate(pairs, start=1) if new != old}


@pytest.mark.parametrize(("document", "mode"), [(LIGHT, "light"), (DARK, "dark")])
def test_a_good_draft_is_accepted_and_nothing_in_it_is_changed(document, mode):
    made = reviewed(document, mode=mode)
    assert made.is_accepted
    assert made.mends == ()
    assert made.result["changes"] == []
    assert differences(made, document, mode) == set()


FAULTS = [
    ("text", "#9AA0A6", "Text darkened from 2.2:1 to 4.5:1 on the surface (light)."),
    ("accent", "#E8A33D", "Accent darkened from 1.8:1 to 3.0:1 on the surface (light)."),
    ("primary", "#FDFDFD", "Primary darkened from 1.1:1 to 3.0:1 on the surface (light)."),
    ("success", "#8FD19E", "Success darkened from 1.5:1 to 3.0:1 on the surface (light)."),
    ("danger", "#FFB3B3", "Danger darkened from 1.4:1 to 3.0:1 on the surface (light)."),
    ("info", "#BFE3FF", "Info darkened from 1.1:1 to 3.0:1 on the surface (light)."),
]


@pytest.mark.parametrize(("role", "fault", "sentence"), FAULTS)
def test_one_low_contrast_is_mended_alone_and_said(role, fault, sentence):
    document = LIGHT | {role: fault}
    made = reviewed(document)
    assert made.mends == (sentence,)
    assert differences(made, document) == {role}
    (change,) = made.result["changes"]
    assert (change["token"], change["before"], change["mode"]) == (role, fault, "light")
    assert change["ratio_before"] < 3 or role == "text"
    assert change["ratio_after"] >= (4.5 if role == "text" else 3)
    invariants.check(made.result, wishes=WISHES)


def test_a_dark_theme_is_mended_upwards():
    made = reviewed(DARK | {"accent": "#5A3A00"}, mode="dark")
    assert made.mends == ("Accent lightened from 1.6:1 to 3.0:1 on the surface (dark).",)


@pytest.mark.parametrize(
    ("document", "fault", "mode"), [(LIGHT, "#9A9A9A", "light"), (DARK, "#6A6A6A", "dark")], ids=["light", "dark"]
)
def test_a_background_of_the_middle_is_moved_out_of_it(document, fault, mode):
    made = reviewed(document | {"background": fault, "surface": fault}, mode=mode)
    assert made.is_accepted
    assert any(each.startswith("Background ") and "have room" in each for each in made.mends)
    assert {"background", "surface"} <= {each["token"] for each in made.result["changes"]}


def test_one_chart_colour_too_pale_is_mended_alone():
    document = LIGHT | {"chart": [*LIGHT["chart"][:3], "#CFE4F2", *LIGHT["chart"][4:]]}
    made = reviewed(document)
    assert differences(made, document) == {"chart-4"}
    assert made.mends[0].startswith("Chart colour 4 darkened from 1.1:1 to ")


def test_one_chart_colour_that_some_eyes_confuse_is_mended_alone():
    document = LIGHT | {"chart": [*LIGHT["chart"][:6], "#0E8A72"]}
    made = reviewed(document)
    assert differences(made, document) == {"chart-7"}
    assert "so that every eye tells it from the others (light)." in made.mends[0]


def test_a_chart_colour_whose_hue_was_turned_as_well_says_so():
    made = reviewed(LIGHT | {"chart": ["#C9E9EC"] * 8})
    assert made.mends[0] == "Chart colour 1 darkened from 1.0:1 to 3.0:1 on the surface (light)."
    turned = "(light), its hue turned so that every eye tells it from the others."
    assert any(mend.endswith(turned) for mend in made.mends[1:])


def test_a_colour_moved_in_lightness_alone_is_not_said_to_have_turned():
    (mend,) = reviewed(LIGHT | {"accent": "#E8A33D"}).mends
    assert "turned" not in mend


def test_everything_unreadable_at_once_is_mended_at_once():
    grey = dict.fromkeys(ROLES, "#808080") | {"chart": ["#808080"] * 8}
    for mode in ("light", "dark", "both"):
        made = reviewed(LIGHT | grey, mode=mode)
        assert made.is_accepted
        invariants.check(made.result, wishes={"mode": mode, "brand_colours": []})


def test_a_light_answer_to_a_dark_wish_is_turned_and_said():
    made = reviewed(LIGHT, mode="dark")
    assert "The answer was a light theme; this dark one was derived from it." in made.mends
    assert list(made.result["modes"]) == ["dark"]


def test_the_derived_mode_keeps_the_hues():
    made = theme(LIGHT, mode="both")
    assert made["modes"]["light"]["roles"]["primary"] == LIGHT["primary"]
    assert contrast.luminance(made["modes"]["dark"]["roles"]["background"]) < 0.02
    assert contrast.luminance(made["modes"]["dark"]["roles"]["primary"]) > contrast.luminance(LIGHT["primary"])


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Dusk <b>", "markup"),
        ("Dusk 2000", "a number that is not in the request"),
        ("dusk.example", "an address"),
        ("\u200b\u202e", "no visible character"),
    ],
)
def test_a_name_that_may_not_stand_is_a_problem_for_a_repair(name, reason):
    made = reviewed(LIGHT | {"name": name})
    assert not made.is_accepted
    assert made.result is None
    assert made.problems == (f"The name holds {reason}. Give a plain name of two to four words.",)


def test_a_name_may_repeat_a_number_of_the_request():
    assert reviewed(LIGHT | {"name": "Studio 54"}, description="Studio 54 at night").is_accepted


def test_a_rationale_loses_the_sentences_that_may_not_stand_and_says_so():
    made = reviewed(LIGHT | {"rationale": "Deep water. It reaches 12:1. Warm lamps."})
    assert made.result["rationale"] == "Deep water. Warm lamps."
    assert made.mends == ("A sentence of the rationale was left out: it held a number that is not in the request.",)


def test_a_rationale_of_nothing_else_is_a_problem():
    made = reviewed(LIGHT | {"rationale": "See https://x.example."})
    assert made.problems == ("The rationale holds nothing that may be shown. Write plain sentences without digits.",)


def test_invisible_characters_do_not_reach_the_result():
    made = reviewed(LIGHT | {"name": "Har\u202ebour\u200b Dusk", "rationale": "Deep\x00 water."})
    assert (made.result["name"], made.result["rationale"]) == ("Harbour Dusk", "Deep water.")


def test_text_for_a_far_reader_is_enlarged_and_said():
    made = reviewed(LIGHT | {"base_px": 14}, viewing_distance_m=10)
    assert made.result["typography"]["base_px"] == 24
    assert made.mends == ("Text enlarged from 14 to 24 px, to be read at 10 m.",)


def test_numbers_are_short_in_the_result():
    made = theme(LIGHT | {"base_px": 18.123456, "ratio": 1.2345678, "radius": 5e-324})
    assert (made["typography"]["base_px"], made["typography"]["ratio"], made["radius"]) == (18.12, 1.235, 0)


def test_text_large_enough_stays_as_it_is():
    assert reviewed(LIGHT | {"base_px": 24}, viewing_distance_m=10).result["typography"]["base_px"] == 24


def test_the_type_scale_is_the_base_times_a_power_of_the_ratio():
    scale = {step["name"]: step["px"] for step in theme(LIGHT)["typography"]["scale"]}
    assert scale["base"] == 18
    assert scale["xs"] == pytest.approx(18 / 1.25, abs=0.005)
    assert scale["lg"] == pytest.approx(18 * 1.25, abs=0.005)
    assert scale["4xl"] == pytest.approx(18 * 1.25**5, abs=0.005)


def test_the_spacing_scale_is_multiples_of_its_base():
    assert all(int(step["name"]) * 4 == step["px"] for step in theme(LIGHT)["spacing"]["scale"])


def test_the_same_draft_gives_the_same_theme():
    assert reviewed(LIGHT | {"accent": "#E8A33D"}, mode="both") == reviewed(LIGHT | {"accent": "#E8A33D"}, mode="both")


def test_a_draft_is_not_changed_by_its_review():
    document = parsed(LIGHT | {"accent": "#E8A33D"})
    before = document.model_dump()
    reviewed(LIGHT | {"accent": "#E8A33D"})
    assert document.model_dump() == before
