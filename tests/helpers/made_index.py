"""An index of many departments that do not exist, as its page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jixiao.base.language import Language
from jixiao.publish.index import index_parts
from jixiao.publish.index_lines import IndexDepartment, IndexLine, Link

STATUSES = (("met", 28, "完成"), ("missed", 7, "未完成"), ("unsupported", 33, "缺乏佐证"))


def index_page(departments: Sequence[IndexDepartment], language: Language, *more: Any) -> str:
    """The whole of `index_parts`."""
    return "".join(index_parts(departments, language, *more))


def made_index(departments: int, years: int) -> str:
    """The Chinese index of so many departments with so many years each, newest first."""
    made = [_department(number, years) for number in range(departments)]
    return index_page(made, "zh", {"en": "index.html", "zh": "index.zh.html"})


def _department(number: int, years: int) -> IndexDepartment:
    lines = [_line(number, year) for year in range(2024, 2024 - years, -1)]
    links = [Link("年度比较", f"department-{number:03d}/comparison.html")]
    return IndexDepartment(f"虚构区第{number:03d}局", lines, links)


def _line(number: int, year: int) -> IndexLine:
    folder = f"department-{number:03d}/{year}"
    pages = ("budget", "accounts", "indicators", "audit")
    links = [Link(name, f"{folder}/{name}.html") for name in pages]
    cells = {
        "approved": f"{1000 + 7 * number}.{year % 100:02d}",
        "outturn": f"{900 + 7 * number}.50",
        "of_approved": "93.10%",
        "of_revised": "98.20%",
        "promises": "41%（28/68）",
        "findings": "3 / 5 / 9",
        "on_file": "预算、决算、绩效自评",
    }
    rates = {"approved": "93.10", "revised": "98.20"}
    totals = {"promises": 68, "kept": 28, "findings": 17}
    return IndexLine(year, cells, STATUSES, links, rates, totals)
