"""The tables' columns, types, units and allowed words, as Table Schemas; text ↔ typed DataFrame.

The JSON files beside this one are the only definition. Source: Table Schema (Data Package v2).
"""

from .examples import example_row, examples_sheet
from .tables import (
    DOCUMENT,
    READING,
    TABLES,
    fields,
    format_table,
    frame,
    frame_of,
    parse_table,
    records,
    schema,
    schema_of,
    table_faults,
    values_of,
)

__all__ = [
    "DOCUMENT",
    "READING",
    "TABLES",
    "example_row",
    "examples_sheet",
    "fields",
    "format_table",
    "frame",
    "frame_of",
    "parse_table",
    "records",
    "schema",
    "schema_of",
    "table_faults",
    "values_of",
]
