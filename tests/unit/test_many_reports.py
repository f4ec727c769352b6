"""What a round of thousands of reports does with little memory, and without looking at all for one."""

from __future__ import annotations

import gc
import shutil
import weakref
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic import write_departments

from jixiao.base.errors import OneOutputError
from jixiao.base.language import Language
from jixiao.labels import LANGUAGES
from jixiao.report import Report, UnreadReport, on_file, unread_of_year, with_predecessors
from jixiao.report.departments import NamedDepartment, all_predecessors, predecessors
from jixiao.rounds.packed import Packed
from jixiao.storage.files import LocalStore
from jixiao.storage.kept import naming
from jixiao.tables.departments_year import DepartmentsOfYear, departments_of_year

NAMES = st.sampled_from(["", "/", "a", "a/b", "a/b/c", "a-b/c", "b/c", "b/d"])


@given(st.lists(st.tuples(NAMES, st.one_of(st.none(), st.integers(0, 3)))))
def test_what_is_packed_is_there_as_it_was_put(steps: list[tuple[str, int | None]]) -> None:
    packed, plain, changed = Packed[int](), dict[str, int](), False
    for name, value in steps:
        before = dict(plain)
        if value is not None:
            packed[name] = plain[name] = value
        elif plain.pop(name, None) is None:
            with pytest.raises(KeyError):
                del packed[name]
        else:
            del packed[name]
        changed = changed or plain != before
        assert packed.get(name) == plain.get(name)
        assert len(packed) == len(plain)
        assert packed.changed == changed
    assert packed == plain
    assert list(packed) == sorted(plain, key=lambda name: (name.partition("/")[0], name))
    assert Packed(plain) == plain
    assert not Packed(plain).changed


def test_a_file_in_parts_is_whole_or_as_it_was(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    store.write_parts("a/b", iter(["甲", "", "乙"]))
    assert store.read("a/b") == "甲乙".encode()
    opened = store.opened("a/b")
    assert opened is not None
    with opened:
        assert opened.read() == "甲乙".encode()

    def broken() -> Iterator[str]:
        yield "丙"
        raise KeyError

    with pytest.raises(KeyError):
        store.write_parts("a/b", broken())
    assert store.read("a/b") == "甲乙".encode()
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]
    (tmp_path / "c").mkdir()
    with pytest.raises(OneOutputError):
        store.write_parts("c", iter(["x"]))
    assert store.opened("c") is None


@given(
    st.lists(
        st.builds(
            NamedDepartment,
            department=st.sampled_from("abcd"),
            first=st.just(2000),
            last=st.none(),
            name_zh=st.just(""),
            name_en=st.just(""),
            predecessor=st.sampled_from(["", "a", "b", "c", "z"]),
        ),
        max_size=8,
    )
)
def test_whom_departments_continue_is_known_of_all_as_of_each(
    found: list[NamedDepartment],
) -> None:
    every = all_predecessors(found)
    assert set(every) == {entry.department for entry in found}
    for department, before in every.items():
        assert before == predecessors(department, found)
        assert len(set(before)) == len(before)
        direct = {entry.predecessor for entry in found if entry.department == department}
        assert direct - {""} <= set(before)


def test_for_the_years_of_a_department_only_its_own_folders_are_looked_at(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (department,) = {path.name for path in copied.iterdir() if path.is_dir()}
    named = copied / "departments.csv"
    header, line, *_ = named.read_text("utf-8-sig").splitlines()
    at = header.split(",").index("predecessor")
    cells = line.split(",")
    looked: list[str] = []
    reports = on_file._reports

    def noted(data: Path, department: str) -> Iterator[tuple[str, int]]:
        looked.append(department)
        return reports(data, department)

    monkeypatch.setattr(on_file, "_reports", noted)
    for before in ("gone-bureau", "../elsewhere", "/", "[a-z]*"):
        named.write_text("\n".join([header, ",".join([*cells[:at], before, *cells[at + 1 :]])]))
        assert {name for name, _ in with_predecessors(department, copied)} == {department}
    assert set(looked) == {department}


def test_of_the_departments_of_a_year_one_report_at_a_time_is_in_memory(
    root: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cell of the page itself: 125 departments took 410 MB when all reports stayed."""
    write_departments(data, tmp_path, 9)
    (cell,) = [
        cell.source
        for cell in nbformat.read(root / "notebooks" / "departments.ipynb", 4).cells
        if cell["id"] == "imports"
    ]
    alive: list[weakref.ref[Report]] = []
    most = 0
    own = UnreadReport.load

    def noted(unread: UnreadReport) -> Report:
        nonlocal most
        gc.collect()
        most = max(most, sum(each() is not None for each in alive))
        report = own(unread)
        alive.append(weakref.ref(report))
        return report

    monkeypatch.setattr(UnreadReport, "load", noted)
    monkeypatch.setenv("JIXIAO_DATA", str(tmp_path))
    run: dict[str, Any] = {"year": 2022, "language": "zh"}
    exec(cell.replace("check_parameters()", ""), run)
    kept = run["kept"]
    assert [row.department for row in kept.departments] == [f"synthetic-{n:03d}" for n in range(9)]
    assert [len(kept.measured), len(kept.audited), len(kept.rows)] == [9, 9, 9]
    assert len(alive) == 9
    assert most <= 5  # what is computed of documents is kept of four


def test_of_reports_that_have_not_changed_nothing_is_computed_again(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 500 departments a page took 138 s of processor, each time that one of them had changed."""
    folder = tmp_path / "data"
    names = write_departments(data, folder, 3)
    loaded: list[str] = []
    own = UnreadReport.load

    def noted(unread: UnreadReport) -> Report:
        loaded.append(unread.department)
        return own(unread)

    monkeypatch.setattr(UnreadReport, "load", noted)
    alone = departments_of_year(unread_of_year(2022, folder), "en")
    assert loaded == names

    def made(source: str, language: Language) -> tuple[list[str], DepartmentsOfYear]:
        loaded.clear()
        monkeypatch.setenv("JIXIAO_KEPT", naming(tmp_path / "kept", source))
        found = departments_of_year(unread_of_year(2022, folder), language)
        return list(loaded), found

    def lines(found: DepartmentsOfYear) -> list[object]:
        return [found.departments, found.measured, found.audited]

    for language in LANGUAGES:
        again, found = made("a", language)
        assert again == (names if language == LANGUAGES[0] else [])
        shown = departments_of_year(unread_of_year(2022, folder), language)
        assert [found.measured, found.audited] == [shown.measured, shown.audited]
        assert found.rows.equals(alone.rows)
        assert [type(cell) for cell in found.rows.iloc[0]] == [*map(type, alone.rows.iloc[0])]
    again, found = made("a", "en")
    assert [again, lines(found)] == [[], lines(alone)]
    write_departments(data, folder, 1, (2022,))  # the same bytes
    assert made("a", "en")[0] == []
    table = folder / names[1] / "2022" / "evaluation" / "budget.csv"
    table.write_text(table.read_text("utf-8").replace("7308.73", "7309.73"), "utf-8")
    again, found = made("a", "en")
    assert again == [names[1]]
    assert found.rows["outturn_wan"].to_list()[1] == Decimal("7309.73")
    assert made("b", "en")[0] == names, "the library or the names of departments changed"
    (kept,) = (tmp_path / "kept").iterdir()
    for damaged in (b"", b"[]", b"[" * 100_000, kept.read_bytes().replace(b"7309.73", b"7399.73")):
        kept.write_bytes(damaged)
        again, anew = made("b", "en")
        assert [again, lines(anew)] == [names, lines(found)]
    shutil.rmtree(folder / names[0])
    assert made("b", "en")[0] == []
    assert names[0] not in kept.read_text("utf-8"), "of what is gone nothing stays"
    shutil.rmtree(tmp_path / "kept")
    (tmp_path / "kept").write_bytes(b"")
    assert made("b", "en")[0] == names[1:], "where nothing can be kept, it is computed"
