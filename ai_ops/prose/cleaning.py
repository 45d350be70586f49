"""Characters that no reader sees: taken out where they are harmless, refused where they hide something."""

import unicodedata

import regex

HIDING = regex.compile(r"(?V1)[\p{Bidi_Control}\p{Co}\p{Cs}\p{Cn}\uFFF9-\uFFFB\U000E0000-\U000E0FFF]|\p{M}{3}")
"""What reorders a text, tags it, has no agreed look, or is piled upon one letter."""
UNSEEN = regex.compile(r"(?V1)[\p{C}\p{Default_Ignorable_Code_Point}]")
"""Control, zero-width, bidirectional, private and unassigned characters; `isprintable` knows an older Unicode."""
SPACES = regex.compile(r"[\s\p{Z}]+")
LONGEST_QUOTE = 40


def cleaned(text: str) -> str:
    """Return a text in NFC, on one line, without a character that no reader sees."""
    visible = "".join(filter(str.isprintable, UNSEEN.sub("", SPACES.sub(" ", text))))
    return SPACES.sub(" ", unicodedata.normalize("NFC", visible)).strip()


def is_hiding(text: str) -> bool:
    """Return whether a text, not yet cleaned, has characters that change what a reader would see."""
    return bool(HIDING.search(text))


def shortened(text: str) -> str:
    """Return the beginning of a text of others, as it may stand in a sentence of ours."""
    return cleaned(text[: 4 * LONGEST_QUOTE])[:LONGEST_QUOTE]
