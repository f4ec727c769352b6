"""DataFrames → tables to read."""
