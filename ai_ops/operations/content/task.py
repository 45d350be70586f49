"""What is to be made: a whole layout, or one placement of a former one anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from ai_ops.base import Json, NothingToAskError, SourceData
from ai_ops.drawing import themes
from ai_ops.drawing.looks import Look
from ai_ops.layouts import documents
from ai_ops.layouts.model import Canvas, Layout, Placement
from ai_ops.operations.content import block
from ai_ops.operations.content.inputs import ContentInput
from ai_ops.operations.content.results import MadeFrom

NOTHING_BEFORE: Final = (
    "There is no layout before this one, so none of its components can be made anew. Start with a whole layout."
)
NO_SUCH: Final = "The former layout has no placement “{id}”, so it cannot be made anew. Choose one of its placements."


@dataclass(frozen=True)
class Task:
    """What was asked, with what the runner loaded for it."""

    inputs: ContentInput
    sources: Sequence[SourceData]
    theme: Json | None = None
    former: Json | None = None
    note: str = ""

    @classmethod
    def of(cls, inputs: ContentInput, context: Json) -> "Task":
        """Return the task of a run."""
        former, note = context.get("former"), str(context.get("note", ""))
        return cls(inputs, context["sources"], context.get("theme"), former, note)

    @cached_property
    def before(self) -> Layout | None:
        """Return the former layout where one placement of it is made anew. Raises NothingToAskError."""
        if not self.inputs.redo:
            return None
        if self.former is None:
            raise NothingToAskError(NOTHING_BEFORE)
        return documents.layout_of(self.former)

    @cached_property
    def redone(self) -> Placement | None:
        """Return the placement that is made anew, as it was. Raises NothingToAskError."""
        if self.before is None:
            return None
        found = next((each for each in self.before.placements if each.id == self.inputs.redo), None)
        if found is None:
            raise NothingToAskError(NO_SUCH.format(id=self.inputs.redo))
        return found

    @property
    def canvas(self) -> Canvas:
        """Return the grid: that of the former layout where a placement of it is made anew."""
        return self.before.canvas if self.before else self.inputs.grid

    @property
    def look(self) -> Look:
        """Return the look that texts are measured in."""
        return themes.look(self.theme, mode=themes.modes(self.theme)[0])

    @property
    def origin(self) -> MadeFrom:
        """Return what the layout is made from; what stays of a former one keeps its sources."""
        own = [{"slug": each.slug, "name": each.name, "number": each.number} for each in self.sources]
        slugs = {each["slug"] for each in own}
        kept = self.former["sources"] if self.former and self.inputs.redo else []
        sources = (*own, *(each for each in kept if each["slug"] not in slugs))
        return MadeFrom(str(self.inputs.theme or ""), self.theme, sources)

    def told(self) -> dict[str, Any]:
        """Return what a model is told of the former run."""
        canvas = {"columns": self.canvas.columns, "rows": self.canvas.rows}
        about = block.following(self.former, self.note) | canvas
        return about | (block.making_anew(self.redone) if self.redone else {})
