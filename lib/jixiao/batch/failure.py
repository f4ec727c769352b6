"""What the page of a failed job opens with: which cell, which error, with which parameters."""

from __future__ import annotations

import copy
import json
from html import escape

import nbformat
from nbformat.v4 import new_code_cell, new_output

from ..labels import label
from .plan import Job


def failure_notebook(
    notebook: nbformat.NotebookNode, job: Job, title: str, failure: tuple[int, str]
) -> nbformat.NotebookNode:
    """A copy of the executed `notebook` that says first what went wrong; what was done follows."""
    cell, error = failure
    source = notebook.cells[cell].source if cell < len(notebook.cells) else ""
    lines = [
        (label("batch.failure.error", job.language), escape(error)),
        (label("batch.failure.cell", job.language, cell=cell), f"<pre>{escape(source)}</pre>"),
        (
            label("batch.failure.parameters", job.language),
            f"<pre>{escape(json.dumps(job.parameters, ensure_ascii=False, indent=1))}</pre>",
        ),
        (label("batch.failure.remedy", job.language), escape(_remedy(job))),
    ]
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in lines)
    heading = escape(label("batch.failure.title", job.language, title=title))
    opening = new_code_cell("", id="failure")
    html = f'<h1>{heading}</h1><dl class="error" role="alert">{rows}</dl>'
    opening.outputs = [new_output("display_data", {"text/html": html})]
    shown = copy.deepcopy(notebook)
    shown.cells = [opening, *shown.cells[: cell + 1]]
    for done in shown.cells[1:]:
        for output in done.get("outputs", []):
            if "<h1" in output.get("data", {}).get("text/html", ""):
                output["data"]["text/html"] = ""  # the page has its title already
    return shown


def _remedy(job: Job) -> str:
    if not job.department:
        return "jixiao report"
    where = job.department if job.year is None else f"{job.department}/{job.year}"
    return f"jixiao report {where}"
