"""The charts of a layout as Vega-Lite (version 6): one specification, its data inline, nothing fetched."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from ai_ops.base import Json
from ai_ops.components.base import NUMBERS, TIMES, Content, Resolved, Value
from ai_ops.drawing.looks import Look
from ai_ops.drawing.texts import shown
from ai_ops.layouts import contents
from ai_ops.layouts.data import Data
from ai_ops.layouts.model import Layout, Placement
from ai_ops.layouts.problems import component_of
from connectors.kinds.base import Kind

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
MOST_ROWS: Final = 500
LONGEST: Final = 200
PIXELS: Final = 20
"""Of a cell of the grid."""
NO_CHARTS: Final = "This layout has no charts."

PLACES: Final = ("longitude", "latitude", "label", "value")

type Draw = Callable[[Content], Json]
type Columns = Mapping[str, Sequence[Any]]


def specification(layout: Layout, data: Data, look: Look, *, name: str, about: Json) -> Json:
    """Return the charts of a layout, one below the other. `about` says where they come from."""
    charts = list(_charts(layout, data))
    return {
        "$schema": SCHEMA,
        "title": shown(name),
        "usermeta": about,
        "background": look.background,
        "config": {"range": {"category": list(look.chart)}, "title": {"color": look.text}},
        "vconcat": charts or [_note()],
    }


def _charts(layout: Layout, data: Data) -> Iterator[Json]:
    for placement in layout.placements:
        chart = _chart(placement, data)
        if chart:
            size = {"width": placement.w * PIXELS, "height": placement.h * PIXELS}
            yield {"title": shown(placement.title), **size, **chart}


def _chart(placement: Placement, data: Data) -> Json | None:
    """Return a placement's chart; None where it is none, or its data is not there."""
    component, draw = component_of(placement), CHARTS.get(placement.component)
    if component is None or draw is None:
        return None
    found = contents.gather(placement, component, data)
    is_whole = all(found.content.bound.get(each.name) for each in component.inputs if each.is_required)
    return draw(found.content) if is_whole and not found.failures else None


def _line(content: Content) -> Json:
    x, lines = content.bound["x"][0], content.bound["y"]
    most = MOST_ROWS // len(lines)
    long = [
        {"x": plain(at), "y": plain(value), "series": shown(line.label)[:LONGEST]}
        for line in lines
        for at, value in list(zip(x.values, line.values, strict=True))[-most:]
    ]
    encoding = {"x": _axis("x", x), "y": _axis("y", lines[0], is_named=len(lines) == 1)}
    colour = {"field": "series", "type": "nominal", "title": None}
    return {"data": {"values": long}, "mark": "line", "encoding": encoding | {"color": colour}}


def _bars(content: Content) -> Json:
    x, y = content.bound["x"][0], content.bound["y"][0]
    across = _axis("x", x) | ({} if x.kind in TIMES else {"type": "nominal", "sort": None})
    return {**_data({"x": x.values, "y": y.values}), "mark": "bar", "encoding": {"x": across, "y": _axis("y", y)}}


def _shares(content: Content) -> Json:
    label, value = content.bound["label"][0], content.bound["value"][0]
    encoding = {
        "theta": {"field": "value", "type": "quantitative"},
        "color": {"field": "label", "type": "nominal", "title": shown(label.label)[:LONGEST], "sort": None},
    }
    columns = {"label": label.values, "value": value.values}
    return {**_data(columns), "mark": {"type": "arc", "innerRadius": 40}, "encoding": encoding}


def _places(content: Content) -> Json:
    names = {
        name: content.bound[name][0] for name in ("longitude", "latitude", "label", "value") if name in content.bound
    }
    encoding: Json = {name: {"field": name, "type": "quantitative"} for name in ("longitude", "latitude")}
    if "value" in names:
        encoding["size"] = {"field": "value", "type": "quantitative", "title": shown(names["value"].label)[:LONGEST]}
    if "label" in names:
        encoding["tooltip"] = {"field": "label", "type": "nominal"}
    columns = {name: each.values for name, each in names.items()}
    return {**_data(columns), "projection": {"type": "equirectangular"}, "mark": "circle", "encoding": encoding}


CHARTS: Final[Mapping[str, Draw]] = {"line_chart": _line, "bar_chart": _bars, "pie": _shares, "map_points": _places}


def _note() -> Json:
    return {"data": {"values": [{"text": NO_CHARTS}]}, "mark": "text", "encoding": {"text": {"field": "text"}}}


def _data(columns: Columns) -> Json:
    """Return columns as rows of data, the newest MOST_ROWS."""
    rows = list(zip(*columns.values(), strict=True))[-MOST_ROWS:]
    return {"data": {"values": [dict(zip(columns, map(plain, row), strict=True)) for row in rows]}}


def _axis(field: str, resolved: Resolved, *, is_named: bool = True) -> Json:
    title = f"{resolved.label} ({resolved.unit})" if resolved.unit else resolved.label
    return {"field": field, "type": _type(resolved.kind), "title": shown(title)[:LONGEST] if is_named else None}


def _type(kind: Kind) -> str:
    """Return Vega-Lite's type of values of a kind."""
    if kind in TIMES:
        return "temporal"
    return "quantitative" if kind in NUMBERS else "nominal"


def plain(value: Value) -> str | int | float | bool | None:
    """Return a value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return shown(value)[:LONGEST] if isinstance(value, str) else value
