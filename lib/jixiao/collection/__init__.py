"""All reports together: one table of each kind, as CSV, Parquet, and for questions in SQL."""
