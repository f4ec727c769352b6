"""What notebooks import and read, once for all kernels that are forked afterwards.

Nothing here knows of a report, keeps a figure, or touches pyplot.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType

from .. import analysis, audit, charts, prose, tables
from ..catalogue import every_wording
from ..charts.picture import to_png
from ..charts.style import finish, frame, new_figure, write
from ..labels import LANGUAGES, words_in
from ..schema import TABLES, schema
from ..tables.html import template

_SIZES = (7.5, 8.5, 8.8, 9.0, 9.5, 10.0)  # of letters in charts, beside those that `finish` writes


def rooms() -> None:
    """Import the rooms that every notebook uses, but not the rules of the audit."""
    for room in (analysis, charts, prose, tables):
        _import(room)


def fill() -> None:
    """Import all that notebooks use; fill the caches: words, wordings, schemas, the template of tables,
    the font in its sizes with its usual letters.
    """
    rooms()
    _import(audit)
    for name in TABLES:
        schema(name)
    for language in LANGUAGES:
        words_in(language)
    every_wording()
    template()
    figure, ax = new_figure(2.0)
    for size in _SIZES:
        write(ax, 0, 0, "0123456789 万元 %", fontsize=size)
    figure.text(0, 0, "0")  # in the font that axes begin with
    frame(figure, left=0.5, right=0.5)
    finish(figure, "Aa 绩效", "Aa 绩效", "Aa 绩效")
    to_png(figure)


def _import(room: ModuleType) -> None:
    for module in pkgutil.iter_modules(room.__path__):
        import_module(f"{room.__name__}.{module.name}")
