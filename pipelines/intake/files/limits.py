"""All limits within which a file is read, one line each, and the refusal of what lies beyond; imports nothing.

Whatever is sent, reading it ends within `WALL_SECONDS`, no process needs a gigabyte, and nothing outside the file is
opened: no link followed, no macro run, no part written to disk.
"""

from __future__ import annotations

MAX_BYTES = 64 * 2**20  # a file; a district's quarter has 0.1 MB
MAX_PARTS = 1_000  # parts of a zip archive, pictures included
MAX_UNPACKED = 300 * 2**20  # all parts of an archive together, as its directory declares them; no part may give more
MAX_RATIO = 100  # how many times larger than packed a part may be; real ones reach 18
RATIO_FROM = 2**20  # smaller parts may be as dense as they like
MAX_ROW = 200_000  # the last row (or line) in which a cell may hold something
MAX_COLUMN = 256  # the last column in which a cell may hold something
MAX_WIDTH = 16_384  # cells of a line of a CSV file, blank ones included, as in Excel
MAX_CELLS = 2_000_000  # rows × columns of the part of the sheets that holds something; a district's quarter has 6,000
MAX_CELL_LENGTH = 32_767  # characters in a cell, as in Excel
MAX_TABLES = 500  # tables in a web page
MEMORY_BYTES = 2**30  # address space of the process that reads
CPU_SECONDS = 7  # processor time of the process that reads
WALL_SECONDS = 7  # patience with the process that reads
OUTPUT_BYTES = 64 * 2**20  # what the process that reads may hand over
MAX_ANNOTATED = 4_000_000  # unpacked XML of a workbook that comes back with marks; openpyxl takes 2 s and 100 MB for it


class RefusedError(Exception):
    """The file is not read: `code` names the problem, `slots` fill its wording."""

    def __init__(self, code: str, **slots: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.slots = slots
