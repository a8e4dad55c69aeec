"""A company's applications as a table for its own files. Pure: rows in, text out."""

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""By which spreadsheet programs know UTF-8."""
_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """The cell so that no spreadsheet program takes it for a formula: a quotation mark stands before what would."""
    return f"'{cell}" if cell.startswith(_ACTS) else cell


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV (RFC 4180, UTF-8 with its mark)."""
    held = io.StringIO()
    writer = csv.writer(held, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in head])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return BOM + held.getvalue()
