"""One question after another, at the screen: a view of a report as table, chart and quote.

`View` says what is looked at; `show(view)` is that view as a still picture, `explore(view)` the
same with controls. All that decides what is shown is a pure function of the view.
"""

from __future__ import annotations

from .still import show
from .view import View
from .workbench import explore

__all__ = ["View", "explore", "show"]
