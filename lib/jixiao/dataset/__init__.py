"""All reports together: tables for SQL, as CSV and as Parquet."""
