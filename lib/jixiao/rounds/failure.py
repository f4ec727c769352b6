"""What the page of a failed job opens with: which cell, which error, with which parameters."""

from __future__ import annotations

import copy
import json
from html import escape

import nbformat
from nbformat.v4 import new_code_cell, new_output

from ..labels import label
from .jobs import Failure, Job

_MEANINGS = {"DeadKernelError": "died", "CellTimeoutError": "too_long"}


def failure_notebook(
    notebook: nbformat.NotebookNode, job: Job, title: str, failure: Failure
) -> nbformat.NotebookNode:
    """A copy of the executed `notebook` that says first what went wrong; what was done follows."""
    cell = failure.cell
    source = notebook.cells[cell].source if cell < len(notebook.cells) else ""
    lines = [
        (label("batch.failure.error", job.language), _error(failure, job.language)),
        (label("batch.failure.cell", job.language, cell=cell), f"<pre>{escape(source)}</pre>"),
        (
            label("batch.failure.parameters", job.language),
            f"<pre>{escape(json.dumps(job.parameters, ensure_ascii=False, indent=1))}</pre>",
        ),
        (label("batch.failure.remedy", job.language), f"<code>{escape(_remedy(job))}</code>"),
    ]
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in lines)
    heading = escape(label("batch.failure.title", job.language, title=title))
    opening = new_code_cell("", id="failure")
    partial = escape(label("batch.failure.partial", job.language))
    html = f'<h1>{heading}</h1><div class="error" role="alert" id="error"><dl>{rows}</dl></div>'
    html += f'<p class="jixiao-note">{partial}</p>' if cell > 0 else ""
    opening.outputs = [new_output("display_data", {"text/html": html})]
    shown = copy.deepcopy(notebook)
    shown.cells = [opening, *shown.cells[: cell + 1]]
    for done in shown.cells[1:]:
        for number, output in enumerate(done.get("outputs", [])):
            if "<h1" in output.get("data", {}).get("text/html", ""):
                output["data"]["text/html"] = ""  # the page has its title already
            if output.output_type == "error":  # said above, with its cell
                done.outputs[number] = _stopped(job.language)
    return shown


def _stopped(language: str) -> nbformat.NotebookNode:
    """That the notebook ended here, in place of its error."""
    words = escape(label("batch.failure.stopped", language))
    html = f'<p class="jixiao-note"><a href="#error">{words}</a></p>'
    return new_output("display_data", {"text/html": html})


def _error(failure: Failure, language: str) -> str:
    """What was raised, and what it means where that is ours to say."""
    means = _MEANINGS.get(failure.kind)
    told = label(f"batch.failure.{means}", language) if means else ""
    said = escape(failure.words[language])
    return f"{said}<br>{escape(told)}" if told else said


def _remedy(job: Job) -> str:
    if not job.department:
        return "jixiao report"
    where = job.department if job.year is None else f"{job.department}/{job.year}"
    return f"jixiao report {where}"
