"""Break a text into lines that are no wider than a box."""

import regex

from ai_ops.typesetting.faces import Face
from ai_ops.typesetting.measuring import width

_CJK = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}"
_PIECE = regex.compile(
    rf"""\s+                          # spaces
      | [{_CJK}]\p{{M}}*              # a character that a line may break beside
      | [^\s{_CJK}]+?(?:[-/–—]+|(?=[\s{_CJK}])|$)  # a word, to its end or to a hyphen or slash
    """,
    regex.VERBOSE,
)
_GRAPHEME = regex.compile(r"\X")


def lines(text: str, face: Face, size: float, *, within: float) -> list[str]:
    """Return the lines of a text: broken at spaces, after hyphens and slashes, and between CJK characters.

    A word that fits no line is broken inside. No line is wider than `within`, unless a single
    character is.
    """
    found = [""]
    for piece in (part for each in _PIECE.findall(text) for part in _broken(each, face, size, within=within)):
        if piece.isspace():
            found[-1] += " " if found[-1] else ""
        elif found[-1] and width(found[-1] + piece, face, size) > within:
            found[-1] = found[-1].rstrip()
            found.append(piece)
        else:
            found[-1] += piece
    return [each.rstrip() for each in found if each.strip()]


def _broken(piece: str, face: Face, size: float, *, within: float) -> list[str]:
    """Return a piece, or its parts where it is too wide for a line."""
    if piece.isspace() or width(piece, face, size) <= within:
        return [piece]
    parts = [""]
    for character in _GRAPHEME.findall(piece):
        if parts[-1] and width(parts[-1] + character, face, size) > within:
            parts.append("")
        parts[-1] += character
    return parts
