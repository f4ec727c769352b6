"""Notebooks × parameters → executed notebooks and pages."""
