"""A face: the font and the weight that a text is measured and shown in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """A font by its slug in `ai_ops.typesetting.fonts`, and a weight (100 to 900).

    Tabular figures are all of one width and height, where the font has such: for numbers.
    """

    font: str
    weight: int
    is_tabular: bool = False
