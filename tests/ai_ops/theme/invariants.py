"""What holds for every accepted theme, measured by other means than those that made it."""

import json
import re
from itertools import combinations

from coloraide import Color

from ai_ops.operations.theme.fonts import FONTS

FILLS = ("primary", "secondary", "accent", "success", "warning", "danger", "info")
ROLES = {*FILLS, "background", "surface", "text", "neutral"}
STEPS = ["50", "100", "200", "300", "400", "500", "600", "700", "800", "900", "950"]


def wcag(one, other):
    """The contrast ratio, written down once more from WCAG 2.2, with nothing of ours."""
    lights = []
    for colour in (one, other):
        shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)
        lights.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def check(theme, *, wishes, base=None):
    """Fail where a theme breaks an invariant."""
    assert json.loads(json.dumps(theme, allow_nan=False)) == theme
    assert set(theme["modes"]) == ({"light", "dark"} if wishes["mode"] == "both" else {wishes["mode"]})
    for mode, colours in theme["modes"].items():
        check_mode(colours, mode)
        check_pairs([pair for pair in theme["pairs"] if pair["mode"] == mode], colours)
        check_chart(colours["chart"])
    check_brand(theme, wishes, base)
    check_sizes(theme)
    check_words(theme)
    for steps in theme["ramps"].values():
        assert list(steps) == STEPS


def check_mode(colours, mode):
    assert set(colours["roles"]) == ROLES
    assert set(colours["on"]) == set(colours["large"]) == set(FILLS)
    values = [*colours["roles"].values(), *colours["on"].values(), *colours["large"].values(), *colours["chart"]]
    assert all(re.fullmatch("#[0-9A-F]{6}", each) for each in [*values, colours["muted"], colours["border"]])
    text, ground = (Color(colours["roles"][role]).luminance() for role in ("text", "background"))
    assert (text < ground) == (mode == "light")


def check_pairs(pairs, colours):
    """Every pair is there, with its own colours, passes, and shows no more than it reaches."""
    roles = colours["roles"]
    expected = {}
    for ground in ("background", "surface"):
        expected[f"Text on {ground}"] = (roles["text"], roles[ground], 4.5)
        expected[f"Muted text on {ground}"] = (colours["muted"], roles[ground], 4.5)
        expected[f"Control border on {ground}"] = (colours["border"], roles[ground], 3)
        for role in FILLS:
            expected[f"{role.capitalize()} as large text on {ground}"] = (colours["large"][role], roles[ground], 3)
        for place, colour in enumerate(colours["chart"], start=1):
            expected[f"Chart colour {place} on {ground}"] = (colour, roles[ground], 3)
    for role in FILLS:
        expected[f"Text on {role}"] = (colours["on"][role], roles[role], 4.5)
    shown = {pair["name"]: (pair["foreground"], pair["background"], pair["needed"]) for pair in pairs}
    assert shown == expected
    assert len(pairs) == len(expected)
    for pair in pairs:
        ratio = wcag(pair["foreground"], pair["background"])
        assert ratio >= pair["needed"], pair
        assert pair["ratio"] <= ratio + 1e-9 < pair["ratio"] + 0.01 + 2e-9
        assert pair["grade"] == ("AAA" if ratio >= 7 else "AA" if ratio >= 4.5 else "AA large")


def check_chart(chart):
    assert 6 <= len(chart) <= 8
    for one, other in combinations(chart, 2):
        assert Color(one).delta_e(other, method="2000") >= 7.4
        for deficiency in ("protan", "deutan", "tritan"):
            seen = [Color(each).filter(deficiency, 1, method="brettel") for each in (one, other)]
            assert seen[0].delta_e(seen[1], method="2000") >= 7.4, (one, other, deficiency)


def check_brand(theme, wishes, base):
    given = {each["hex"].upper(): each["locked"] for each in wishes["brand_colours"]}
    held = [each["hex"] for each in base["brand"] if each["locked"]] if base else []
    locked = {hex_ for hex_, is_locked in given.items() if is_locked} | {hex_ for hex_ in held if hex_ not in given}
    placed = {each["hex"]: each["role"] for each in theme["brand"] if each["locked"]}
    assert locked <= set(placed) or len(locked | set(given)) > len(FILLS)
    assert set(given) <= {each["hex"] for each in theme["brand"]}
    assert len({each["role"] for each in theme["brand"]}) == len(theme["brand"])
    for colours in theme["modes"].values():
        assert all(colours["roles"][role] == hex_ for hex_, role in placed.items())


def check_sizes(theme):
    typography = theme["typography"]
    assert 12 <= typography["base_px"] <= 32
    for face in ("heading", "body"):
        assert typography[face]["stack"] == FONTS[typography[face]["font"]].stack
        assert 300 <= typography[face]["weight"] <= 800
    sizes = [step["px"] for step in typography["scale"]]
    assert sizes == sorted(sizes)
    assert 7 <= sizes[0] <= sizes[-1] <= 360
    assert theme["spacing"]["base"] in (4, 6, 8)
    assert 0 <= theme["radius"] <= 24


def check_words(theme):
    assert 1 <= len(theme["name"]) <= 60
    assert 1 <= len(theme["rationale"]) <= 600
    for text in (theme["name"], theme["rationale"]):
        assert text.isprintable()
        assert not re.search(r"[<>\[\]`{}@]|://|www\.", text)
