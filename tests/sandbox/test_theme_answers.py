import json
import re
from itertools import combinations

import pytest
from coloraide import Color

from sandbox import answers
from sandbox.answers.lexicon import LEXICON, MOODS
from sandbox.answers.prompt import Prompt
from tests.sandbox.asking import FONTS, ROLES, client_of, theme_prompt, theme_request, theme_schema
from tests.sandbox.descriptions import FIFTY

HEX = re.compile(r"#[0-9A-F]{6}")
FILLS = ("primary", "secondary", "accent")
REPAIR = "\n\nYour last answer was refused.\n\nWhat is wrong with it:\n- text on background is 3.1:1.\n\nAnswer again."


def draft_of(description="A calm harbour café at dusk", *, fault="", after="", **inputs):
    turns = [("user", theme_prompt(description, **inputs) + after)]
    return json.loads(answers.answer(theme_schema(), turns, fault=fault))


def ratio(one, other):
    return Color(one).contrast(other, method="wcag21")


def lightness(colour):
    return Color(colour).convert("oklch")["lightness"]


def hue_distance(one, other):
    hues = [Color(colour).convert("oklch")["hue"] for colour in (one, other)]
    return abs((hues[0] - hues[1] + 180) % 360 - 180)


def difference(one, other):
    """Return how far two palettes are apart: the largest CIEDE2000 among their three fills."""
    return max(Color(one[fill]).delta_e(other[fill], method="2000") for fill in FILLS)


@pytest.mark.parametrize("description", FIFTY)
@pytest.mark.parametrize("mode", ["light", "dark", "both"])
def test_a_draft_keeps_the_limits_that_the_request_states(description, mode):
    draft = draft_of(description, mode=mode)
    assert list(draft) == theme_schema()["required"]
    assert all(HEX.fullmatch(draft[role]) for role in ROLES)
    assert 6 <= len(draft["chart"]) <= 8
    assert len(set(draft["chart"])) == len(draft["chart"])
    assert {draft["heading_font"], draft["body_font"]} <= set(FONTS)
    assert draft["spacing_base"] in (4, 6, 8)
    assert 12 <= draft["base_px"] <= 32
    assert 1.05 <= draft["ratio"] <= 1.62
    assert 0 <= draft["radius"] <= 24
    assert (lightness(draft["background"]) < 0.4) == (mode == "dark")


def test_fifty_descriptions_give_fifty_visibly_different_palettes():
    drafts = [draft_of(description) for description in FIFTY]
    closest = min(difference(one, other) for one, other in combinations(drafts, 2))
    assert closest > 5


def test_unknown_words_give_different_palettes_too():
    assert difference(draft_of("Zorblax kwintu"), draft_of("Mirelle ponvar")) > 5


def test_the_same_request_gets_the_same_answer_also_from_another_server(sandbox):
    texts = []
    for _ in range(2):
        with client_of(sandbox.url) as client:
            texts.append(client.messages.create(**theme_request()).content[0].text)
    assert texts[0] == texts[1] == json.dumps(draft_of(), ensure_ascii=False)


def test_words_decide_the_hues():
    forest, fire = draft_of("a forest"), draft_of("a fire")
    green, red = "#2E7D32", "#C62828"
    assert hue_distance(forest["primary"], green) < 40
    assert hue_distance(fire["primary"], red) < 40


def test_brand_colours_become_primary_secondary_and_accent_as_they_are():
    given = ["#0E7C86", "#F4A261", "#2A2D43", "#E76F51"]
    draft = draft_of(brand_colours=[{"hex": colour, "locked": colour == given[0]} for colour in given])
    assert [draft[fill] for fill in FILLS] == given[:3]
    assert draft["chart"][0] == given[3]


def test_a_colour_named_in_the_description_is_a_brand_colour():
    assert draft_of("A calm harbour café at dusk, brand colour #0e7c86")["primary"] == "#0E7C86"


def test_a_brand_colour_tints_the_ground():
    teal, red = (draft_of(brand_colours=[{"hex": colour}]) for colour in ("#0E7C86", "#C62828"))
    assert hue_distance(teal["background"], "#0E7C86") < 25
    assert hue_distance(red["background"], "#C62828") < 25


def test_text_grows_with_distance_and_space_with_density():
    near, far = draft_of(viewing_distance_m=1), draft_of(viewing_distance_m=10)
    dense, roomy = draft_of(density="compact"), draft_of(density="roomy")
    assert near["base_px"] < far["base_px"] <= 32
    assert dense["base_px"] < roomy["base_px"]
    assert (dense["spacing_base"], roomy["spacing_base"]) == (4, 8)


@pytest.mark.parametrize(
    ("description", "fonts"),
    [("a data centre, technical", {"monospace"}), ("children's party", {"rounded", "geometric"})],
)
def test_the_mood_decides_the_heading_font(description, fonts):
    assert draft_of(description)["heading_font"] in fonts


def test_fonts_are_chosen_by_what_the_instructions_say_of_them():
    schema = theme_schema()
    schema["properties"]["heading_font"] = {"type": "string", "enum": ["one", "two", "three"]}
    system = "Fonts:\n- one: for reading\n- two: high contrast and glamour, a serif\n- three: for code"
    turns = [("user", theme_prompt("an elegant opera"))]
    assert json.loads(answers.answer(schema, turns, system=system))["heading_font"] == "two"


def test_most_answers_have_readable_text_and_some_have_flaws_to_mend():
    drafts = [draft_of(description) for description in FIFTY]
    faint = [draft for draft in drafts if ratio(draft["text"], draft["background"]) < 4.5]
    pale = [draft for draft in drafts if any(ratio(draft[fill], draft["background"]) < 3 for fill in FILLS)]
    flawed = [draft for draft in drafts if draft in faint or draft in pale]
    assert 1 <= len(faint) <= 10
    assert 5 <= len(flawed) <= 30


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("description", FIFTY)
def test_a_repair_gets_an_answer_without_flaws_in_the_same_hues(description, mode):
    first, repaired = draft_of(description, mode=mode), draft_of(description, mode=mode, after=REPAIR)
    for ground in ("background", "surface"):
        coloured = set(ROLES) - {"background", "surface"}
        assert all(ratio(repaired[role], repaired[ground]) >= 4.5 for role in coloured)
        assert all(ratio(colour, repaired[ground]) >= 3 for colour in repaired["chart"])
    assert hue_distance(first["primary"], repaired["primary"]) < 25


def test_a_repair_asked_for_in_a_turn_of_its_own_is_one_too():
    turns = [("user", theme_prompt("a harbour")), ("assistant", "{}"), ("user", "Fix the contrast.")]
    assert answers.answer(theme_schema(), turns) == answers.answer(
        theme_schema(), [("user", theme_prompt("a harbour") + REPAIR)]
    )


def test_a_description_that_speaks_of_refusals_is_no_repair():
    prompt = theme_prompt("refused, wrong and failed")
    assert not Prompt.read([("user", prompt)]).is_repair


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_low_contrast_fault_leaves_nothing_readable(mode):
    draft = draft_of(mode=mode, fault="low_contrast")
    assert all(ratio(draft[role], draft["background"]) < 3 for role in ("text", *FILLS, "warning", "danger"))
    assert all(ratio(colour, draft["background"]) < 3 for colour in draft["chart"])


def test_a_repair_keeps_the_brand_colours():
    assert draft_of(brand_colours=[{"hex": "#FFE082", "locked": True}], after=REPAIR)["primary"] == "#FFE082"


@pytest.mark.parametrize(
    "description", [*FIFTY, "www.example.org <b>{x}</b> 12 % of @all", "a b 1 2", "日本の喫茶店", "…!"]
)
def test_name_and_reasons_are_plain_words(description):
    draft = draft_of(description)
    for text in (draft["name"], draft["rationale"]):
        assert text
        assert not re.search(r"[\d<>{}\[\]`*_|@]|://|www\.", text)
    assert len(draft["name"]) <= 60
    assert len(draft["rationale"]) <= 600


@pytest.mark.parametrize(
    "inputs",
    [
        {"viewing_distance_m": "far", "density": 5, "mode": None},
        {"brand_colours": ["#0E7C86", {"hex": None}, 5], "viewing_distance_m": None},
        {"brand_colours": None, "fonts": [{"slug": "slab", "label": "Slab"}, 5]},
        {"fonts": {"slab": "sturdy"}, "density": "airy"},
    ],
)
def test_strange_inputs_get_an_answer_all_the_same(inputs):
    assert HEX.fullmatch(draft_of(**inputs)["primary"])


def test_a_prompt_without_data_is_read_as_a_description():
    document = json.loads(answers.answer(theme_schema(), [("user", "a forest, please")]))
    assert hue_distance(document["primary"], "#2E7D32") < 40


def test_a_theme_to_vary_lends_its_colours():
    roles = draft_of("a forest")
    vary = {"name": "Forest", "mode": "light", "roles": {role: roles[role] for role in ROLES}}
    varied = draft_of("with more energy", vary=vary)
    assert hue_distance(varied["primary"], roles["primary"]) < 30
    assert varied["primary"] != roles["primary"]


def test_a_draft_fits_what_the_schema_asks_for():
    schema = theme_schema()
    schema["properties"] |= {
        "base_px": {"type": "integer"},
        "ratio": {"type": "number", "enum": [1.1, 1.5]},
        "heading_weight": {"type": "string", "enum": ["bold", "regular"]},
        "motto": {"type": "string"},
    }
    draft = json.loads(answers.answer(schema, [("user", theme_prompt("a harbour"))]))
    assert isinstance(draft["base_px"], int)
    assert draft["ratio"] in (1.1, 1.5)
    assert draft["heading_weight"] == "bold"
    assert draft["motto"] == "harbour harbour"


def test_the_lexicon_knows_at_least_120_words_of_every_mood():
    assert len(LEXICON) >= 120
    assert {tone.mood for tone in LEXICON.values()} == set(MOODS)
    assert {"harbour", "dusk", "forest", "neon", "corporate"} <= set(LEXICON)
