"""What of a report was read and what was not: every number of its text, accounted for."""

from .numbers import Number, State, coverage, numbers, passages

__all__ = ["Number", "State", "coverage", "numbers", "passages"]
