"""Components that not every layout has."""

from collections.abc import Iterator

from sandbox.answers.content.block import Block, Field, Source
from sandbox.answers.content.parts import Bound, Part
from sandbox.answers.content.writing import Writer

EAST = ("lon", "lng", "long", "longitude")
NORTH = ("lat", "latitude")
FULL = 100


def of_source(source: Source, block: Block, writer: Writer) -> Iterator[Part]:
    """Yield what a source's fields allow beside numbers, charts and a table."""
    yield from _places(source, block, writer)
    if block.has("list") and source.dimensions and source.measures:
        kind, measure = source.dimensions[0], source.measures[-1]
        yield writer.part("list", kind, (Bound("label", kind.id), Bound("value", measure.id, "mean")), by=measure)
    if block.has("gauge") and source.measures:
        measure = source.measures[-1]
        yield writer.part("gauge", measure, (Bound("value", measure.id, _how(source)),), weight=0.7)
    yield from _share(source, block, writer)
    if block.has("ticker") and source.texts:
        yield writer.part("ticker", source.texts[-1], (Bound("item", source.texts[-1].id),), band="foot")


def _how(source: Source) -> str:
    return "last" if source.time else "mean"


def _share(source: Source, block: Block, writer: Writer) -> Iterator[Part]:
    measure = next((each for each in source.measures if _is_share(each)), None)
    if block.has("progress") and measure:
        yield writer.part("progress", measure, (Bound("value", measure.id, _how(source)),), weight=0.7)


def _is_share(field: Field) -> bool:
    return field.type == "percent" and 0 <= field.lowest <= field.highest <= FULL


def _places(source: Source, block: Block, writer: Writer) -> Iterator[Part]:
    east, north = (_named(source, names) for names in (EAST, NORTH))
    if not (block.has("map_points") and east and north):
        return
    label = source.texts[:1]
    bounds = (Bound("longitude", east.id), Bound("latitude", north.id), *(Bound("label", each.id) for each in label))
    yield writer.part("map_points", None, bounds, about=source.name)


def _named(source: Source, names: tuple[str, ...]) -> Field | None:
    found = (each for each in source.fields if each.name.casefold().rpartition(".")[2] in names)
    return next((each for each in found if each.is_number), None)


def without_data(block: Block, writer: Writer) -> Iterator[Part]:
    """Yield what needs no data, where the brief asks for it."""
    if block.has("clock") and block.asks_for("clock", "time of day", "what time"):
        yield writer.plain("clock", "")
    if block.has("image") and block.asks_for("picture", "photo", "logo", "image"):
        yield writer.plain("image", "")
    if block.has("text") and block.asks_for("note", "welcome", "text", "message"):
        yield writer.plain("text", "Welcome", Bound("text", "Good to have you here.", source="literal"))


def anything(block: Block, writer: Writer) -> Part:
    """Return a part that shows some field, in whichever component may be used."""
    field = next((each for each in block.fields if each.is_number), block.fields[0])
    for slug, name in (
        ("text", "text"),
        ("list", "label"),
        ("ticker", "item"),
        ("table", "column"),
        ("heading", "text"),
    ):
        if block.has(slug):
            return writer.part(slug, field, (Bound(name, field.id, "last" if name == "text" else "none"),))
    slug = next(iter(block.specs), "table")
    pairs = {"bar_chart": ("x", "y"), "line_chart": ("x", "y"), "pie": ("label", "value")}
    if slug in pairs:
        key, value = pairs[slug]
        return writer.part(slug, field, (Bound(key, field.id), Bound(value, field.id, "count")))
    return writer.part(slug, field, (Bound("text" if slug == "qr_code" else "value", field.id, "last"),))
