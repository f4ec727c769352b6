"""What the page of a failed job opens with: which cell, which error, with which parameters."""

from __future__ import annotations

import copy
import json

import nbformat
from markupsafe import Markup, escape
from nbformat.v4 import new_code_cell, new_output

from ..base.language import Language
from ..frame.page_pass import has_title
from ..labels import label
from .jobs import Failure, Job

_OPENING = Markup('<h1>{}</h1><div class="error" role="alert" id="error"><dl>{}</dl></div>')
_NOTE = Markup('<p class="jixiao-note">{}</p>')
_MEANINGS = {"KernelKilledError": "died", "DeadKernelError": "died", "CellTimeoutError": "too_long"}


def failure_notebook(
    notebook: nbformat.NotebookNode, job: Job, title: str, failure: Failure
) -> nbformat.NotebookNode:
    """A copy of the executed `notebook` that says first what went wrong; what was done follows."""
    cell = failure.cell
    source = notebook.cells[cell].source if cell < len(notebook.cells) else ""
    lines = [
        (label("batch.failure.error", job.language), _error(failure, job.language)),
        (label("batch.failure.cell", job.language, cell=cell), _code("pre", source)),
        (
            label("batch.failure.parameters", job.language),
            _code("pre", json.dumps(job.parameters, ensure_ascii=False, indent=1)),
        ),
        (label("batch.failure.remedy", job.language), _code("code", _remedy(job))),
    ]
    row = Markup("<dt>{}</dt><dd>{}</dd>")
    rows = Markup("").join(row.format(name, value) for name, value in lines)
    heading = label("batch.failure.title", job.language, title=title)
    opening = new_code_cell("", id="failure")
    html = _OPENING.format(heading, rows)
    if cell > 0:
        html += _NOTE.format(label("batch.failure.partial", job.language))
    opening.outputs = [new_output("display_data", {"text/html": str(html)})]
    shown = copy.deepcopy(notebook)
    shown.cells = [opening, *shown.cells[: cell + 1]]
    for done in shown.cells[1:]:
        for number, output in enumerate(done.get("outputs", [])):
            if has_title(output.get("data", {}).get("text/html") or ""):
                output["data"]["text/html"] = ""  # the page has its title already
            if output.output_type == "error":  # said above, with its cell
                done.outputs[number] = _stopped(job.language)
    return shown


def _code(tag: str, text: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), text)


def _stopped(language: Language) -> nbformat.NotebookNode:
    """That the notebook ended here, in place of its error."""
    link = Markup('<a href="#error">{}</a>').format(label("batch.failure.stopped", language))
    return new_output("display_data", {"text/html": str(_NOTE.format(link))})


def _error(failure: Failure, language: Language) -> Markup:
    """What was raised, and what it means where that is ours to say."""
    means = _MEANINGS.get(failure.kind)
    told = label(f"batch.failure.{means}", language) if means else ""
    said = escape(failure.words[language])
    return said + Markup("<br>{}").format(told) if told else said


def _remedy(job: Job) -> str:
    if not job.department:
        return "jixiao report"
    where = job.department if job.year is None else f"{job.department}/{job.year}"
    return f"jixiao report {where}"
