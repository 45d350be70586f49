"""The operation: a colour palette, typography and spacing from a description."""

from collections.abc import Collection, Mapping
from itertools import groupby
from typing import Any, cast

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ai_ops.base import Json, Operation, Review, TextRequest
from ai_ops.operations.theme import draft, files, request, review
from ai_ops.operations.theme.draft import ThemeDraft
from ai_ops.operations.theme.examples import EXAMPLES
from ai_ops.operations.theme.exports import EXPORTS
from ai_ops.operations.theme.fonts import FONTS
from ai_ops.operations.theme.inputs import ThemeInput, read_form
from ai_ops.registry import register


@register
class Theme(Operation):
    """Colour palette, typography and spacing from a description."""

    slug = "theme"
    label = _("Theme generation")
    noun = ngettext_lazy("theme", "themes")
    credits = 1
    provider = "anthropic"
    input_model = ThemeInput
    output_model = ThemeDraft
    prompt_version = request.PROMPT_VERSION
    needs = ("base",)
    examples = EXAMPLES
    exports = EXPORTS
    file_kind = "theme"

    @classmethod
    def schema(cls) -> Json:
        return draft.schema()

    def build_request(self, inputs: ThemeInput, context: Json) -> TextRequest:
        former, note = context.get("former"), context.get("note", "")
        return request.build(inputs, context.get("base"), former=former, note=note)

    def review(self, draft: ThemeDraft, inputs: ThemeInput, context: Json) -> Review:
        return review.review(draft, inputs, context.get("base"))

    def read_form(self, data: Mapping[str, Any]) -> Json:
        return read_form(cast("MultiValueDict[str, str]", data))

    def read_file(self, body: Json) -> Json:
        return files.read(body)

    def vary(self, result: Json) -> Json:
        """Return the modes and the density of a saved theme, and its locked colours, still locked."""
        locked = [{"hex": each["hex"], "locked": True} for each in result["brand"] if each["locked"]]
        return {"brand_colours": locked, "mode": result["mode"], "density": result["density"]}

    def present(self, result: Json) -> Json:
        """Return the result's lists as a template wants them.

        `modes`: per mode its name, colours, swatches, pairs and lowest ratio; `ramps`: per role
        its steps; `locked`: the hexes; `fonts`: all that a theme may have.
        """
        locked = {each["role"]: each["hex"] for each in result["brand"] if each["locked"]}
        by_mode = {mode: list(rows) for mode, rows in groupby(result["pairs"], key=lambda pair: pair["mode"])}
        return {
            "modes": [
                {
                    "name": mode,
                    "colours": colours,
                    "swatches": _swatches(colours, by_mode[mode], locked=locked),
                    "pairs": by_mode[mode],
                    "lowest": min(pair["ratio"] for pair in by_mode[mode]),
                }
                for mode, colours in result["modes"].items()
            ],
            "ramps": [{"role": role, "steps": list(steps.items())} for role, steps in result["ramps"].items()],
            "locked": list(locked.values()),
            "fonts": list(FONTS.values()),
        }


def _swatches(colours: Json, pairs: list[Json], *, locked: Collection[str]) -> list[Json]:
    """Return each role with its hex, the colour of text on it, and the ratio and grade of the two.

    neutral carries no text and has neither. A ground's pair is that of text on it.
    """
    measured = {pair["name"]: pair for pair in pairs}
    swatches = []
    for role, colour in colours["roles"].items():
        pair = measured.get(f"Text on {role}", {})
        swatches.append(
            {
                "role": role,
                "hex": colour,
                "on": colours["on"].get(role, colours["roles"]["text"]),
                "ratio": pair.get("ratio"),
                "grade": pair.get("grade"),
                "is_locked": role in locked,
            }
        )
    return swatches
