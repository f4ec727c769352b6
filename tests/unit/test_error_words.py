"""What goes wrong is a key and values, and is said in the reader's language."""

from __future__ import annotations

import ast
import json
import pickle
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import opened
from bs4 import BeautifulSoup
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser, expect

from jixiao.base import errors, said
from jixiao.base.errors import (
    KINDS,
    AmountError,
    Place,
    ReportError,
    RequestError,
    TableError,
    error_from_json,
)
from jixiao.base.said import Said, entry, is_key, messages, parts
from jixiao.publish.page import PageExporter
from jixiao.rounds.execute import _failure
from jixiao.rounds.failure import failure_notebook
from jixiao.rounds.index import IndexContent
from jixiao.rounds.jobs import Failure, Job
from jixiao.rounds.record import Made
from jixiao.schema import parse_table

LIBRARY = Path(errors.__file__).parent.parent


def modules() -> Iterator[tuple[str, ast.Module]]:
    found = sorted(LIBRARY.rglob("*.py"))
    assert len(found) > 200
    for path in found:
        yield path.relative_to(LIBRARY).as_posix(), ast.parse(path.read_text("utf-8"))


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every place where an error or a message is made."""
    for name, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {*KINDS, "Said"}:
                yield f"{name}:{node.lineno}", node


def templates() -> Iterator[tuple[str, dict[str, str]]]:
    """Every message and every remedy beside one, with its words in each language."""
    for part in parts():
        for name, words in messages(part).items():
            yield f"{part}.{name}", {k: words[k] for k in words if k != "remedy"}
            if isinstance(words.get("remedy"), dict):
                yield f"{part}.{name}.remedy", words["remedy"]


def named(template: str) -> set[str]:
    """The values that a template asks for."""
    plain = said._PLURAL.sub(lambda match: f"{{{match[1]}}}", template)
    return {name for _, name, _, _ in string.Formatter().parse(plain) if name}


def wanted(key: str) -> set[str]:
    """The values that a message and its own remedy ask for."""
    words = entry(key)
    remedy = words.get("remedy", {"en": "", "zh": ""})
    remedy = entry(remedy) if isinstance(remedy, str) else remedy
    return named(words["en"]) | named(words["zh"]) | named(remedy["en"]) | named(remedy["zh"])


def test_every_message_has_both_languages_which_ask_for_the_same_values() -> None:
    found = dict(templates())
    assert len(found) > 100
    assert found.pop("ledger.either") == {"en": "{en}", "zh": "{zh}"}  # a name in both languages
    for key, words in found.items():
        assert set(words) == {"en", "zh"}, key
        assert named(words["zh"]) - named(words["en"]) == set(), key
        lost = named(words["en"]) - named(words["zh"])
        assert lost <= {"count"}, (key, lost)  # Chinese has no plural
        if re.search("[a-z]{3}", re.sub(r"\{[^{}]*\}", "", words["en"])):
            assert re.search("[\u4e00-\u9fff]", words["zh"]), key


def test_every_message_that_is_made_has_words_and_all_its_values() -> None:
    counted = 0
    for where, call in calls():
        first = call.args[0] if call.args else None
        if not (isinstance(first, ast.Constant) and is_key(str(first.value))):
            continue
        counted += 1
        given = {keyword.arg for keyword in call.keywords} - {"where", "remedy"}
        if None not in given:
            missing = wanted(first.value) - given  # type: ignore[operator]
            remedied = any(keyword.arg == "remedy" for keyword in call.keywords)
            assert remedied or not missing, (where, missing)
            assert given <= wanted(first.value), (where, given)
        else:
            assert entry(first.value), where
    assert counted > 60


def test_every_message_is_made_somewhere() -> None:
    made = {
        node.value
        for _, module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    made |= {
        words["remedy"]
        for part in parts()
        for words in messages(part).values()
        if isinstance(words.get("remedy"), str)
    }
    made |= {f"base.{kind}" for kind in KINDS}
    every = {f"{part}.{name}" for part in parts() for name in messages(part)}
    assert {key for key in every - made if not key.startswith("ledger.phase_")} == set()
    assert {key for key in made if is_key(key) and key.startswith("ledger.")} <= {
        *every,
        "ledger.phase_",
    }


def test_no_error_is_raised_as_a_finished_sentence() -> None:
    found = [
        where
        for where, call in calls()
        if getattr(call.func, "id", "") in KINDS
        and call.args
        and (
            isinstance(call.args[0], ast.JoinedStr)
            or (isinstance(call.args[0], ast.Constant) and not is_key(str(call.args[0].value)))
        )
    ]
    assert found == []


@pytest.mark.parametrize(
    ("error", "english", "chinese"),
    [
        (
            RequestError("base.no_department", department="x", names=["a", "b"]),
            "RequestError: department 'x' is not on file; on file: a, b",
            "请求有误：没有部门“x”的资料；已有：a、b",
        ),
        (
            RequestError("base.no_department", department="x", names=Said("base.none")),
            "RequestError: department 'x' is not on file; on file: none",
            "请求有误：没有部门“x”的资料；已有：无",
        ),
        (
            AmountError("base.no_number", where=Place(2, 7), printed="十"),
            "AmountError: page 2, line 7: '十' is not a number; write digits, e.g. 14,884.55",
            "数额有误：第2页第7行：“十”不是数字；请写数字，如14,884.55",
        ),
        (
            AmountError("base.unit_of_no_money", where=("a.pdf", Place(1, 2)), unit="斤"),
            "AmountError: a.pdf, page 1, line 2: '斤' is no unit of money; use 元, 万元 or 亿元",
            "数额有误：a.pdf, 第1页第2行：“斤”不是金额单位；请使用元、万元或亿元",
        ),
        (
            TableError("report.correction_gone", where="c.csv", row=2, table="budget", other=5),
            "TableError: c.csv: row 2 corrects budget.csv, row 5, which is not there; take it out",
            "数据表有误：c.csv：第2行更正budget.csv第5行，但该行不存在；请删除",
        ),
        (
            RequestError("rounds.no_notebooks", where="n", names=["a", "b"], count=2),
            "RequestError: n: the notebooks a, b are missing; restore them, or pass --notebooks",
            "请求有误：n：缺少笔记本a、b；请恢复，或用 --notebooks 指明文件夹",
        ),
        (
            RequestError("what another program said", remedy="base.take_out"),
            "RequestError: what another program said; take it out",
            "请求有误：what another program said；请删除",
        ),
    ],
)
def test_an_error_is_said_in_either_language_and_survives_pipes_and_files(
    error: ReportError, english: str, chinese: str
) -> None:
    for same in (error, pickle.loads(pickle.dumps(error)), stored(error)):
        assert type(same) is type(error)
        assert same.line("zh") == chinese
        assert same.line("en") == english


def stored(error: ReportError) -> ReportError:
    return error_from_json(json.loads(json.dumps(error.to_json())))


def test_values_of_a_message_are_never_read_as_words_of_ours() -> None:
    error = RequestError(
        "base.no_department", department="{names} {department!r}\n\x1b", names=["b"]
    )
    assert "{names}" in str(error)
    assert "\x1b" not in error.words("zh")
    assert "\n" not in error.words("zh")


def test_a_breach_of_a_table_is_said_in_chinese() -> None:
    header = "item,name,phase,base,value,unit,printed,page,line,quote\n"
    with pytest.raises(TableError) as caught:
        parse_table(header + "a,b,approved,,1,斤,1斤,1,1,x\n", "budget", "budget.csv")
    assert caught.value.words("zh").startswith(
        "budget.csv：第2行unit列的值为“斤”；请使用其中之一："
    )


def test_a_notebook_shows_an_error_in_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = InteractiveShell.instance()
    monkeypatch.setitem(shell.user_ns, "language", "zh")
    error: Any = RequestError("report.year", year="x")
    assert error._render_traceback_() == ["请求有误：年份“x”不是整数；请写为如2022的形式"]
    monkeypatch.setitem(shell.user_ns, "language", "en")
    assert error._render_traceback_() == [
        "RequestError: year 'x' is no whole number; write e.g. 2022"
    ]


def test_a_failure_keeps_the_line_of_its_notebook_and_the_english_one() -> None:
    cell = new_code_cell("1")
    cell.outputs = [
        new_output("error", ename="TableError", evalue="e", traceback=["数据表有误：e"])
    ]
    failure = _failure(new_notebook(cells=[cell]), "zh", None)
    assert failure == (0, {"en": "TableError: e", "zh": "数据表有误：e"}, "TableError")
    cell.outputs = [new_output("error", ename="KeyError", evalue="'x'", traceback=["---", "x"])]
    failure = _failure(new_notebook(cells=[cell]), "zh", None)
    assert failure == (0, {"en": "KeyError: 'x'", "zh": "KeyError: 'x'"}, "KeyError")
    cell.outputs = [new_output("error", ename="CellTimeoutError", evalue="?", traceback=[])]
    failure = _failure(new_notebook(cells=[cell]), "zh", 5)
    assert failure is not None
    assert failure.words["zh"] == "运行超时：单元格运行超过5秒"
    assert Failure.from_json(list(failure)) == failure


def failed(language: str, error: ReportError) -> NotebookNode:
    kind = type(error).__name__
    broken = new_code_cell("load_report('x', 2022)")
    broken.outputs = [new_output("error", ename=kind, evalue=str(error), traceback=[])]
    done = new_notebook(cells=[new_code_cell("1"), new_markdown_cell("text"), broken])
    failure = Failure(2, {each: error.line(each) for each in ("en", "zh")}, kind)
    job = Job("budget", "d", 2022, language, {"department": "d"}, Path("d/2022/budget"))
    return failure_notebook(done, job, "Title", failure)


def test_the_page_of_a_failure_says_its_error_once_and_where_the_notebook_stopped() -> None:
    error = RequestError("base.no_department", department="x", names=["a"])
    html = PageExporter().export(failed("en", error), title="Title", language="en")
    soup = BeautifulSoup(html, "html.parser")
    assert soup.main.get_text().count("is not on file") == 1
    assert len(soup.select("[role=alert]")) == 1
    stopped = soup.find("a", string=re.compile("Here the notebook stopped"))
    assert soup.select_one(stopped["href"]) is not None
    assert "load_report" in soup.select_one("[role=alert]").get_text()


def test_a_chinese_page_says_an_error_of_ours_in_chinese() -> None:
    error = RequestError("base.no_department", department="x", names=["a"])
    html = PageExporter().export(failed("zh", error), title="标题", language="zh")
    text = BeautifulSoup(html, "html.parser").main.get_text()
    assert "请求有误：没有部门“x”的资料；已有：a" in text
    assert "not on file" not in text


def test_the_chinese_index_says_an_error_of_ours_in_chinese() -> None:
    class Everything:
        def size(self, name: str) -> int:
            return 1

    class Line:
        department, year = "d", 2022
        documents: dict[str, object] = {}

        def department_name(self, language: str) -> str:
            return "d"

    failures = {
        "d/2022/budget.zh": Failure(
            3, {"en": "", "zh": Said("rounds.cell_too_long", seconds=5).words("zh")}
        ),
        "d/2022/tables": Failure(
            0, {"en": "", "zh": TableError("base.not_utf8", where="budget.csv").words("zh")}
        ),
    }
    made = {stem: Made("", {}, failure) for stem, failure in failures.items()}
    content = IndexContent([Line()], made, Everything(), ("en", "zh"))  # type: ignore[list-item, arg-type]
    line = next(content.of("zh"))["entries"][0]
    assert line["links"][0]["error"] == "在单元格3出错：运行超时：单元格运行超过5秒"
    assert line["cells"]["on_file"] == "budget.csv：不是UTF-8编码；请另存为UTF-8编码"


def test_a_page_without_contents_has_the_whole_width(browser: Browser, tmp_path: Path) -> None:
    html = PageExporter().export(failed("en", RequestError("x y")), title="Title", language="en")
    (tmp_path / "page.html").write_text(html, "utf-8")
    with opened(browser, tmp_path / "page.html") as (page, _):
        assert page.locator(".toc").count() == 0
        box = page.get_by_role("alert").bounding_box()
        assert box is not None
        assert box["width"] > 1100
        expect(page.locator("main")).to_be_visible()
