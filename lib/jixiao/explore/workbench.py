"""A view with controls: every control changes one part of the view, and the view decides the rest."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from ..analysis.indicators import LEVEL3
from ..base.language import Language
from ..frame.lab import STYLE
from ..labels import LANGUAGES, label
from ..labels.ranks import SEVERITIES, STATUSES
from .choice import CHOICE_STYLE, with_choice, with_copy
from .command import report_command, view_command
from .panes import Panes, panes
from .report_cache import ReportCache
from .still import SIDES, picture_html, still
from .view import EVERY, FULL_RANGE, SUBJECTS, View

# Subject → the filters that it knows; department, year and words are for all.
FILTERS = {
    "promises": ("task", "kind", "statuses", "attainment"),
    "budget": ("tolerance",),
    "accounts": ("tolerance",),
    "findings": ("severity",),
    "outcomes": ("years",),
    "text": (),
}
_ALWAYS = ("language", "department", "year", "subject", "words")
_NARROW = {"width": "22rem"}


def explore(view: View, cache: ReportCache | None = None) -> Workbench:
    """`view` with controls, for a notebook with a kernel; without one, its still picture.

    Raises RequestError for a department or year that is not on file.
    """
    return Workbench(view, cache or ReportCache())


class Workbench:
    """The controls, and what they show. `view` is what is looked at now."""

    def __init__(self, view: View, cache: ReportCache) -> None:
        self.view, self.cache = view, cache
        self.first = still(panes(cache, view))
        self.controls: dict[str, Any] = {}
        self._setting = self._from_table = False
        self._table = ""
        self.found, self.table, self.chart, self.quote = (widgets.HTML() for _ in range(4))
        self.button = widgets.Button(layout=widgets.Layout(width="22rem"))
        self.command = widgets.HTML(layout=widgets.Layout(width="99%"))
        self.button.on_click(lambda _: self.write_command())
        self.filters = widgets.HBox(layout=widgets.Layout(flex_flow="row wrap"))
        self._make_controls()
        grid = widgets.GridBox(
            [self.quote, self.chart],
            layout=widgets.Layout(
                grid_template_columns="repeat(auto-fit, minmax(min(26rem, 100%), 1fr))",
                grid_gap="1rem",
            ),
        )
        shown = [self.filters, self.found, self.table, self.controls["chosen"], grid]
        self.box = widgets.VBox([*shown, self.button, self.command])
        self.box.add_class("jixiao-look")
        self.refresh()

    def _make_controls(self) -> None:
        wide = widgets.Layout(**_NARROW)
        made: dict[str, Any] = {
            "language": widgets.ToggleButtons(options=_languages()),
            "department": widgets.Dropdown(),
            "year": widgets.Dropdown(),
            "subject": widgets.Dropdown(),
            "words": widgets.Text(continuous_update=False),
            "years": widgets.SelectMultiple(rows=4),
            "task": widgets.Dropdown(),
            "kind": widgets.Dropdown(),
            "statuses": widgets.SelectMultiple(rows=4),
            "attainment": widgets.IntRangeSlider(
                min=FULL_RANGE[0], max=FULL_RANGE[1], step=5, continuous_update=False
            ),
            "severity": widgets.Dropdown(),
            "tolerance": widgets.IntSlider(min=0, max=50, continuous_update=False),
            "chosen": widgets.Select(rows=6),
        }
        for name, control in made.items():
            control.layout = widgets.Layout(width="99%") if name == "chosen" else wide
            control.style.description_width = "9rem"
            control.observe(self._listener(name), names="value")
        made["chosen"].add_class("jixiao-chosen")
        made["language"].style.button_width = "4.2rem"
        made["language"].add_class("widget-inline-hbox")  # else its label stands above it
        self.controls = made

    def _listener(self, name: str) -> Any:
        def changed(change: dict[str, Any]) -> None:
            if not self._setting:
                self._from_table = name == "chosen"
                self.set(**{name: change["new"]})
                self._from_table = False

        return changed

    def set(self, **changes: Any) -> None:
        """Change parts of the view and show it anew.

        Another subject or filter starts again at the first row; another department keeps the year
        if it has it, or takes its last.
        """
        if "chosen" not in changes:
            changes["chosen"] = 0
        changes["chosen"] = changes["chosen"] or 0
        if department := changes.get("department"):
            years = self.cache.on_file[department]
            changes.setdefault("year", self.view.year if self.view.year in years else years[-1])
            changes |= {"years": (), "task": EVERY}
        changed = self.view.with_(**changes)
        if changed != self.view:  # a browser also sends back what it was sent
            self.view = changed
            self.refresh()

    def refresh(self) -> None:
        """Bring controls and panes in line with the view."""
        shown = panes(self.cache, self.view)
        self._setting = True
        try:
            self._set_controls(shown)
        finally:
            self._setting = False
        self.found.value = f"{STYLE}{SIDES}{CHOICE_STYLE}<p>{escape(shown.found)}</p>"
        self._show_table(shown)
        self.chart.value = picture_html(shown.chart)
        self.quote.value = shown.quote.html
        self.command.value = ""

    def _show_table(self, shown: Panes) -> None:
        """The table, in which a row is chosen; below it the list of rows where that cannot be.

        Where only the choice has changed, the table stays: whoever chose it by keys is in it.
        """
        html, chosen = shown.table.html, self.controls["chosen"]
        choice = with_choice(html, self.view.chosen, len(shown.choices), str(self.table.model_id))
        if html != self._table or not self._from_table:
            self.table.value = choice or html
        self._table = html
        chosen.layout.display = None if shown.choices and choice is None else "none"

    def write_command(self) -> None:
        """The commands of the view, each with a button that copies it."""
        language, whole = self.view.language, report_command(self.view)
        commands = [(label("explore.command.view", language), view_command(self.view))]
        if whole:
            commands.append((label("explore.command.report", language), whole))
        self.command.value = with_copy(commands, language)

    def _set_controls(self, shown: Panes) -> None:
        view, language = self.view, self.view.language
        options = self._options()
        for name, control in self.controls.items():
            control.description = label(f"explore.control.{name}", language)
            if name in options and list(control.options) != options[name]:
                control.options = options[name]
        for name, control in self.controls.items():
            if name != "chosen" and control.value != getattr(view, name):
                control.value = getattr(view, name)
        numbered = [(text, number) for number, text in enumerate(shown.choices)]
        chosen = self.controls["chosen"]
        if list(chosen.options) != numbered:
            chosen.options = numbered
        chosen.value = view.chosen if view.chosen < len(numbered) else None
        self.controls["words"].placeholder = label("explore.control.words_hint", language)
        self.button.description = label("explore.control.command", language)
        names = (*_ALWAYS, *FILTERS[view.subject])
        self.filters.children = [self.controls[name] for name in names]

    def _options(self) -> dict[str, list[tuple[str, Any]]]:
        """What each control offers: words in the view's language, and the value behind them."""
        view, language = self.view, self.view.language
        every = (label("explore.control.every", language), EVERY)
        years = [(str(year), year) for year in self.cache.on_file[view.department]]
        report = self.cache.report(view.department, view.year)
        indicators = report.tables.get("indicators")
        tasks = [] if indicators is None else list(dict.fromkeys(indicators["task_no"]))
        tasks = list(dict.fromkeys([*map(str, tasks), *filter(None, [view.task])]))
        kinds = [kind for kind in LEVEL3]
        if view.kind not in (EVERY, *kinds):
            kinds.append(view.kind)
        return {
            "department": [(self.cache.name(d, language), d) for d in self.cache.on_file],
            "year": years,
            "years": years,
            "subject": [(label(f"explore.subject.{s}", language), s) for s in SUBJECTS],
            "task": [every, *((task, task) for task in tasks)],
            "kind": [every, *((_kind_name(kind, language), kind) for kind in kinds)],
            "statuses": [(label(f"indicators.status.{s}", language), s) for s in STATUSES],
            "severity": [(label(f"audit.severity.{s}", language), s) for s in SEVERITIES],
        }

    def _repr_mimebundle_(self, **arguments: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The controls where a kernel runs, and the still picture where the notebook is read."""
        bundle = self.box._repr_mimebundle_(**arguments) or {}
        data: dict[str, Any] = dict(bundle)
        data |= {"text/html": self.first.html, "text/plain": self.first.text}
        return data, {}


def _languages() -> list[tuple[str, str]]:
    return [(label("page.word.name", language), language) for language in LANGUAGES]


def _kind_name(kind: str, language: Language) -> str:
    return label(f"indicators.level3.{kind}", language) if kind in LEVEL3 else kind
