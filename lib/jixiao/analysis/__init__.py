"""Pure functions from tables to tables: what the notebooks and pages show."""
