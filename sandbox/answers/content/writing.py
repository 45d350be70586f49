"""The words of a layout, and the document that its parts make; which words of several, the request decides."""

import re
from collections.abc import Sequence
from typing import Any, Final

from sandbox.answers.content.block import Block, Field
from sandbox.answers.content.parts import Bound, Part, Placed
from sandbox.answers.prompt import Prompt, spelled, words_of
from sandbox.answers.texts.wish import raised

PLAIN: Final = re.compile(r"[A-Za-z]{2,18}([ _.-][A-Za-z]{1,18}){0,2}")
CLAIMING: Final = re.compile(
    r"(?i)hundred|thousand|million|dozen|percent|half|double|triple|\b(three|four|five|six|seven|eight|nine|ten|zero)\b"
)
"""Names that are not shown in a title."""
SCREENS: Final = ("{} at a glance", "{} in view", "{} in brief", "All about {}")
NAMELESS: Final = ("What matters now", "The figures of the day", "Our data at a glance")
FIGURES: Final = ("the main figure", "another figure", "a further figure", "one more figure")
NOW: Final = ("{} now", "{}", "Latest {}", "{} at present")
WAYS: Final = {
    "metric": NOW,
    "gauge": ("{} on its scale", "{} within its range"),
    "progress": ("{} so far", "How far: {}"),
    "line_chart": ("{} over time", "The course of {}", "{}: how it went"),
    "bar_chart": ("{} by {}", "{} for each {}"),
    "pie": ("Shares of {}", "{} in shares"),
    "list": ("{} and {}", "{} by {}"),
    "table": ("{} in detail", "The newest rows of {}", "{}, row by row"),
    "ticker": ("From {}",),
    "map_points": ("{} on the map",),
    "text": ("{} in words",),
    "heading": ("{}",),
    "qr_code": ("{} on your phone",),
}
REASONS: Final = {
    "heading": ("It says what the screen is about.", "People know at once what they look at."),
    "metric": ("A number that is read in passing stands large.", "It is what people look for first."),
    "line_chart": ("It shows how things got to where they are.", "Time runs from left to right, as people expect it."),
    "bar_chart": ("Bars side by side are compared at a glance.", "It sets the groups against each other."),
    "pie": ("A whole and its parts, for a quick look.", "Few parts are read well as a ring."),
    "table": ("Exact values for those who want to look closer.", "Details stand last, where people linger."),
    "list": ("Names with their values are read line by line.",),
    "gauge": ("It shows where the value stands between its ends.",),
    "progress": ("It shows how much is reached.",),
    "ticker": ("It keeps the screen lively without taking room.",),
}
OTHERWISE: Final = ("It belongs to what the brief asks for.", "It completes the screen.")

type Json = dict[str, Any]


class Writer:
    """Writes the parts of one layout. Titles do not come twice."""

    def __init__(self, block: Block, prompt: Prompt) -> None:
        self._block = block
        self._prompt = prompt
        self._titles: set[str] = set()
        self._nameless: dict[str, str] = {}
        self.title = self._screen_title()
        self._titles.add(self.title.casefold())

    def heading(self) -> Part:
        """Return the heading, which has the title of the layout."""
        return Part("heading", self.title, self._reason("heading"), band="head")

    def part(
        self,
        component: str,
        field: Field | None,
        bounds: tuple[Bound, ...],
        *,
        by: Field | None = None,
        about: str = "",
        band: str = "body",
        weight: float = 1.0,
    ) -> Part:
        """Return a part with a title that names what it shows: a field, or `about`, set against `by`."""
        names = [self._name(field) if field else about if plain(about) else "the data", self._name(by) if by else ""]
        return Part(component, self._title(component, names), self._reason(component), bounds, band, weight)

    def plain(self, component: str, title: str, *bounds: Bound) -> Part:
        """Return a part that shows no field."""
        return Part(component, title, self._reason(component), bounds, weight=0.6)

    def document(self, placed: Sequence[Placed]) -> Json:
        """Return placements and bindings as a draft has them."""
        named = [(f"p{place}", each) for place, each in enumerate(placed, start=1)]
        return {
            "placements": [_placement(id_, each) for id_, each in named],
            "bindings": [_binding(id_, bound) for id_, each in named for bound in each.part.bounds],
        }

    def _screen_title(self) -> str:
        name = next((each.name for each in self._block.sources if plain(each.name)), "")
        if not name:
            words = [spelled(word, self._block.brief) for word in words_of(self._block.brief)]
            name = " ".join(word for word in words if plain(word))[:30].rpartition(" ")[0]
        if not name or CLAIMING.search(name):
            return self._pick(NAMELESS, "screen")
        return raised(self._pick(SCREENS, "screen").format(name))

    def _name(self, field: Field) -> str:
        """Return a field's name as a title may have it."""
        if found := plain(field.name):
            return found
        return self._nameless.setdefault(field.id, FIGURES[len(self._nameless) % len(FIGURES)])

    def _title(self, component: str, names: list[str]) -> str:
        ways = WAYS.get(component, ("{}",))
        start = self._prompt.number(f"title {component} {names}", len(ways))
        titles = [raised(way.format(*names)) for way in (*ways[start:], *ways[:start])]
        title = next((each for each in titles if each.casefold() not in self._titles), titles[0])
        while title.casefold() in self._titles:
            title += " again"
        self._titles.add(title.casefold())
        return title

    def _reason(self, component: str) -> str:
        return self._pick(REASONS.get(component, OTHERWISE), f"reason {component} {len(self._titles)}")

    def _pick(self, ways: Sequence[str], purpose: str) -> str:
        return ways[self._prompt.number(purpose, len(ways))]


def plain(name: str) -> str:
    """Return a name as words of a title, "" where it is not one to three plain words."""
    if not PLAIN.fullmatch(name) or CLAIMING.search(name):
        return ""
    words = re.split(r"[ _.-]", name)
    return " ".join(word if word.isupper() else word.casefold() for word in words)


def _placement(id_: str, placed: Placed) -> Json:
    part = placed.part
    place = {"x": placed.x, "y": placed.y, "w": placed.w, "h": placed.h}
    return {"id": id_, "component": part.component, **place, "title": part.title, "rationale": part.rationale}


def _binding(id_: str, bound: Bound) -> Json:
    filled = {"input": bound.input, "source": bound.source, "value": bound.value, "aggregate": bound.aggregate}
    return {"placement": id_, **filled, "format": ""}
