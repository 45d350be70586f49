"""Find the size in which a text fits its box, or cut it where none does."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from ai_ops.typesetting.faces import Face
from ai_ops.typesetting.measuring import ascent, descent, width
from ai_ops.typesetting.wrapping import lines

_GRAPHEME = regex.compile(r"\X")
ELLIPSIS = "…"
LEADING = 1.3
"""Distance of two baselines, in sizes."""
LONGEST = 2_000
"""Characters of a text that are set; what follows is cut."""


@dataclass(frozen=True, slots=True)
class Block:
    """A text set in lines: `is_whole` says whether nothing was cut off."""

    lines: tuple[str, ...]
    size: float
    height: float
    is_whole: bool = True


def fit_line(text: str, face: Face, sizes: Sequence[float], *, box: tuple[float, float]) -> float | None:
    """Return the largest of the sizes in which a text fits a box (width, height) on one line, or None."""
    wide, high = box
    one = width(text, face, 1.0)
    fitting = [size for size in sizes if one * size <= wide and line_height(face, size) <= high]
    return max(fitting, default=None)


def fit_block(text: str, face: Face, sizes: Sequence[float], *, box: tuple[float, float]) -> Block | None:
    """Return a text in the largest of the sizes in which its lines fit a box (width, height), or None."""
    if len(text) > LONGEST:
        return None
    for size in sorted(sizes, reverse=True):
        block = set_block(text, face, size, within=box[0])
        if block.height <= box[1] and all(width(line, face, size) <= box[0] for line in block.lines):
            return block
    return None


def set_block(text: str, face: Face, size: float, *, within: float) -> Block:
    """Return a text in lines of at most a width, however many it takes."""
    found = tuple(lines(text[:LONGEST], face, size, within=within))
    return Block(found, size, block_height(face, size, len(found)))


def cut_block(text: str, face: Face, size: float, *, box: tuple[float, float]) -> Block:
    """Return as many lines of a text as a box has room for, at least one; the last ends in … where more follows."""
    whole = set_block(text, face, size, within=box[0])
    room = max(1, int((box[1] - line_height(face, size)) / (LEADING * size) + 1.000001))
    if not whole.lines or (len(whole.lines) <= room and len(text) <= LONGEST):
        return whole
    kept = whole.lines[:room]
    last = cut(f"{kept[-1]}{ELLIPSIS}", face, size, within=box[0])
    last = last if last.endswith(ELLIPSIS) else f"{last}{ELLIPSIS}"
    return Block((*kept[:-1], last), size, block_height(face, size, len(kept)), is_whole=False)


def cut(text: str, face: Face, size: float, *, within: float) -> str:
    """Return a text, or as much of its beginning with … as fits a width; … alone where nothing does."""
    if width(text, face, size) <= within and len(text) <= LONGEST:
        return text
    graphemes = _GRAPHEME.findall(text[:LONGEST])
    least, most = 0, len(graphemes)
    while least < most:
        middle = (least + most + 1) // 2
        if width(_ended(graphemes[:middle]), face, size) <= within:
            least = middle
        else:
            most = middle - 1
    return _ended(graphemes[:least])


def _ended(graphemes: Sequence[str]) -> str:
    return "".join(graphemes).rstrip().rstrip(ELLIPSIS) + ELLIPSIS


def line_height(face: Face, size: float) -> float:
    """Return the height of a line from its highest to its lowest letters."""
    return (ascent(face) + descent(face)) * size


def block_height(face: Face, size: float, count: int) -> float:
    """Return the height of so many lines."""
    return line_height(face, size) + max(0, count - 1) * LEADING * size if count else 0.0
