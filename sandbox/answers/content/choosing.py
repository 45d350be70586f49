"""Which components a layout has, and what they show: numbers first, then how they got there, then details."""

from collections.abc import Iterator
from itertools import zip_longest

from sandbox.answers.content import extras
from sandbox.answers.content.block import Block, Field, Source
from sandbox.answers.content.parts import Bound, Part
from sandbox.answers.content.writing import Writer
from sandbox.answers.prompt import words_of

ALIKE = 4
"""Lines of one chart are of a size: the larger mean is at most so many times the other."""
FEWEST_POINTS = 3
"""Of a line."""
COLUMNS = 4
METRICS = 4


def parts(block: Block, writer: Writer) -> list[Part]:
    """Return the parts in their order, never more than were asked for, one of them bound to data."""
    heads = [writer.heading()] if block.has("heading") and block.most > 1 else []
    found = [*heads, *extras.without_data(block, writer), *_turns(block, writer)][: block.most]
    return found if any(part.bounds for part in found) else [*found[:-1], extras.anything(block, writer)]


def _turns(block: Block, writer: Writer) -> Iterator[Part]:
    """Yield the parts of each source by turns, the nearest to the brief first."""
    each = [list(_of_source(source, block, writer)) for source in block.sources]
    yield from (part for turn in zip_longest(*each) for part in turn if part)


def _of_source(source: Source, block: Block, writer: Writer) -> Iterator[Part]:
    yield from _metrics(source, block, writer)
    yield from _line(source, block, writer)
    yield from _bars(source, block, writer)
    yield from _table(source, block, writer)
    yield from _shares(source, block, writer)
    yield from extras.of_source(source, block, writer)


def how(source: Source, field: Field) -> str:
    """Return how one value is made of a field: the newest where there are times, else the mean."""
    return "last" if source.time else "mean"


def _metrics(source: Source, block: Block, writer: Writer) -> Iterator[Part]:
    if not block.has("metric"):
        return
    most = max(1, min(METRICS, block.most // 2) // len(block.sources))
    for measure in source.measures[:most]:
        trend = (Bound("trend", measure.id),) if source.time else ()
        bounds = (Bound("value", measure.id, how(source, measure)), *trend)
        yield writer.part("metric", measure, bounds, band="numbers")


def _line(source: Source, block: Block, writer: Writer) -> Iterator[Part]:
    if not (block.has("line_chart") and source.time and source.measures and source.rows >= FEWEST_POINTS):
        return
    first, *others = source.measures
    alike = [each for each in others if are_alike(each, first)][:1]
    aggregate = "none" if source.time.distinct >= source.rows else "mean"
    lines = tuple(Bound("y", each.id, aggregate) for each in (first, *alike))
    yield writer.part("line_chart", first, (Bound("x", source.time.id), *lines), weight=1.6)


def are_alike(one: Field, other: Field) -> bool:
    """Return whether two measures share a word of their names and are of a size: temp_max and temp_min."""
    shared = set(words_of(one.name.replace("_", " "))) & set(words_of(other.name.replace("_", " ")))
    return bool(shared) and 1 / ALIKE <= abs(one.mean / other.mean if other.mean else 0.0) <= ALIKE


def _bars(source: Source, block: Block, writer: Writer) -> Iterator[Part]:
    if not (block.has("bar_chart") and source.dimensions and source.measures):
        return
    kind, measure = source.dimensions[0], source.measures[0]
    yield writer.part("bar_chart", measure, (Bound("x", kind.id), Bound("y", measure.id, "mean")), by=kind)


def _table(source: Source, block: Block, writer: Writer) -> Iterator[Part]:
    if not block.has("table"):
        return
    wanted = [source.time, *source.dimensions[:1], *source.measures, *source.fields]
    columns = list(dict.fromkeys(each.id for each in wanted if each))[:COLUMNS]
    yield writer.part("table", None, tuple(Bound("column", each) for each in columns), about=source.name)


def _shares(source: Source, block: Block, writer: Writer) -> Iterator[Part]:
    if not (block.has("pie") and source.dimensions):
        return
    kind = source.dimensions[-1]
    yield writer.part("pie", kind, (Bound("label", kind.id), Bound("value", kind.id, "count")), weight=0.8)
