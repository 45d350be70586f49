"""Why a file or a question about it is refused: what happened, why, and what to do next."""


class DataError(Exception):
    """The data cannot be read."""


class TooLargeError(DataError):
    """More bytes, rows, columns or cells than are read at once."""


class EmptyFileError(DataError):
    """The file holds nothing."""

    def __init__(self) -> None:
        super().__init__("The file is empty, so there is nothing to read. Export it again and upload the new file.")


class NoRowsError(DataError):
    """The file holds a header and nothing under it."""

    def __init__(self) -> None:
        super().__init__(
            "The file has a header and no rows, so there is nothing to analyse. "
            "Check the filter of the export and upload it again."
        )


class NothingSentError(NoRowsError):
    """A push without a row."""

    def __init__(self) -> None:
        DataError.__init__(self, "The list is empty, so no rows came in. Send at least one row.")


class NotATableError(DataError):
    """The bytes are something else than a table."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The file is {found}, and only CSV, Excel and JSON are read. "
            "Export the table in one of these forms and upload that."
        )


class CutOffError(DataError):
    """The file ends in the middle."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The file ends in the middle: {where}. It was probably cut off on its way. "
            "Export or copy it again and upload the whole file."
        )


class RaggedError(DataError):
    """Rows have different numbers of values."""

    def __init__(self, line: int, *, values: int, columns: int) -> None:
        super().__init__(
            f"Line {line:,} has {values} {'value' if values == 1 else 'values'}, and the header has {columns} columns, "
            "so the values cannot be told apart. A value that holds the separator must stand in quotes. "
            "Mend the line, or export the file again."
        )


class UnknownEncodingError(DataError):
    """The letters cannot be told from the bytes."""

    def __init__(self) -> None:
        super().__init__(
            "The file's letters cannot be read: it is neither UTF-8 nor UTF-16 nor Windows-1252. "
            "Save it as “CSV UTF-8” and upload it again."
        )


class ZipBombError(DataError):
    """A workbook that grows far beyond its size when it is unpacked."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The workbook was not opened: {why}, as no ordinary workbook does. Save the sheet as CSV and upload that."
        )


class BrokenWorkbookError(DataError):
    """Bytes that begin like an Excel workbook and cannot be read as one."""

    def __init__(self) -> None:
        super().__init__(
            "The Excel workbook cannot be read: it is damaged, or protected by a password. "
            "Open it in a spreadsheet, save it without a password, and upload it again."
        )


class BrokenJsonError(DataError):
    """Text that begins like JSON and is none."""

    def __init__(self, where: str) -> None:
        super().__init__(f"The JSON cannot be read: {where}. Check it with the program that made it.")


class ShapelessJsonError(DataError):
    """JSON that holds no rows."""

    def __init__(self) -> None:
        super().__init__(
            "The JSON holds no rows. Give a list of objects, or an object with such a list in it, "
            'like {"data": [{"day": "2026-01-01", "visitors": 12}]}.'
        )


class UnknownColumnError(DataError):
    """A column that the table does not have."""

    def __init__(self, name: str, columns: list[str]) -> None:
        known = ", ".join(columns)
        super().__init__(f"There is no column “{name}”. The columns are: {known}.")


class WrongKindError(DataError):
    """A column that cannot be used in this way."""


class SourceError(Exception):
    """Something cannot be done with a source; the text says it to the person."""


class NamelessError(SourceError):
    """The name holds nothing that can be seen."""

    def __init__(self) -> None:
        super().__init__("Enter a name with letters or digits.")


class NameTakenError(SourceError):
    """Another source of the tenant has the name, or one so like it that its fields would be called the same."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is a source called “{name}” already. Open it to put new data in, or choose another name."
        )


class TooManySourcesError(SourceError):
    """The tenant has as many sources as it may have."""

    def __init__(self, most: int) -> None:
        super().__init__(f"There are {most} sources, and no more can be made. Remove one that nobody uses any more.")


class TooOftenError(SourceError):
    """More files in a short time than are read."""

    def __init__(self, most: int, *, by: str, minutes: int) -> None:
        when = "in a minute" if minutes == 1 else f"in {minutes} minutes"
        super().__init__(
            f"{by} uploaded {most} files within ten minutes, which is the limit, so this one was not read. "
            f"Upload it again {when}, or let a program send the rows."
        )


class SourceDisabledError(SourceError):
    """Nothing comes in until the source is enabled."""

    def __init__(self) -> None:
        super().__init__("This source is disabled, so nothing was taken in. Enable it on its page, then send it again.")


class WrongSourceError(SourceError):
    """Rows were sent to a source of files, or a file to a source of rows."""

    def __init__(self, takes: str) -> None:
        super().__init__(f"This source takes {takes}. Choose another source, or make one on the Data page.")


class SourceGoneError(SourceError):
    """The source was removed meanwhile."""

    def __init__(self) -> None:
        super().__init__("This source was removed meanwhile, so nothing was changed.")


class PushConflictError(SourceError):
    """The key of a push was used before, for other rows."""

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key came with other rows before, and those were taken in. Use a new key for new rows."
        )
