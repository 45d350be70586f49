"""Text for a Markdown file that says nothing in Markdown by itself (CommonMark 0.31, and GitHub's autolinks).

Words are escaped. What comes from the data, as names of columns do, stands in code spans, where no link,
mention or markup begins.
"""

import re
from collections.abc import Iterable

from ai_ops.prose.cleaning import cleaned

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#~$^&]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_START = re.compile(r"^(\d*)([-+=.)])")
_QUOTED = re.compile(r"“([^“”]*)”")
_AT = "\N{FULLWIDTH COMMERCIAL AT}"
_LIKE = str.maketrans({"`": "'", "\\": "\N{SET MINUS}"})
"""What ends a code span, or could part two cells inside one, and what stands for it."""


def escaped(words: str) -> str:
    """Return words whose signs mean nothing, from the second word of a line on."""
    return _SIGNS.sub(lambda match: f"\\{match[0]}", words).replace("@", _AT)


def line(markdown: str) -> str:
    """Return a line that begins no list, heading or rule by what its first word is."""
    return _START.sub(r"\1\\\2", markdown)


def words(text: str) -> str:
    """Return a text as one line of words: whatever it holds is shown and does nothing."""
    return line(escaped(cleaned(text)))


def verbatim(text: str) -> str:
    """Return a text of the data, on one line, as a code span."""
    shown = cleaned(text).translate(_LIKE)
    return f"`{shown}`" if shown else "–"


def quoting(text: str) -> str:
    """Return a sentence of ours in which names of the data stand between “ and ”, each of them as a code span."""
    pieces = _QUOTED.split(cleaned(text))
    return line("".join(verbatim(piece) if place % 2 else escaped(piece) for place, piece in enumerate(pieces)))


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of cells that are Markdown already. A pipe parts no cells (GitHub Flavored Markdown, 4.10)."""
    head = list(header)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in each) + " |" for each in lines)
