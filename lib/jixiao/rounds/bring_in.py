"""One published file → the folder of its document and its review page. What `jixiao extract` does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..base.errors import ExtractionError
from ..check import State, numbers
from ..check.money_left import money_left
from ..diff.cells import differences
from ..extract.extraction import extract_report
from ..extract.place import place_in_data
from ..extract.storing import store_report
from ..extract.unread import MONEY
from ..publish.review import write_review
from ..report import Report
from ..source import Limits, draw_pages, read_boxes
from .second_reading import Places, sums_and_doubts
from .sources import SourceFile


@dataclass(frozen=True)
class Reading:
    """How files are read and where to: `strict` refuses one of which money was not read."""

    data: Path
    outputs: Path
    limits: Limits
    ocr: bool = False
    force: bool = False
    strict: bool = False


@dataclass(frozen=True)
class BroughtIn:
    """What came of a file.

    `states`: file → written, replaced, removed or unchanged. `numbers`: state of a number → how many
    of the document are in it. `identities`: how many sums were checked and how many held; {} of none.
    `unread`: the passages that no table took. `review`: its page.
    """

    source: Path
    target: Path
    kind: Mapping[str, str]
    department: str
    year: int
    document: str
    tables: Mapping[str, int]
    numbers: Mapping[str, int]
    identities: Mapping[str, int]
    unread: tuple[Mapping[str, Any], ...]
    states: Mapping[str, str]
    review: Path


def bring_in(
    file: SourceFile,
    how: Reading,
    left: Callable[[Sequence[Mapping[str, Any]]], None] = lambda unread: None,
    changing: Callable[[Iterator[str]], None] = lambda lines: None,
) -> BroughtIn:
    """Read a file, write its tables and its review page.

    `left` is given the passages that no table took, `changing` a line for every cell of the tables on file that would change.

    Raises as `extract_report` and `store_report` do; ExtractionError if figures of money were not
    read and `how` is strict. Nothing is written then.
    """
    report = read_file(file, how)
    unread = tuple(report.about.get("unread", ()))
    left(unread)
    money = [passage for passage in unread if passage["table"] in MONEY]
    if how.strict and (count := len(money) + len(money_left(report))):
        raise ExtractionError("extract.money_not_read", where=file.path, count=count)
    target = place_in_data(how.data, report.department, report.year, report.primary)
    if not how.force:
        changing(differences(report, target))
    states = store_report(report, file.path, target, how.force)
    folder = how.outputs / report.department / str(report.year) / report.primary
    page = write_review(report, folder, draw_pages(file.path, how.limits))
    return BroughtIn(
        file.path,
        target,
        report.about["kind"],
        report.department_name("zh"),
        report.year,
        report.primary,
        {name: len(table) for name, table in report.tables.items()},
        report.about["numbers"],
        report.about.get("identities", {}),
        unread,
        states,
        page,
    )


def read_file(file: SourceFile, how: Reading) -> Report:
    """The report in a file, with the counts of its ledger in its descriptor. Nothing is written."""
    report = extract_report(
        file.path,
        department=file.department,
        year=file.year,
        data=how.data,
        limits=how.limits,
        ocr=how.ocr,
    )
    return with_counts(report, lambda places: read_boxes(file.path, places, how.limits))


def with_counts(
    report: Report, read_again: Callable[[Places], list[str]] = lambda places: []
) -> Report:
    """`report` whose descriptor says how many numbers of its document are in each state, and how
    many of its sums hold. `read_again`: as in `sums_and_doubts`.
    """
    counted = Counter(str(number.state) for number in numbers(report))
    counts = {str(state): counted[str(state)] for state in State}
    about = {**report.descriptor["jixiao"], "numbers": counts}
    about |= sums_and_doubts(report, read_again)
    about["document"] = about.pop("document")  # last, as `jixiao move` writes it
    descriptor = {**report.descriptor, "jixiao": about}
    own = report.documents[report.primary]
    return Report(report.department, report.year, descriptor, own.tables, report.document)
