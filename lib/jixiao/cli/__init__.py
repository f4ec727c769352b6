"""The command line: parses and prints; no logic."""

from .commands import main

__all__ = ["main"]
