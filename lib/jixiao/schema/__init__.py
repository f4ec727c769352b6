"""The tables' columns, types, units and allowed words, as Table Schemas; text ↔ typed DataFrame.

The JSON files beside this one are the only definition. Source: Table Schema (Data Package v2).
"""

from .tables import TABLES, format_table, parse_table, schema

__all__ = ["TABLES", "format_table", "parse_table", "schema"]
