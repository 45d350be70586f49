"""Texts of a table, made fit to be shown: cut, on one line, and without what no reader sees."""

from typing import Final

import regex

HIDDEN: Final = regex.compile(r"[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]")
"""Control, format, bidirectional, private and unassigned characters, and what shows nothing at all."""
LABEL: Final = 40
CUT: Final = "…"


def cleaned(text: str, longest: int = LABEL) -> str:
    """Return at most so many characters of a text, hidden ones left out and white space joined."""
    start = " ".join(text[: 8 * longest].split())
    shown = " ".join(str(HIDDEN.sub("", start)).split())
    is_cut = len(shown) > longest or len(text) > 8 * longest
    return f"{shown[: longest - 1].rstrip()}{CUT}" if is_cut else shown
