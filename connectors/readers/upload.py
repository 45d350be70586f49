"""A file that somebody uploads: CSV, Excel or JSON, known by its content."""

from dataclasses import replace

from connectors import frames
from connectors.reading import limits
from connectors.reading.grids import Grid


def read(data: bytes, *, filename: str) -> Grid:
    """Return the grid in a file's bytes. Raises DataError, whose text is for the person who sent it."""
    limits.check_bytes(len(data))
    form, grid = frames.read_grid(data)
    return replace(grid, notes=(*frames.name_notes(filename, form), *grid.notes))
