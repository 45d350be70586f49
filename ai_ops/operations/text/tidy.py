"""Mend what can be mended in a proposed text without changing its words."""

import unicodedata

import regex

QUOTES = (('"', '"'), ("“", "”"), ("‘", "’"), ("«", "»"), ("„", "“"), ("'", "'"))
JOINED_EMOJI = regex.compile(
    r"(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})"
)
LINE_BREAKS = regex.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
KEPT_CONTROL = "\n"


def hidden_characters(text: str) -> set[str]:
    """Return the control, zero-width and bidirectional characters of a text.

    A zero-width joiner inside an emoji is part of that emoji, and not hidden.
    """
    visible = JOINED_EMOJI.sub("", text)
    return {each for each in visible if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Co", "Cn"}} - {KEPT_CONTROL}


def _without_hidden(text: str) -> str:
    hidden = hidden_characters(text) - {"\t"}
    parts = JOINED_EMOJI.split(text)
    return "\u200d".join("".join(each for each in part if each not in hidden) for part in parts)


def _without_quotes(text: str, source: str) -> str:
    for left, right in QUOTES:
        if len(text) > len(left + right) and text.startswith(left) and text.endswith(right):
            inner = text[len(left) : -len(right)]
            if left not in inner and right not in inner and not source.startswith(left):
                return inner.strip()
    return text


def tidy(text: str, *, source: str, single_line: bool) -> tuple[str, list[str]]:
    """Return the text in NFC without hidden characters, wrapping quotes or stray line breaks, and what was done."""
    mends = []
    plain = LINE_BREAKS.sub("\n", text)
    shown = _without_hidden(plain).replace("\t", " ")
    if shown != plain:
        mends.append("hidden characters were taken out")
    if single_line and "\n" in shown.strip():
        shown = " ".join(shown.split())
        mends.append("line breaks were joined into one line")
    unquoted = _without_quotes(shown.strip(), source)
    if unquoted != shown.strip():
        mends.append("quotation marks around it were taken off")
    return unicodedata.normalize("NFC", unquoted), mends
