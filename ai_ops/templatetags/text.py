"""Tags for texts: placeholders as chips, lengths as readers count, and what changed, word by word."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

from django import template
from django.conf.locale import LANG_INFO
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ai_ops.base import Json
from ai_ops.operations.text.checks import count_graphemes
from ai_ops.operations.text.placeholders import PLACEHOLDER

register = template.Library()

MODES = (
    ("generate", _("Write")),
    ("rewrite", _("Rewrite")),
    ("shorten", _("Shorten")),
    ("expand", _("Expand")),
    ("fix", _("Fix")),
    ("translate", _("Translate")),
    ("tone", _("Tone")),
)
TONES = (
    ("neutral", _("Neutral")),
    ("friendly", _("Friendly")),
    ("formal", _("Formal")),
    ("playful", _("Playful")),
    ("urgent", _("Urgent")),
    ("plain", _("Plain")),
)
LANGUAGES = (
    *("en-gb", "en-au", "ar", "bg", "ca", "hr", "cs", "cy", "da", "nl", "et", "fi", "fr", "de", "el", "he", "hi"),
    *("hu", "ga", "it", "ja", "ko", "lv", "lt", "nb", "pl", "pt", "pt-br", "ro", "sk", "sl", "es", "sv", "tr"),
    *("uk", "vi", "zh-hans"),
)
TOKEN = re.compile(rf"(?:{PLACEHOLDER.pattern}|\w+(?:['’-]\w+)*|\S)\s*")
"""A placeholder, a word or a sign, each with the space after it."""
LEAST_ALIKE = 0.2
"""Below this similarity (of difflib, 0 to 1) two texts share too little for a comparison by words."""


@register.filter
def graphemes(text: Any) -> int:
    """Return a text's length as readers count it, in extended grapheme clusters."""
    return count_graphemes(str(text or "").strip())


@register.filter
def pieces(text: str) -> list[tuple[bool, str]]:
    """Return a text as (is a placeholder, piece), in order. The pieces are plain text."""
    found, end = [], 0
    for match in PLACEHOLDER.finditer(text):
        found += [(False, text[end : match.start()]), (True, match[0])]
        end = match.end()
    return [piece for piece in (*found, (False, text[end:])) if piece[1]]


@register.filter
def with_chips(text: str) -> SafeString:
    """Return a text, escaped, with each placeholder as a chip that a script may fill with a sample value."""
    chip = '<span class="value-chip" data-placeholder="{0}">{0}</span>'
    return format_html_join(
        "", "{}", ((format_html(chip, piece) if is_value else piece,) for is_value, piece in pieces(text))
    )


@register.simple_tag
def word_changes(before: str, after: str) -> list[tuple[str, str]]:
    """Return what became of a text as ("same" | "gone" | "new", words), or nothing where little stayed."""
    one, two = TOKEN.findall(before), TOKEN.findall(after)
    matcher = SequenceMatcher(None, _words(one), _words(two), autojunk=False)
    if not before or matcher.ratio() < LEAST_ALIKE:
        return []
    return [(kind, words) for kind, words in _changes(matcher, one, two) if words]


def _words(tokens: Iterable[str]) -> list[str]:
    return [token.strip() for token in tokens]


def _changes(matcher: SequenceMatcher[str], one: list[str], two: list[str]) -> Iterable[tuple[str, str]]:
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(one[start:end], two[new_start:new_end], strict=True)
            yield "same", "".join(max(pair, key=len) for pair in pairs)  # with the wider space of the two
        else:
            yield from _apart("gone", "".join(one[start:end]))
            yield from _apart("new", "".join(two[new_start:new_end]))


def _apart(kind: str, words: str) -> list[tuple[str, str]]:
    """Return changed words, and the space after them as something that did not change."""
    bare = words.rstrip()
    return [(kind, bare), ("same", words[len(bare) :])]


@register.simple_tag
def text_modes() -> tuple[tuple[str, str | Promise], ...]:
    """Return what can be done to a text, with labels."""
    return MODES


@register.simple_tag
def text_tones() -> tuple[tuple[str, str | Promise], ...]:
    """Return the tones, with labels."""
    return TONES


@register.filter
def mode_label(mode: str) -> str | Promise:
    """Return the label of what was done to a text."""
    return dict(MODES).get(mode, mode)


@register.simple_tag
def languages(chosen: str) -> list[tuple[str, str]]:
    """Return languages as choices: tag and name, and the chosen one if it is none of them."""
    choices = sorted(((_tag(code), LANG_INFO[code]["name"]) for code in LANGUAGES), key=lambda choice: choice[1])
    is_known = chosen in {tag for tag, _name in choices}
    return choices if is_known or not chosen else [(chosen, chosen), *choices]


def _tag(code: str) -> str:
    """Return the tag as BCP 47 writes it: en-GB, zh-Hans."""
    language, _separator, rest = code.partition("-")
    shown = rest.title() if len(rest) > len("gb") else rest.upper()
    return f"{language}-{shown}" if rest else language


@register.simple_tag
def chosen_text(result: Json) -> str:
    """Return the variant that was chosen when the result was saved, or the first."""
    variants = result.get("variants") or [{"text": ""}]
    place = result.get("chosen")
    return str(variants[place if isinstance(place, int) and 0 <= place < len(variants) else 0]["text"])


@register.simple_tag
def go_on_with(text: str, inputs: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Return the fields of the form that goes on with a text, within the limits that it was made for."""
    inputs = inputs or {}
    mode = inputs.get("mode", "rewrite")
    limits = [(name, str(inputs[name])) for name in ("language", "max_chars", "variants") if inputs.get(name)]
    one_line = [("single_line", "on")] if inputs.get("single_line", True) else []
    listed = [(name, ", ".join(inputs[name])) for name in ("fields", "banned") if inputs.get(name)]
    return [("source", text), ("mode", "rewrite" if mode == "generate" else mode), *limits, *one_line, *listed]
