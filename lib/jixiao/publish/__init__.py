"""Executed notebooks and tables → pages, the index and spreadsheets."""
