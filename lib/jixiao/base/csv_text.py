"""The lines of a text in CSV, as the readers of `csv` want them."""

from __future__ import annotations

import csv
import io

_LONGEST = 2**31 - 1


def csv_lines(text: str) -> io.StringIO:
    """The lines of `text`, whichever way they end: one that ends as on old Macs is an error to `csv`
    elsewhere. A cell may be as long as it is: a quote is as long as its line, and where `csv` has not been
    told otherwise 131,072 characters are an error that no caller looks for.
    """
    csv.field_size_limit(_LONGEST)
    return io.StringIO(text, newline="")
