"""Where the font of charts and pages lies; asked for without what draws charts."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from .errors import ReportError


@cache
def font_file() -> Path:
    """The font that pip installs with the workbook (Noto Sans SC, OFL).

    Raises ReportError if the package that carries it is missing.
    """
    spec = find_spec("zhplot")
    files = sorted(Path(spec.origin).parent.glob("fonts/*.ttf")) if spec and spec.origin else []
    if not files:
        raise ReportError("charts.no_font")
    return files[0]
