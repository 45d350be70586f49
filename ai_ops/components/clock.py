"""A clock: the present time in a zone. A page's script keeps it going."""

from datetime import datetime
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_datetime

from ai_ops.components.base import Box, Component, Content, Input
from ai_ops.components.parts import cards, values
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.pen import Pen
from ai_ops.components.parts.values import WORDS
from ai_ops.components.registry import register
from ai_ops.drawing.looks import Look

NOW = "now"
"""Under this name whoever draws a layout gives the moment, in the tenant's zone: it is no input."""
FORMATS = ("HH:mm", "HH:mm:ss", "h:mm a")
DATED = "EEEE d MMMM y"
LOCALE = "en_GB"
UNKNOWN = {"HH:mm": "--:--", "HH:mm:ss": "--:--:--", "h:mm a": "--:--"}


@register
class Clock(Component):
    """A card with the time, and the date below it."""

    slug = "clock"
    label = "Clock"
    about = "The present time and date, in the layout's zone or in another. It needs no data."
    inputs = (
        Input("zone", "A time zone such as Europe/Paris", kinds=WORDS, takes_literal=True),
        Input("format", "HH:mm, HH:mm:ss or h:mm a", kinds=WORDS, takes_literal=True),
    )
    least = (4, 2)
    aspect = (0.6, 10.0)
    weight = 2

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return a card with the time; `data-*` attributes say how a script writes the next one."""
        pen = Pen(look, box, is_strict)
        card, moment, pattern = cards.titled(content, pen), present(content), form(content)
        below, place = card.inner.from_bottom(0.3 * card.inner.height)
        time = written(moment, pattern) if moment else UNKNOWN[pattern]
        type_ = kinds.value(look, largest=min(kinds.step(look, 9), max(place.height, look.least)))
        first = pen.line(time, place, type_=type_).element
        second = pen.lax().line(written(moment, DATED) if moment else "", below, type_=kinds.small(look)).element
        for element, how in ((first, pattern), (second, DATED)):
            element.set("class", "clock")
            element.set("data-format", how)
            element.set("data-zone", zone(content, moment))
        return [*card.elements, first, second]

    def describe(self, content: Content) -> str:
        """Return the time and the zone."""
        moment = present(content)
        named = values.named(content, "Clock")
        if moment is None:
            return f"{named}: the present time"
        return f"{named}: {written(moment, form(content))}, {written(moment, DATED)} ({zone(content, moment)})"


def present(content: Content) -> datetime | None:
    """Return the moment that was given, in the zone that is asked for."""
    bound = content.one(NOW)
    moment = bound.values[0] if bound and bound.values else None
    if not isinstance(moment, datetime):
        return None
    asked = known_zone(values.one_text(content, "zone"))
    return moment.astimezone(asked) if asked and moment.tzinfo else moment


def known_zone(name: str) -> ZoneInfo | None:
    """Return the zone of a name, or None."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone(content: Content, moment: datetime | None) -> str:
    """Return the name of the zone that is shown."""
    asked = values.one_text(content, "zone")
    return asked if known_zone(asked) else str(moment.tzinfo) if moment and moment.tzinfo else "UTC"


def form(content: Content) -> str:
    """Return the format that is asked for, or the plain one."""
    asked = values.one_text(content, "format")
    return asked if asked in FORMATS else FORMATS[0]


def written(moment: datetime, pattern: str) -> str:
    """Return a moment by a pattern."""
    return format_datetime(moment, pattern, locale=LOCALE)
