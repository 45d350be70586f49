"""Areas: rectangles within a component, cut from one another."""

from dataclasses import dataclass

from ai_ops.components.base import Box


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in grid units, from the component's top left corner. No side is negative."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return where it ends on the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return where it ends below."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Return the middle of its width."""
        return self.x + self.width / 2

    @property
    def centre(self) -> float:
        """Return the middle of its height."""
        return self.y + self.height / 2

    @property
    def size(self) -> tuple[float, float]:
        """Return its width and height."""
        return self.width, self.height

    def inset(self, across: float, down: float | None = None) -> "Area":
        """Return the area without a margin on each side."""
        down = across if down is None else down
        return area(self.x + across, self.y + down, width=self.width - 2 * across, height=self.height - 2 * down)

    def from_top(self, height: float, *, gap: float = 0) -> "tuple[Area, Area]":
        """Return what is so high at the top, and what is left below a gap."""
        height = min(height, self.height)
        rest = area(self.x, self.y + height + gap, width=self.width, height=self.height - height - gap)
        return area(self.x, self.y, width=self.width, height=height), rest

    def from_bottom(self, height: float, *, gap: float = 0) -> "tuple[Area, Area]":
        """Return what is so high at the bottom, and what is left above a gap."""
        height = min(height, self.height)
        rest = area(self.x, self.y, width=self.width, height=self.height - height - gap)
        return area(self.x, self.bottom - height, width=self.width, height=height), rest

    def from_left(self, width: float, *, gap: float = 0) -> "tuple[Area, Area]":
        """Return what is so wide on the left, and what is left beside a gap."""
        width = min(width, self.width)
        rest = area(self.x + width + gap, self.y, width=self.width - width - gap, height=self.height)
        return area(self.x, self.y, width=width, height=self.height), rest

    def from_right(self, width: float, *, gap: float = 0) -> "tuple[Area, Area]":
        """Return what is so wide on the right, and what is left beside a gap."""
        width = min(width, self.width)
        rest = area(self.x, self.y, width=self.width - width - gap, height=self.height)
        return area(self.right - width, self.y, width=width, height=self.height), rest


def area(x: float, y: float, *, width: float, height: float) -> Area:
    """Return an area whose sides are not negative."""
    return Area(x, y, max(0.0, width), max(0.0, height))


def whole(box: Box) -> Area:
    """Return the area of a whole box."""
    return Area(0, 0, box.width, box.height)
