"""Budgets (部门预算) and final accounts (部门决算): tables and narrative → `statements`."""
