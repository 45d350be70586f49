"""What a layout stands on: the newest data of its sources, and the aliases that a model knows its fields by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ai_ops.base import NothingToAskError, SourceData
from ai_ops.facts import profile as profiles
from ai_ops.facts.profile import ColumnProfile, Profile
from ai_ops.layouts import data as datas
from ai_ops.layouts.data import Column, Data
from ai_ops.prose import samples

NO_ROWS: Final = "The data of “{name}” has no rows, so there is nothing to show. Send or upload rows first."


@dataclass(frozen=True)
class Known:
    """A field under its alias: f1, f2, … over all sources."""

    alias: str
    column: Column
    profile: ColumnProfile


@dataclass(frozen=True)
class Prepared:
    """The data of some sources with what is known of it. `profiles` are by the sources' slugs."""

    data: Data
    profiles: Mapping[str, Profile]
    fields: tuple[Known, ...]

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Return the address of each alias."""
        return {each.alias: each.column.address for each in self.fields}

    @cached_property
    def by_address(self) -> dict[str, Known]:
        """Return the fields by their addresses."""
        return {each.column.address: each for each in self.fields}

    def of_source(self, slug: str) -> list[Known]:
        """Return the fields of a source in their order."""
        return [each for each in self.fields if each.column.stream == slug]

    def quoted(self) -> Iterator[str]:
        """Yield all words of the data that a model is told."""
        for slug, stream in self.data.streams.items():
            yield from (stream.name, samples.cut(stream.name))
            yield from samples.quoted(self.profiles[slug].columns, stream.table.frame)


def prepare(sources: Sequence[SourceData]) -> Prepared:
    """Read sources and profile them. The same data gives the same aliases. Raises NothingToAskError."""
    data = datas.of(sources)
    empty = next((each.name for each in data.streams.values() if not each.table.frame.height), None)
    if empty is not None:
        raise NothingToAskError(NO_ROWS.format(name=empty))
    found = {slug: profiles.profile(stream.table) for slug, stream in data.streams.items()}
    return Prepared(data, found, tuple(_fields(data, found)))


def _fields(data: Data, found: Mapping[str, Profile]) -> Iterator[Known]:
    place = 0
    for slug, profile in found.items():
        for column, about in zip(data.of_stream(slug), profile.columns, strict=True):
            place += 1
            yield Known(f"f{place}", column, about)
