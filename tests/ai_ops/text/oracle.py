"""What an accepted text must satisfy, written apart from the program's own checks."""

import unicodedata
from collections import Counter
from typing import Any

import regex

PLACEHOLDER = regex.compile(r"\{\{[^{}]+\}\}|\{\p{L}[\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_-]+)*\}")
DOMAIN = regex.compile(r"[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}")
MAIL = regex.compile(r"[^\s@]@[^\s@]{2,}")
JOINED = regex.compile(r"(?<=\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0F]*)\u200D(?=\p{Extended_Pictographic})")
FLAG = regex.compile(r"\U0001F3F4[\U000E0061-\U000E007A]{5}\U000E007F")
BAD_SIGNS = ("**", "__", "`", "~~", "](", "<script", "<b>", "</", "&amp;", "{%", "{#", "${", "<%", "://", "javascript:")


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def bare(text: str) -> str:
    return PLACEHOLDER.sub(" ", text)


def digits(text: str) -> Counter[str]:
    """Return every character that stands for a number, in any script."""
    return Counter(each for each in bare(text) if unicodedata.category(each) in {"Nd", "Nl", "No"})


def graphemes(text: str) -> int:
    return len(regex.findall(r"\X", text))


def hidden(text: str) -> list[str]:
    visible = FLAG.sub("", JOINED.sub("", text))
    return [each for each in visible if each != "\n" and unicodedata.category(each) in {"Cc", "Cf", "Zl", "Zp", "Co"}]


def faults(text: str, asked: dict[str, Any], *, fields: tuple[str, ...] = ()) -> list[str]:
    """Return what is wrong with one accepted text, in short words."""
    source, instruction = asked.get("source", ""), asked.get("instruction", "")
    extra = placeholders(text) - placeholders(source)
    found = {
        "lost a placeholder": placeholders(source) - placeholders(text),
        "a placeholder too many": extra - Counter(f"{{{field}}}" for field in fields),
        "a new digit": set(digits(text)) - set(digits(f"{source}\n{instruction}")),
        "a new link": set(DOMAIN.findall(bare(text).lower())) - set(DOMAIN.findall(f"{source} {instruction}".lower())),
        "an address": MAIL.search(bare(text)) and "@" not in source + instruction,
        "new markup": [sign for sign in BAD_SIGNS if bare(text).lower().count(sign) > bare(source).lower().count(sign)],
        "a stray mark": [each for each in "⟦⟧⟪⟫⦃⦄⧼⧽" if each in text and each not in source],
        "stray braces": [each for each in "{}" if bare(text).count(each) > bare(source).count(each)],
        "hidden characters": hidden(text),
        "a line break": asked.get("single_line", True) and "\n" in text,
        "too long": graphemes(text) > asked.get("max_chars", 80),
        "not NFC": unicodedata.normalize("NFC", text) != text,
        "nothing to read": not any(unicodedata.category(each)[0] in "LNS" for each in bare(text))
        and bare(text) == text,
        "the source again": text == source,
    }
    return [name for name, is_wrong in found.items() if is_wrong]


def check(result: dict[str, Any] | None, asked: dict[str, Any], *, fields: tuple[str, ...] = ()) -> None:
    """Fail where an accepted result breaks a promise."""
    assert result is not None
    texts = [variant["text"] for variant in result["variants"]]
    assert texts
    assert len(set(texts)) == len(texts) <= asked.get("variants", 3)
    for variant in result["variants"]:
        assert faults(variant["text"], asked, fields=fields) == [], (variant["text"], asked)
        assert variant["length"] == graphemes(variant["text"])
