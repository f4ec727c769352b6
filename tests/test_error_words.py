"""What goes wrong while a page is made is said in the page's language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser, expect

from browser import opened
from jixiao.base import errors
from jixiao.labels.errors import error_words
from jixiao.publish.page import PageExporter
from jixiao.rounds.failure import failure_notebook
from jixiao.rounds.jobs import Job
from jixiao.rounds.site import index_content

LIBRARY = Path(errors.__file__).parent
# What a notebook calls; readers of published files and the command line speak to who runs them.
CALLED = ["amounts", "analysis/budget", "audit/findings", "charts/style", "corrections"]
CALLED += ["departments", "explore/view", "labels/__init__", "package", "report"]
CALLED += ["schema/tables", "source/stored", "source/text"]
KINDS = {name for name in vars(errors) if name.endswith("Error")}


def raised() -> Iterator[tuple[str, str]]:
    """Where an error is made, and its words, with letters for what varies."""
    for module in CALLED:
        for node in ast.walk(ast.parse((LIBRARY / f"{module}.py").read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KINDS:
                parts = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "remedy")]
                if "said" not in {getattr(n, "id", "") for n in ast.walk(node)} and all(
                    isinstance(part, ast.Constant | ast.JoinedStr) for part in parts
                ):
                    yield f"{module}:{node.lineno}", "; ".join(map(example, parts))


def example(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr)
    return "".join(v.value if isinstance(v, ast.Constant) else "42" for v in node.values)  # type: ignore[misc]


NAMES = r"budget\.csv|jixiao extract|pip install zhplot|to_year|JIXIAO_DATA|UTF-8|GB18030|CSV"


def test_every_error_of_what_a_notebook_calls_has_its_chinese_words() -> None:
    found = list(raised())
    assert len(found) > 25
    for where, words in found:
        chinese = error_words(f"TableError: a/b.csv: {words}", "zh")
        assert chinese.startswith("数据表有误：a/b.csv："), (where, words, chinese)
        left = re.sub(NAMES, "", chinese.removeprefix("数据表有误：a/b.csv："))
        assert not re.search(r"[a-z]{3,}", left.replace("make", "")), (where, chinese)


@pytest.mark.parametrize(
    ("error", "chinese"),
    [
        (
            "RequestError: department 'x' is not on file; on file: a, b",
            "请求有误：没有部门'x'的资料；已有：a, b",
        ),
        (
            "TableError: data/d/2022/budget.csv: row 3, column unit has '斤'; use one of 万元, 元",
            "数据表有误：data/d/2022/budget.csv：第3行unit列的值为'斤'；请使用其中之一：万元, 元",
        ),
        ("AmountError: page 2, line 7: '十' is not a number", "数额有误：第2页第7行：'十'不是数字"),
        ("CellTimeoutError: the cell ran for more than 5 s", "运行超时：单元格运行超过5秒"),
        (
            "TableError: c.csv: row 2 corrects budget.csv, row 5, which is not there; take it out",
            "数据表有误：c.csv：第2行更正budget.csv第5行，但该行不存在；请删除",
        ),
        ("KeyError: 'nothing'", "KeyError: 'nothing'"),
        ("TableError: what nobody has said before", "TableError: what nobody has said before"),
        ("no row expenditure in phase approved", "没有项目expenditure在approved环节的行"),
    ],
)
def test_an_error_of_ours_is_said_in_chinese_and_any_other_as_it_is(
    error: str, chinese: str
) -> None:
    assert error_words(error, "zh") == chinese
    assert error_words(error, "en") == error


def failed(language: str, error: str) -> NotebookNode:
    kind, _, said = error.partition(": ")
    broken = new_code_cell("load_report('x', 2022)")
    broken.outputs = [new_output("error", ename=kind, evalue=said, traceback=[])]
    done = new_notebook(cells=[new_code_cell("1"), new_markdown_cell("text"), broken])
    job = Job("budget", "d", 2022, language, {"department": "d"}, Path("d/2022/budget"))
    return failure_notebook(done, job, "Title", (2, error))


def test_the_page_of_a_failure_says_its_error_once_and_where_the_notebook_stopped() -> None:
    error = "RequestError: department 'x' is not on file; on file: a"
    html = PageExporter().export(failed("en", error), title="Title", language="en")
    soup = BeautifulSoup(html, "html.parser")
    assert soup.main.get_text().count("is not on file") == 1
    assert len(soup.select("[role=alert]")) == 1
    stopped = soup.find("a", string=re.compile("Here the notebook stopped"))
    assert soup.select_one(stopped["href"]) is not None
    assert "load_report" in soup.select_one("[role=alert]").get_text()


def test_a_chinese_page_says_an_error_of_ours_in_chinese() -> None:
    error = "RequestError: department 'x' is not on file; on file: a"
    html = PageExporter().export(failed("zh", error), title="标题", language="zh")
    text = BeautifulSoup(html, "html.parser").main.get_text()
    assert "请求有误：没有部门'x'的资料；已有：a" in text
    assert "not on file" not in text


def test_the_chinese_index_says_an_error_of_ours_in_chinese() -> None:
    class Everything:
        def size(self, name: str) -> int:
            return 1

    class Line:
        department, year = "d", 2022

        def department_name(self, language: str) -> str:
            return "d"

    failures = {
        "d/2022/budget.zh": (3, "CellTimeoutError: the cell ran for more than 5 s"),
        "d/2022/tables": (0, "TableError: budget.csv: is not UTF-8; save it as UTF-8"),
    }
    content = index_content([Line()], {}, Everything(), ("en", "zh"), failures)  # type: ignore[list-item, arg-type]
    line = content["zh"][0]["entries"][0]
    assert line["links"][0]["error"] == "在单元格3出错：运行超时：单元格运行超过5秒"
    assert line["cells"]["on_file"] == "数据表有误：budget.csv：不是UTF-8编码；请另存为UTF-8编码"


def test_a_page_without_contents_has_the_whole_width(browser: Browser, tmp_path: Path) -> None:
    html = PageExporter().export(failed("en", "ValueError: x"), title="Title", language="en")
    (tmp_path / "page.html").write_text(html, "utf-8")
    with opened(browser, tmp_path / "page.html") as (page, _):
        assert page.locator(".toc").count() == 0
        box = page.get_by_role("alert").bounding_box()
        assert box is not None
        assert box["width"] > 1100
        expect(page.locator("main")).to_be_visible()
