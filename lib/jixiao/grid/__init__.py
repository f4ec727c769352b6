"""The mirror: every table of a document as a `Grid`, joined over its pages; nothing interpreted."""

from .grid import Grid, GridCell, GridRow, RowKind
from .read import grids

__all__ = ["Grid", "GridCell", "GridRow", "RowKind", "grids"]
