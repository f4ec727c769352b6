"""The notebooks are thin, explain themselves, and are stored with the outputs of the first report."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from papermill.inspection import inspect_notebook

from jixiao.labels import LANGUAGES
from jixiao.report import list_reports, load_filed
from jixiao.rounds.jobs import plan_jobs
from jixiao.rounds.parameters import SCHEMAS

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]
# Final accounts on which the notebook could be run are other people's and not in the repository;
# test_departments.py runs it on accounts that are made.
STORED = [
    path for path in NOTEBOOKS if path.stem not in ("accounts", "projects", "scores", "documents")
]
# What shows nothing where budgets or final accounts are not on file.
NO_CHART = (
    "charts.approved(",
    "charts.outturns(",
    "budget_years.amounts(",
    "rates.execution_years(",
    "year_bridge.classes(",
    "money.amounts(",
    "documents.between_years(",
)
REFUSED = (
    ast.For | ast.While | ast.If | ast.IfExp | ast.Try | ast.FunctionDef | ast.Lambda | ast.ClassDef
)


def cells(path: Path, kind: str) -> list[nbformat.NotebookNode]:
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == kind]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_holds_no_logic(path: Path) -> None:
    for number, cell in enumerate(cells(path, "code")):
        tree = ast.parse(cell.source)
        assert not [node for node in ast.walk(tree) if isinstance(node, REFUSED)], cell.source
        if number > 1:
            assert len(tree.body) == 1, f"more than one call: {cell.source}"
            assert isinstance(tree.body[0], ast.Expr)
            assert not re.search(r"\d{3}", cell.source), f"a number typed in: {cell.source}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_every_parameter_is_typed_explained_and_checked(path: Path) -> None:
    parameters = inspect_notebook(str(path))
    fields = SCHEMAS[path.stem].model_fields
    assert list(parameters) == list(fields)
    for parameter in parameters.values():
        assert parameter["help"], parameter
        assert parameter["inferred_type_name"] != "None", parameter


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_prose_is_in_both_languages_and_states_no_figures(path: Path) -> None:
    by_language: dict[str, list[str]] = {"lang-en": [], "lang-zh": []}
    for cell in cells(path, "markdown"):
        (tag,) = cell.metadata["tags"]
        by_language[tag].append(cell["id"].removesuffix(tag.removeprefix("lang")))
        assert not re.search(r"\d{3}", cell.source), "figures are computed, never typed"
        mark = f" [](#{tag.removeprefix('lang-')})"
        assert cell.source.splitlines()[0].endswith(mark), "JupyterLab finds its language by it"
    assert by_language["lang-en"] == by_language["lang-zh"]


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_stored_outputs_are_whole_and_hold_no_paths(path: Path) -> None:
    for cell in cells(path, "code")[2:]:
        if cell.source.startswith(NO_CHART):
            continue
        assert cell.outputs, f"run make notebooks: {cell.source}"
        for output in cell.outputs:
            assert output.output_type == "execute_result", output
            assert set(output.data) & {"text/html", "image/png"}
    assert str(Path.cwd()) not in path.read_text("utf-8")


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_every_stored_chart_carries_its_alt_text(path: Path) -> None:
    outputs = [o for c in cells(path, "code") for o in c.outputs]
    charts = [o for o in outputs if "image/png" in o.get("data", {})]
    for chart in charts:
        assert chart.metadata["image/png"]["alt"] == chart.data["text/plain"]
    pages = [BeautifulSoup(o.get("data", {}).get("text/html", ""), "html.parser") for o in outputs]
    pictures = [picture for page in pages for picture in page.find_all("img")]
    assert all(picture["alt"].endswith(".") for picture in pictures)
    assert charts or pictures or path.stem in ("index", "departments")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_no_control_is_stored_that_only_a_kernel_could_draw(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "jupyter.widget" not in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_links_of_a_notebook_lead_somewhere(path: Path) -> None:
    for cell in cells(path, "markdown"):
        for target in re.findall(r"\[[^\]]+\]\(([^)]+)\)", cell.source):
            assert (path.parent / target).resolve().is_file(), target


def test_the_index_leads_to_every_other_notebook() -> None:
    index = next(path for path in NOTEBOOKS if path.stem == "index")
    for language in LANGUAGES:
        words = " ".join(
            c.source for c in cells(index, "markdown") if f"lang-{language}" in c.metadata["tags"]
        )
        for name in set(NAMES) - {"index"}:
            assert f"({name}.ipynb)" in words, name


def test_what_is_for_the_screen_is_no_job_of_a_round(data: Path) -> None:
    jobs = plan_jobs([load_filed(d, y, data) for d, y in list_reports(data)], LANGUAGES)
    none = {
        "accounts",
        "departments",
        "projects",
        "scores",
        "documents",
    }  # no such document is on file; one department
    assert {job.notebook for job in jobs} == set(NAMES) - {"index", "explore"} - none


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("department", ["panyu-data-bureau", "no-such-bureau"])
@pytest.mark.parametrize("name", ["accounts", "projects", "scores"])
def test_a_notebook_whose_table_is_not_on_file_says_so_in_a_sentence(
    name: str, department: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("IPython.display.display", lambda sentence: shown.append(sentence.data))
    path = next(path for path in NOTEBOOKS if path.stem == name)
    space: dict[str, object] = {}
    for cell in cells(path, "code"):
        exec(cell.source, space)
        if cell.id == "parameters":
            space |= {"department": department, "year": 2022, "language": language}
    (sentence,) = shown
    assert department in sentence
    assert "Error" not in sentence
