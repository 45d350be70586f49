"""The files that a theme can be downloaded as."""

import copy
import json
import re

import pytest

from ai_ops import registry
from ai_ops.base import Origin
from ai_ops.operations.theme import css, exports, tokens
from tests.ai_ops.theme import tokens_format
from tests.ai_ops.theme.drafts import LIGHT, theme
from tests.ai_ops.theme.tokens_format import InvalidTokensError

BRAND = [{"hex": "#0E7C86", "locked": True}, {"hex": "#FFEB3B", "locked": True}]
MODES = ("light", "dark", "both")


@pytest.fixture(scope="module")
def both():
    return theme(LIGHT, mode="both", brand_colours=BRAND)


def test_there_are_three_files():
    assert [(each.slug, each.suffix, each.content_type) for each in registry.get("theme").exports] == [
        ("tokens", ".tokens.json", "application/design-tokens+json"),
        ("css", ".css", "text/css; charset=utf-8"),
        ("inspire", ".inspire-theme.json", "application/json"),
    ]


@pytest.mark.parametrize("mode", MODES)
def test_a_tokens_file_keeps_to_the_format_and_holds_every_colour(mode):
    made = theme(LIGHT, mode=mode, brand_colours=BRAND)
    held = tokens_format.validate(json.loads(tokens.render(made, "Harbour")))
    for each, colours in made["modes"].items():
        for role, colour in colours["roles"].items():
            assert held["color", each, role][1]["hex"] == colour.lower()
        for place, colour in enumerate(colours["chart"], start=1):
            assert held["color", each, "chart", str(place)][1]["hex"] == colour.lower()
    assert held["color", "brand", "2"] == ("color", f"{{color.{next(iter(made['modes']))}.secondary}}")
    assert held["font", "size", "base"][1] == {"value": 18, "unit": "px"}


def test_a_tokens_file_says_what_it_is_and_what_made_it(both):
    document = tokens.document(both, "Harbour", Origin("claude-haiku-5-5", "own_key"))
    assert "made with AI" in document["$description"]
    assert "not a W3C standard" in document["$description"]
    assert document["$extensions"]["ai.inspire.theme"] == {
        "madeWithAi": True,
        "modes": ["light", "dark"],
        "model": "claude-haiku-5-5",
        "paidWith": "own_key",
    }


def spoil(document, path, value):
    spoilt = copy.deepcopy(document)
    part = spoilt
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    return spoilt


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("color", "light", "primary", "$value", "hex"), "#0E7C8"),
        (("color", "light", "primary", "$value", "hex"), "#0E7C87"),
        (("color", "light", "primary", "$value", "components"), [14, 124, 134]),
        (("color", "light", "primary", "$value", "colorSpace"), "sRGB"),
        (("color", "light", "primary", "$value"), "#0E7C86"),
        (("color", "light", "primary", "$type"), "colour"),
        (("color", "light", "pri.mary"), {"$type": "number", "$value": 1}),
        (("color", "$light"), {}),
        (("color", "brand", "1", "$value"), "{color.light.tertiary}"),
        (("color", "brand", "1", "$value"), "{color.brand.1}"),
        (("color", "brand", "1", "$value"), "{spacing.1}"),
        (("spacing", "1", "$value"), "4px"),
        (("spacing", "1", "$value", "unit"), "pt"),
        (("font", "weight", "body", "$value"), 1001),
        (("font", "family", "body", "$value"), 'Georgia, "serif"'),
        (("text", "body", "$value", "fontSize"), "{font.weight.body}"),
        (("text", "body", "$value", "kerning"), 1),
    ],
)
def test_the_validator_of_these_tests_catches_a_fault(both, path, value):
    document = tokens.document(both, "Harbour")
    tokens_format.validate(document)
    with pytest.raises(InvalidTokensError):
        tokens_format.validate(spoil(document, path, value))


@pytest.mark.parametrize("mode", MODES)
def test_a_style_sheet_declares_each_colour_of_its_mode(mode):
    made = theme(LIGHT, mode=mode, brand_colours=BRAND)
    sheet = css.render(made, "Harbour")
    for colours in made["modes"].values():
        for role, colour in colours["roles"].items():
            assert f"--theme-{role}: {colour};" in sheet
    assert ("prefers-color-scheme: dark" in sheet) == (mode == "both")
    assert sheet.count("{") == sheet.count("}")
    assert f"color-scheme: {'light dark' if mode == 'both' else mode};" in sheet


LINE = re.compile(
    r"""  \s*(?:--theme-[a-z0-9-]+:\ (?:\#[0-9A-F]{6}|[0-9.]+(?:px)?|[A-Za-z0-9 ,"-]+)|color-scheme:\ [a-z ]+);""",
    re.VERBOSE,
)
HEAD = re.compile(
    r"""\s*(?:/\*[^*/]*\*/|@media\ \(prefers-color-scheme:\ dark\)\ \{|:root(?:\[data-theme="(?:light|dark)"\]"""
    r"""|:not\(\[data-theme="light"\]\))?\ \{|\})?""",
    re.VERBOSE,
)


@pytest.mark.parametrize("name", ["Harbour", "*/ body { display: none } /*", "a*/b", "*\u200b/ x", "/**/", "\n*/\n"])
def test_a_style_sheet_holds_our_own_declarations_alone_whatever_its_name(both, name):
    for line in css.render(both, name).splitlines():
        assert LINE.fullmatch(line) or HEAD.fullmatch(line), line


def test_a_property_is_declared_once_in_a_rule(both):
    for rule in re.findall(r"\{([^{}]*)\}", css.render(both, "Harbour")):
        names = re.findall(r"([a-z0-9-]+):", rule.replace("color-scheme:", ""))
        assert len(names) == len(set(names))


def test_our_own_file_is_versioned_marked_and_complete(both):
    document = json.loads(exports.saved_file(both, "Harbour"))
    assert document == {
        "format": "inspire-theme",
        "version": 1,
        "name": "Harbour",
        "made_with_ai": True,
        "model": "",
        "paid_with": "",
        "theme": both,
    }


@pytest.mark.parametrize(
    ("paid_with", "in_words", "as_a_word"),
    [("credits", "paid with credits", '"credits"'), ("own_key", "paid with an own key", '"own_key"')],
)
def test_each_file_says_what_paid_for_its_run(both, paid_with, in_words, as_a_word):
    origin = Origin("claude-haiku-5-5", paid_with)
    for export in registry.get("theme").exports:
        content = export.render(both, "Harbour", origin)
        assert (in_words if export.slug == "css" else as_a_word) in content


def test_a_name_of_any_script_stays_readable_in_a_file(both):
    for export in registry.get("theme").exports:
        assert "Hafencafé 港" in export.render(both, "Hafencafé 港", Origin())
