"""The kinds of text in components, and the sizes that each may have."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ai_ops.drawing.looks import Look
from ai_ops.typesetting.faces import Face

STEP = 1.15
"""Between two sizes below the smallest of a look."""
BOLD = 600


@dataclass(frozen=True, slots=True)
class Type:
    """A face, the sizes that a text of this kind may have, the largest first, and its colour.

    `what` and `advice` are the words for a text that does not fit.
    """

    face: Face
    sizes: tuple[float, ...]
    fill: str
    what: str = "text"
    advice: str = "make it larger or the text shorter"

    @property
    def size(self) -> float:
        """Return the largest size."""
        return self.sizes[0]

    @property
    def least(self) -> float:
        """Return the smallest size."""
        return self.sizes[-1]

    def at(self, *sizes: float) -> "Type":
        """Return the same in other sizes, the largest first."""
        return replace(self, sizes=sizes)

    def about(self, what: str, advice: str = "") -> "Type":
        """Return the same for a text that is called otherwise where it does not fit."""
        return replace(self, what=what, advice=advice or self.advice)

    def inked(self, fill: str) -> "Type":
        """Return the same in another colour."""
        return replace(self, fill=fill)


def ladder(look: Look, largest: float) -> tuple[float, ...]:
    """Return the sizes from a largest one down to the least of a look: its steps, and finer ones below them."""
    found = [size for size in look.sizes if look.least <= size <= largest]
    finer = min(look.sizes[0], largest) / STEP
    while finer > look.least:
        found.append(finer)
        finer /= STEP
    return tuple(sorted({look.least, *found}, reverse=True))


def step(look: Look, number: int) -> float:
    """Return a step of a look's sizes, the last one where there are fewer."""
    return look.sizes[min(number, len(look.sizes) - 1)]


def title(look: Look) -> Type:
    """Return how the title above a component is set."""
    face = Face(look.body.font, max(look.body.weight, 500))
    return Type(face, ladder(look, step(look, 1)), look.muted, "title", "make it wider or the title shorter")


def small(look: Look) -> Type:
    """Return how ticks, notes and captions are set."""
    return Type(replace(look.body, is_tabular=True), ladder(look, step(look, 0)), look.muted)


def label(look: Look) -> Type:
    """Return how names beside values are set."""
    return Type(replace(look.body, is_tabular=True), ladder(look, step(look, 1)), look.text, "label")


def strong(look: Look) -> Type:
    """Return how values beside names are set."""
    face = Face(look.body.font, max(look.body.weight, BOLD), is_tabular=True)
    return Type(face, ladder(look, step(look, 1)), look.text, "value", "make it wider or show fewer decimals")


def value(look: Look, *, largest: float) -> Type:
    """Return how the one value of a component is set."""
    face = replace(look.heading, is_tabular=True)
    return Type(face, ladder(look, largest), look.text, "value", "make it wider or show fewer decimals")


def text(look: Look, sizes: Sequence[float]) -> Type:
    """Return how running text is set."""
    return Type(look.body, tuple(sizes), look.text)
