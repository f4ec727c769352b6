"""Which files a round of extraction reads, and the folders that it writes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.base.errors import RequestError, TableError
from jixiao.report.folder_name import folder_name
from jixiao.rounds.sources import SourceFile, left_out, source_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.pdf", "a.DOCX", "notes.md", ".hidden.pdf", "~$a.docx", "sub/c.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def test_a_folder_gives_its_documents_and_nothing_else(folder: Path) -> None:
    found = [file.path.relative_to(folder).as_posix() for file in source_files(folder)]
    assert found == ["a.DOCX", "b.pdf", "sub/c.html"]


def test_what_a_folder_holds_beside_its_documents_is_counted_by_ending(folder: Path) -> None:
    for name in ("scan.PNG", "sub/page.png", "README", ".hidden.md"):
        (folder / name).write_bytes(b"x")
    assert left_out(folder) == {".md": 1, ".png": 2, "without ending": 1}


def test_a_list_says_department_and_year(folder: Path) -> None:
    listed = folder / "list.csv"
    listed.write_text("文件,年度,部门\nsub/c.html,2023,清河市水利局\nb.pdf,,\n", "gb18030")
    assert source_files(folder, listed) == [
        SourceFile(folder / "sub/c.html", "清河市水利局", 2023),
        SourceFile(folder / "b.pdf"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("file\nmissing.pdf\n", "row 2: missing.pdf is no file"),
        ("file\n../out.pdf\n", "row 2: ../out.pdf is no file"),
        ("file,year\nb.pdf,23\n", "row 2: '23' is no year"),
        ("name\nb.pdf\n", "has no column file"),
    ],
)
def test_a_fault_of_the_list_is_said_with_its_row(folder: Path, text: str, said: str) -> None:
    (folder / "list.csv").write_text(text, "utf-8")
    (folder.parent / "out.pdf").write_bytes(b"x")
    with pytest.raises(TableError) as raised:
        source_files(folder, folder / "list.csv")
    assert said in str(raised.value)


def test_a_folder_without_documents_is_said(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="holds no document"):
        source_files(tmp_path)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("上海市普陀区财政局", "shanghaishi-putuoqu-caizhengju"),
        ("西安市卫生健康委员会（汇总）", "xianshi-weishengjiankangweiyuanhui"),
        ("深圳市财政局（本级）", "shenzhenshi-caizhengju-benji"),
        ("广州市番禺区 政务服务数据管理局", "panyu-data-bureau"),
        ("A/../../B局", "a-bju"),
    ],
)
def test_a_printed_name_gives_a_folder(data: Path, name: str, expected: str) -> None:
    assert folder_name(name, 2022, data) == expected


def test_a_name_of_nothing_but_marks_is_refused(data: Path) -> None:
    with pytest.raises(RequestError, match="gives no name"):
        folder_name("……", 2022, data)
