"""Mend what can be mended in a proposed text without changing its words."""

import unicodedata

import regex

QUOTES = (('"', '"'), ("“", "”"), ("‘", "’"), ("«", "»"), ("„", "“"), ("'", "'"))
PART_OF_AN_EMOJI = regex.compile(
    r"(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})"
    r"|(?<=\p{Emoji})[\uFE0E\uFE0F]"
    r"|(?<=\U0001F3F4)\U000E0067\U000E0062(?:\U000E0065\U000E006E\U000E0067|\U000E0073\U000E0063\U000E0074"
    r"|\U000E0077\U000E006C\U000E0073)\U000E007F"
)
"""The joiner, a variation selector, and the tags of the flags of England, Scotland and Wales (UTS 51)."""
HIDDEN = regex.compile(r"(?V1)[[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]--\p{Extended_Pictographic}--[\n]]")
"""Control, format, bidirectional, private and unassigned characters, and what shows nothing at all."""
QUOTE_INSIDE = {left: regex.compile(rf"(?<!\w)[{left}{right}]|[{left}{right}](?!\w)") for left, right in QUOTES}
"""A quotation mark at the edge of a word; within a word it is an apostrophe."""
LINE_BREAKS = regex.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def hidden_characters(text: str) -> set[str]:
    """Return the characters of a text that no reader sees.

    What makes an emoji of several characters is part of that emoji, and not hidden.
    """
    return set(HIDDEN.findall(PART_OF_AN_EMOJI.sub("", text)))


def _without_hidden(text: str) -> str:
    plain, last = [], 0
    for match in PART_OF_AN_EMOJI.finditer(text):
        plain += [HIDDEN.sub("", text[last : match.start()]), match[0]]
        last = match.end()
    return "".join([*plain, HIDDEN.sub("", text[last:])])


def _without_quotes(text: str, source: str) -> str:
    for left, right in QUOTES:
        if len(text) > len(left + right) and text.startswith(left) and text.endswith(right):
            inner = text[len(left) : -len(right)]
            if not QUOTE_INSIDE[left].search(inner) and not source.startswith(left):
                return inner.strip()
    return text


def tidy(text: str, *, source: str, single_line: bool) -> tuple[str, list[str]]:
    """Return the text in NFC without hidden characters, wrapping quotes or stray line breaks, and what was done."""
    mends = []
    plain = LINE_BREAKS.sub("\n", text)
    shown = _without_hidden(plain.replace("\t", " "))
    if shown != plain:
        mends.append("hidden characters were taken out")
    if single_line and "\n" in shown.strip():
        shown = " ".join(shown.split())
        mends.append("line breaks were joined into one line")
    unquoted = _without_quotes(shown.strip(), source)
    if unquoted != shown.strip():
        mends.append("quotation marks around it were taken off")
    return unicodedata.normalize("NFC", unquoted), mends
