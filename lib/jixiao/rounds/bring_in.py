"""One published file → the folder of its document and its review page. What `jixiao extract` does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..base.errors import ExtractionError
from ..base.memory import size_now
from ..check import State, numbers, unread_by_table
from ..check.money_left import money_left
from ..diff.cells import differences
from ..extract.extraction import document_report, extract_report
from ..extract.place import place_in_data
from ..extract.storing import store_report
from ..extract.unread import MONEY
from ..publish.review import write_review
from ..report import Report
from ..report.notice import notice_of
from ..source import Document, Limits, draw_pages, read_boxes, read_document
from ..source.forked import ForkedWork, Say, bound, can_fork, inside, within_limits
from ..storage.temporary import sweep_folders
from .second_reading import Places, sums_and_doubts
from .sources import SourceFile


@dataclass(frozen=True)
class Reading:
    """How files are read and where to: `strict` refuses one of which money was not read.

    `force`: tables on file are written over, and what was read before is read again, unless it is to
    be `resumed`.
    """

    data: Path
    outputs: Path
    limits: Limits
    ocr: bool = False
    force: bool = False
    strict: bool = False
    resumed: bool = False


@dataclass(frozen=True)
class BroughtIn:
    """What came of a file.

    `states`: file → written, replaced, removed or unchanged. `numbers`: state of a number → how many
    of the document are in it. `identities`: how many sums were checked and how many held; {} of none.
    `unread`: the passages that no table took. `review`: its page. `pictures`: the pages of which
    nothing was read, since they are pictures; `layered`: those read as another program recognised them.
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
    pictures: tuple[int, ...] = ()
    layered: tuple[int, ...] = ()


def bring_in(
    file: SourceFile,
    how: Reading,
    left: Callable[[Sequence[Mapping[str, Any]]], None] = lambda unread: None,
    changing: Callable[[Iterator[str]], None] = lambda lines: None,
) -> BroughtIn:
    """Read a file, write its tables and its review page.

    `left` is given the passages that no table took, `changing` a line for every cell of the tables on file that would change.

    All of it is one piece of work within the limits of `how`, in a process of its own.

    Raises as `extract_report` and `store_report` do; ExtractionError if figures of money were not
    read and `how` is strict. Nothing is written then.
    """
    sweep_folders()  # of reading that was ended
    work = work_on(file, how)
    heard = {"left": left, "changing": lambda lines: changing(iter(lines))}
    if how.ocr and can_fork():
        own = ForkedWork(how.limits, file.path, work, heard, bounded=False)
        try:
            while not own.ended:
                own.listen()
            return brought_in(own.result())
        finally:
            own.close()
    return brought_in(within_limits(how.limits, file.path, work, heard))


def work_on(file: SourceFile, how: Reading) -> Callable[[Say], dict[str, Any]]:
    """`bring_in` in the process that it is called in; its answer as JSON holds it. It says what is
    `left` and what is `changing`.

    Where characters are to be recognised it bounds itself once they are: the programs for it have
    limits of their own.
    """

    def work(say: Say) -> dict[str, Any]:
        document = None
        if how.ocr:
            document = read_document(file.path, how.limits, ocr=True)
            if inside():
                bound(how.limits, size_now())
        return _brought_in(file, how, document, say)

    return work


def brought_in(answer: dict[str, Any]) -> BroughtIn:
    """The answer of `work_on` as it was."""
    paths = {name: Path(answer[name]) for name in ("source", "target", "review")}
    tuples = {name: tuple(answer[name]) for name in ("unread", "pictures", "layered")}
    return BroughtIn(**{**answer, **paths, **tuples})


def _brought_in(
    file: SourceFile, how: Reading, document: Document | None, say: Say
) -> dict[str, Any]:
    report = read_file(file, how, document)
    unread = tuple(report.about.get("unread", ()))
    say("left", unread)
    money = [passage for passage in unread if passage["table"] in MONEY]
    if how.strict and (count := len(money) + len(money_left(report))):
        raise ExtractionError("extract.money_not_read", where=file.path, count=count)
    target = place_in_data(how.data, report.department, report.year, report.primary)
    if not how.force:
        say("changing", list(differences(report, target)))
    states = store_report(report, file.path, target, how.force)
    folder = how.outputs / report.department / str(report.year) / report.primary
    page = write_review(
        report, folder, draw_pages(file.path, how.limits, _turned(report)), notice_of(how.data)
    )
    return {
        "source": str(file.path),
        "target": str(target),
        "kind": report.about["kind"],
        "department": report.department_name("zh"),
        "year": report.year,
        "document": report.primary,
        "tables": {name: len(table) for name, table in report.tables.items()},
        "numbers": report.about["numbers"],
        "identities": report.about.get("identities", {}),
        "unread": unread,
        "states": states,
        "review": str(page),
        "pictures": list(report.document.pictures) if report.document else [],
        "layered": list(report.document.recognised) if report.document and not how.ocr else [],
    }


def read_file(file: SourceFile, how: Reading, document: Document | None = None) -> Report:
    """The report in a file, with the counts of its ledger in its descriptor. Nothing is written.

    `document`: what is in the file, where it is read already.
    """
    said: dict[str, Any] = {"department": file.department, "year": file.year, "data": how.data}
    if document is None:
        report = extract_report(file.path, limits=how.limits, ocr=how.ocr, **said)
    else:
        report = document_report(document, **said)
    return with_counts(
        report, lambda places: read_boxes(file.path, places, how.limits, _turned(report))
    )


def _turned(report: Report) -> dict[int, int]:
    return report.document.turned if report.document else {}


def with_counts(
    report: Report, read_again: Callable[[Places], list[str]] = lambda places: []
) -> Report:
    """`report` whose descriptor says how many numbers of its document are in each state, where those
    that were not read stand, and how many of its sums hold. `read_again`: as in `sums_and_doubts`.
    """
    about = dict(report.descriptor["jixiao"])
    own = report.documents[report.primary]
    descriptor = {**report.descriptor, "jixiao": about}
    completed = Report(report.department, report.year, descriptor, own.tables, report.document)
    # The numbers are those of the report that is given back, so that its page need not count them
    # again; they do not depend on what is now added to its descriptor.
    found = numbers(completed)
    counted = Counter(str(number.state) for number in found)
    about["numbers"] = {str(state): counted[str(state)] for state in State}
    if unread := unread_by_table(report, found):
        about["unread_numbers"] = unread
    about |= sums_and_doubts(report, read_again)
    about["document"] = about.pop("document")  # last, as `jixiao move` writes it
    return completed
