"""The rows of a report's tables as records, made once for all that ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..report import Report
from ..schema import records


@lru_cache(maxsize=2)  # as `numbers`, whose parts ask for them five times
def table_rows(report: Report) -> Mapping[str, list[dict[str, Any]]]:
    """Table → its rows by column name, as `records` gives them; not to be changed."""
    return {name: records(table) for name, table in report.tables.items()}
