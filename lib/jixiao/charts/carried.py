"""The types of what a chart carries beside its picture; asked for without what draws charts."""

from __future__ import annotations

TABLE = "application/vnd.jixiao.table+json"
NARROW = "application/vnd.jixiao.narrow+json"  # the drawing for phones: png, width, height
