"""The tables' columns, types, units and allowed words, as Table Schemas; text ↔ typed DataFrame.

The JSON files beside this one are the only definition. Source: Table Schema (Data Package v2).
"""

from .examples import example_row, examples_sheet
from .tables import TABLES, format_table, frame, parse_table, schema, table_faults

__all__ = [
    "TABLES",
    "example_row",
    "examples_sheet",
    "format_table",
    "frame",
    "parse_table",
    "schema",
    "table_faults",
]
