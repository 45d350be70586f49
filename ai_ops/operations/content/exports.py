"""The files that a layout can be downloaded as."""

import json
from typing import Final

from django.utils.translation import gettext_lazy as _

from ai_ops import own_files
from ai_ops.base import UNKNOWN_ORIGIN, Export, InputGoneError, Json, Origin
from ai_ops.drawing import themes
from ai_ops.layouts import data as datas
from ai_ops.layouts import documents, rendering
from ai_ops.layouts.data import Data
from ai_ops.operations.content import vega

KIND: Final = "layout"


def saved_file(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> str:
    """Return the layout as Inspire reads it back: our own format, versioned."""
    return own_files.written(KIND, result, name=name, origin=origin)


def drawing(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> str:
    """Return the layout as it looks with the newest data, as SVG; its sources are SourceData."""
    mode = themes.modes(result["look"])[0]
    look = themes.look(result["look"], mode=mode)
    return rendering.render(documents.layout_of(result), _data(result), look, scheme=mode, label=name)


def charts(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> str:
    """Return the layout's charts with the newest data, as Vega-Lite; its sources are SourceData."""
    about = {"made_with_ai": origin.is_ai_made, "model": origin.model, "paid_with": origin.paid_with}
    look = themes.look(result["look"], mode=themes.modes(result["look"])[0])
    made = vega.specification(documents.layout_of(result), _data(result), look, name=name, about=about)
    return json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _data(result: Json) -> Data:
    """Return the data of a result's sources; nothing where newer data just took its place."""
    try:
        return datas.of(result["sources"])
    except InputGoneError:
        return datas.of([])


EXPORTS = (
    Export("inspire", _("Inspire layout"), ".inspire-layout.json", "application/json", saved_file),
    Export("drawing", _("Drawing (SVG)"), ".svg", "image/svg+xml", drawing, opens_sources=True),
    Export("charts", _("Charts (Vega-Lite)"), ".vl.json", "application/json", charts, opens_sources=True),
)
