"""Every figure of a scan against what is printed: `python tests/helpers/scans.py [DOTS]`.

The 2022 report is typeset, scanned at 200 dots an inch (or DOTS) and recognised. Each number that
is printed is looked up in the scan by where it stands on its page, and is one of: right; wrong or
missing, and listed on the review page or caught by a finding of the audit that the printed report
does not have; or neither, which there must be none of.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import typeset

from jixiao.audit import audit_report
from jixiao.check import Number, State, numbers
from jixiao.extract.evaluation.outline import outline
from jixiao.extract.extraction import extract_report
from jixiao.report import Report
from jixiao.source import Box, read_document
from jixiao.source.boxes import box_in_line

ROOT = Path(__file__).resolve().parents[2]
NEAR = 7.0  # points
NAMED = ("item", "phase", "base", "value", "unit")


def scan(pdf: bytes, dots: int = 200) -> bytes:
    """Each page of a PDF as a picture of so many dots an inch, with nothing but the picture."""
    pages = [
        page.render(scale=dots / 72, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(pdf)
    ]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dots)
    return out.getvalue()


@dataclass(frozen=True)
class Printed:
    """A number where it stands; `row`: of its table, if a row was read from it."""

    number: Number
    box: Box
    row: dict[str, Any] | None

    @property
    def page(self) -> int:
        return self.number.page


def printed_numbers(report: Report) -> list[Printed]:
    """Every number of a report with its box and its row."""
    assert report.document is not None
    lines = {line.number: line for line in report.document.lines}
    rows = {name: table.to_dict("records") for name, table in report.tables.items()}
    found = []
    for number in numbers(report):
        box = box_in_line(report.document, lines[number.line], number.start, number.end)
        assert box is not None
        figure = number.state == State.FIGURE and number.table in rows
        row = rows[number.table][number.row - 2] if figure else None
        found.append(Printed(number, box, row))
    return found


def unnumbered(report: Report, numbered: Iterable[Printed]) -> list[dict[str, Any]]:
    """The outcomes that no digit states: ranks in Chinese numerals."""
    places = {(entry.row["page"], entry.row["quote"]) for entry in numbered if entry.row}
    rows = report.tables["outcomes"].to_dict("records")
    return [
        row for row in rows if row["unit"] == "名" and (row["page"], row["quote"]) not in places
    ]


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes stand in one line and share their width, or all but do.

    Of recognised words the places are known to about half a character.
    """
    middle, own = (one.top + one.bottom) / 2, (other.top + other.bottom) / 2
    high = other.top <= middle <= other.bottom or one.top <= own <= one.bottom
    return high and min(one.right, other.right) - max(one.left, other.left) > -NEAR


def listed_boxes(report: Report, own: Iterable[Printed]) -> Iterator[tuple[int, Box, str]]:
    """What the review page lists: (page, box, why)."""
    assert report.document is not None
    for printed in own:
        if printed.number.state == State.UNREAD:
            yield printed.page, printed.box, f"not read: {printed.number.reason}"
    for doubt in report.document.doubts:
        yield doubt.page, doubt.box, doubt.reason


def new_findings(printed: Report, scanned: Report) -> Iterator[tuple[str, set[int]]]:
    """The findings that only the scan has: rule, and the lines that they set in doubt."""
    known = Counter((f.rule, f.printed, f.expected) for f in audit_report(printed).findings)
    for finding in audit_report(scanned).findings:
        key = (finding.rule, finding.printed, finding.expected)
        if known[key] > 0:
            known[key] -= 1
            continue
        yield finding.rule, {evidence.line for evidence in finding.evidence}


def same(row: dict[str, Any], other: dict[str, Any] | None) -> bool:
    """Whether two rows state the same figure of the same item."""
    return other is not None and all(row.get(name) == other.get(name) for name in NAMED)


def measure(printed: Report, scanned: Report) -> dict[str, Counter[str]]:
    """For budget, outcomes and the cells of indicators and tasks: how many figures are what.

    Prints each figure that is not right.
    """
    golden, read = printed_numbers(printed), printed_numbers(scanned)
    listed = list(listed_boxes(scanned, read))
    findings = list(new_findings(printed, scanned))
    counts: dict[str, Counter[str]] = {}
    matched: set[int] = set()

    def why(page: int, box: Box, lines: set[int]) -> tuple[str, str]:
        if reasons := [why for at, b, why in listed if at == page and overlap(box, b)]:
            return "listed", reasons[0]
        if rules := [rule for rule, touched in findings if touched & lines]:
            return "caught", rules[0]
        return "neither", ""

    for entry in golden:
        state = entry.number.state
        if state not in (State.FIGURE, State.CELL) or entry.number.table == "datapackage":
            continue
        group = entry.number.table if state == State.FIGURE else f"cells of {entry.number.table}"
        there = [o for o in read if o.page == entry.page and overlap(entry.box, o.box)]
        matched.update(map(id, there))
        alike = [o for o in there if o.number.printed == entry.number.printed]
        if entry.row is not None:
            right = any(same(entry.row, o.row) for o in there)
        else:
            right = any(o.number.state in (State.CELL, State.FIGURE) for o in alike)
        if right:
            counts.setdefault(group, Counter())["right"] += 1
            continue
        taken = [o for o in there if o.number.state in (State.FIGURE, State.CELL)]
        lines = {o.number.line for o in taken} | {o.row["line"] for o in taken if o.row}
        what, by = why(entry.page, entry.box, lines)
        kind = f"{'wrong' if taken else 'missing'}, {what}"
        counts.setdefault(group, Counter())[kind] += 1
        seen = " ".join(f"{o.number.printed}({o.number.state})" for o in there) or "nothing"
        print(f"  {group}, page {entry.page}: {entry.number.printed} as {seen}: {kind} ({by})")
    assert scanned.document is not None
    # What the review page lists as not found, and tables that were not read at all.
    there = {section.id for section in outline(scanned.document).sections}
    whole = scanned.about.get("unread", ())
    ranks = [(row["page"], row["value"]) for row in unnumbered(scanned, read)]
    for row in unnumbered(printed, golden):
        known = (row["page"], row["value"]) in ranks
        lost = row["section"] not in there or any(
            passage["table"] == row["section"] for passage in whole
        )
        kind = "right" if known else f"missing, {'listed' if lost else 'neither'}"
        counts["outcomes"][kind] += 1
        if not known:
            print(f"  outcomes, page {row['page']}: {row['quote']}: {kind}")
    for entry in read:
        if entry.row is not None and id(entry) not in matched:
            what, by = why(entry.page, entry.box, {entry.number.line, entry.row["line"]})
            counts.setdefault(entry.number.table, Counter())[f"not printed, {what}"] += 1
            print(
                f"  {entry.number.table}, page {entry.page}: {entry.number.printed}: {what} ({by})"
            )
    return counts


def main() -> int:
    """Prints the counts; 1 where a figure is neither right, nor caught, nor listed."""
    dots = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    parts = outline(
        read_document(ROOT / "data" / "panyu-data-bureau" / "2022" / "evaluation" / "report.txt")
    )
    with tempfile.TemporaryDirectory(prefix="jixiao-scan-") as folder:
        paths = Path(folder) / "printed.pdf", Path(folder) / "scan.pdf"
        paths[0].write_bytes(typeset.as_pdf(parts))
        paths[1].write_bytes(scan(paths[0].read_bytes(), dots))
        about: dict[str, Any] = {"department": "panyu-data-bureau", "year": 2022}
        about["data"] = ROOT / "data"
        printed = extract_report(paths[0], **about)
        scanned = extract_report(paths[1], ocr=True, **about)
    counts = measure(printed, scanned)
    for group, own in counts.items():
        shown = ", ".join(f"{kind}: {count}" for kind, count in own.most_common())
        print(f"{group}: {own.total()} figures; {own['right'] / own.total():.1%} right; {shown}")
    assert scanned.document is not None
    print(f"{len(scanned.document.doubts)} numbers are listed as recognised with doubt")
    return int(any("neither" in kind for own in counts.values() for kind in own))


if __name__ == "__main__":
    sys.exit(main())
