"""A sheet while it is gathered in the child process: rows and columns that hold something, within the limits."""

from __future__ import annotations

from pipelines.intake.files.addresses import letters
from pipelines.intake.files.file_notes import Notes
from pipelines.intake.files.limits import MAX_CELL_LENGTH, MAX_CELLS, MAX_COLUMN, MAX_ROW, RefusedError

# Written like Excel's own errors, and found like them: a formula that no program ever calculated has no value.
UNCOMPUTED = "#FORMULA!"


class GatheredSheet:
    """What becomes a `Sheet` (there the attributes are explained) once it is handed to the parent."""

    def __init__(self, name: str, hidden: bool = False) -> None:
        self.name = name
        self.hidden = hidden
        self.rows: list[int] = []
        self.columns: dict[int, list[str | None]] = {}
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self.widths: list[int] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.from_1904 = False

    def add(self, row: int, cells: dict[int, str]) -> None:
        """Adds a row that holds something; `RefusedError` outside the limits or when rows run backwards."""
        if row > MAX_ROW or max(cells) > MAX_COLUMN:
            raise outside_grid(max(cells), row)
        if row <= (self.rows[-1] if self.rows else 0):
            raise RefusedError("unreadable")
        before, columns = len(self.rows), self.columns
        for column, value in cells.items():
            values = columns.get(column)
            if values is None:
                values = columns[column] = []
            if len(values) < before:
                values.extend([None] * (before - len(values)))
            if len(value) > MAX_CELL_LENGTH:
                raise RefusedError("cell_too_long", cell=f"{letters(column)}{row}", wanted=MAX_CELL_LENGTH)
            values.append(value)
        self.rows.append(row)
        if self.size > MAX_CELLS:
            raise RefusedError("cells_too_many", wanted=MAX_CELLS)

    @property
    def size(self) -> int:
        """How many cells the rows and columns that hold something have."""
        return len(self.rows) * len(self.columns)

    def square(self) -> GatheredSheet:
        """The sheet with every column as long as its rows, columns in order."""
        for values in self.columns.values():
            values.extend([None] * (len(self.rows) - len(values)))
        self.columns = dict(sorted(self.columns.items()))
        return self


class GatheredFile:
    """All sheets of a file, and what is to be said of the file: codes of problems with their slots."""

    def __init__(self, kind: str, sheets: list[GatheredSheet], notes: Notes) -> None:
        self.kind = kind
        self.sheets = sheets
        self.notes = notes


def outside_grid(column: int, row: int) -> RefusedError:
    """The refusal of a cell beyond what is read; raise it."""
    return RefusedError("outside_grid", cell=f"{letters(column)}{row}", rows=MAX_ROW, columns=letters(MAX_COLUMN))
