"""A look: the colours, fonts and sizes of a theme, as a layout is drawn with them."""

from dataclasses import dataclass

from ai_ops.drawing.inks import ink
from ai_ops.typesetting.faces import Face


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that a component draws with. Colours are #RRGGBB, lengths grid units.

    `sizes` are the type scale from the smallest to the largest step; `least` is the smallest size
    that may be read from where people stand. `chart` are the colours of series in order.
    """

    background: str
    surface: str
    text: str
    muted: str
    border: str
    primary: str
    on_primary: str
    accent: str
    success: str
    warning: str
    danger: str
    chart: tuple[str, ...]
    heading: Face
    body: Face
    sizes: tuple[float, ...]
    least: float
    gap: float
    radius: float

    def ink(self, colour: str) -> str:
        """Return a colour of the look, or the nearest to it in which a text can be read on its grounds."""
        return ink(colour, (self.background, self.surface), otherwise=self.text)
