"""A view → the commands that make it again, as text to be copied: nothing is run here."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping

from .view import View

# Subject → the notebook that tells all of it.
REPORTS = {
    "promises": "indicators",
    "budget": "budget",
    "accounts": "accounts",
    "findings": "audit",
    "outcomes": "comparison",
}


def view_command(view: View) -> str:
    """The papermill command that writes this very view into a notebook of its own."""
    return papermill_command("explore", view.parameters())


def report_command(view: View) -> str | None:
    """The papermill command of the notebook that tells all of the subject; None if there is none."""
    if view.subject not in REPORTS:
        return None
    notebook = REPORTS[view.subject]
    values: dict[str, object] = {"department": view.department}
    if notebook == "comparison":
        values |= {"years": list(view.years), "baseline_year": view.year}
    else:
        values["year"] = view.year
    values["language"] = view.language
    if notebook == "audit":
        values["minimum_severity"] = view.severity
    return papermill_command(notebook, values)


def papermill_command(notebook: str, values: Mapping[str, object]) -> str:
    """The command for a shell of Unix or Git: whatever `values` hold, a shell reads it as text.

    Text is passed by -r, which papermill leaves as it is; numbers by -p; lists by -y as YAML.
    """
    words = ["papermill", f"notebooks/{notebook}.ipynb", f"outputs/{notebook}.ipynb"]
    for name, value in values.items():
        if isinstance(value, str):
            words += ["-r", name, value]
        elif isinstance(value, list):
            words += ["-y", json.dumps({name: value}, ensure_ascii=False)]
        else:
            words += ["-p", name, str(value)]
    return " ".join(shlex.quote(word) for word in words)
