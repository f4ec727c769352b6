"""A table set over pages anyhow comes back as it was: one table, every row once, every cell whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from made_tables import PAGE, SIZE, Paper

from jixiao.grid import grids
from jixiao.source import Document

HAN = "一般公共服务支出行政运行事业单位离退休机关基本养老保险缴费住房改革教育管理培训信息化建设"
WIDTHS = (60.0, 130.0, 75.0, 75.0, 155.0)  # code, name, two amounts, remark
HEADS = (
    (("编码", "名称", "合计", "基本支出", "说明"),),
    (
        ("科目", "<", "支出", "<", "说明"),
        ("编码", "名称", "合计", "基本支出", "^"),
    ),
)
FOOT = 60.0  # points that stay free at the foot of a page


@dataclass(frozen=True)
class Setting:
    """How a table is set: what every page repeats, whether rows may be cut, how far it is moved."""

    repeats_head: bool
    repeats_title: bool
    numbers_pages: bool
    cuts_rows: bool
    shift: float


def rows(seed: int) -> list[list[str]]:
    """Rows as an office prints them: a code, a name, amounts or blanks, now and then a remark."""
    chance = Random(seed)

    def words() -> str:
        return "".join(chance.choices(HAN, k=chance.randint(3, 30)))

    def amount() -> str:
        return f"{chance.randint(0, 9_999_999) / 100:,.2f}"

    return [
        [
            str(20101 + number),
            words(),
            amount(),
            chance.choice(["", amount()]),
            "".join(f"{words()}。" for _ in range(chance.choice([0, 0, 1, 3, 5]))),
        ]
        for number in range(chance.randint(2, 120))
    ]


settings_of = st.builds(
    Setting,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from([0, -12, 9]),
)


def wrapped(text: str, column: int) -> list[str]:
    """The lines of a text in the width of its column."""
    room = int((WIDTHS[column] - 12) / SIZE)
    if text.isascii():
        return [text] if text else []
    return [text[at : at + room] for at in range(0, len(text), room)]


def height(lines: Sequence[Sequence[str]]) -> float:
    return 6 + SIZE * max(1, *(len(cell) for cell in lines))


def typeset(body: list[list[str]], head: Sequence[Sequence[str]], how: Setting) -> Document:
    paper = Paper()
    left = 50.0
    page: list[list[str]] = []
    heights: list[float] = []

    def open_page(first: bool) -> None:
        nonlocal left
        paper.page()
        left = 50.0 if first else 50.0 + how.shift
        if first or how.repeats_title:
            paper.line("2024年支出总表").line("单位：万元", 450)
        page[:], heights[:] = [], []
        if first or how.repeats_head:
            page.extend(map(list, head))
            heights.extend([16.0] * len(head))

    def close_page() -> None:
        edges = [left + sum(WIDTHS[:i]) for i in range(len(WIDTHS) + 1)]
        if page:
            paper.table(*page, edges=edges, heights=list(heights))
        if how.numbers_pages:
            paper.top = PAGE[1] - 40
            paper.line(f"- {paper.number} -")

    open_page(True)
    for row in body:
        lines = [wrapped(text, column) for column, text in enumerate(row)]
        room = PAGE[1] - FOOT - paper.top - sum(heights)
        if height(lines) > room:
            fitting = int((room - 6) / SIZE)
            cut = how.cuts_rows and 1 <= fitting < max(map(len, lines))
            if cut:
                above = [cell[:fitting] for cell in lines]
                page.append(["\n".join(cell) for cell in above])
                heights.append(height(above))
                lines = [cell[fitting:] for cell in lines]
            close_page()
            open_page(False)
        page.append(["\n".join(cell) for cell in lines])
        heights.append(height(lines))
    close_page()
    return paper.document()


@given(st.integers(0, 10**9), st.sampled_from(HEADS), settings_of)
@settings(max_examples=150, deadline=None)
def test_what_was_set_over_pages_is_read_as_it_was(
    seed: int, head: Sequence[Sequence[str]], how: Setting
) -> None:
    body = rows(seed)
    (grid,) = grids(typeset(body, head, how))
    assert [[row.text(column) for column in range(5)] for row in grid.data_rows()] == body
    assert [path[-1] for path in grid.heads] == ["编码", "名称", "合计", "基本支出", "说明"]
    assert (grid.title, grid.unit) == ("2024年支出总表", "万元")
