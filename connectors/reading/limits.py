"""What is read at once, and the sentences for what is more."""

from connectors.errors import TooLargeError

MAX_BYTES = 10_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELLS = 5_000_000  # 10 MB of CSV cannot hold more that say anything


def check_bytes(size: int) -> None:
    """Raise TooLargeError for a file that is too large."""
    if size > MAX_BYTES:
        raise TooLargeError(
            f"The file has {size / 1_000_000:.1f} MB, and up to 10 MB are read. "
            "Choose a shorter period or fewer columns, and export it again."
        )


def check_columns(count: int) -> None:
    """Raise TooLargeError for a table that is too wide."""
    if count > MAX_COLUMNS:
        raise TooLargeError(
            f"The table has {count:,} columns, and up to {MAX_COLUMNS} are read. "
            "Leave out the columns that you do not need, and upload it again."
        )


def check_rows(count: int) -> None:
    """Raise TooLargeError for a table that is too long."""
    if count > MAX_ROWS:
        raise TooLargeError(
            f"The table has more than {MAX_ROWS:,} rows, and no more are read. "
            "Choose a shorter period, or one row for each hour or day, and upload it again."
        )


def check_cells(rows: int, columns: int) -> None:
    """Raise TooLargeError for a table with too many cells in all."""
    check_rows(rows)
    check_columns(columns)
    if rows * columns > MAX_CELLS:
        raise TooLargeError(
            f"The table has {rows:,} rows of {columns} columns, which is more than {MAX_CELLS:,} cells. "
            "Leave out columns or choose a shorter period, and upload it again."
        )
