"""An attachment that the report names is there.

The last section names the attachments; an attachment is there if text follows its title. Not
applicable to reports without such a section.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...extract.evaluation.outline import outline
from ...report import Report
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..wording import worded

kind: Kind = "structure"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.attachments", "ledger.no_text")
        return
    parts = outline(report.document)
    if not parts.has("attachments"):
        yield not_applicable("ledger.attachments", "ledger.the_report_names_none")
        return
    section = parts.section("attachments")
    lines = [line for line in section.lines if not line.blank]
    if len(lines) != 1:
        yield passed("ledger.attachments")
        return
    line = lines[0]
    finding = Finding(
        "structure_attachment",
        version,
        kind,
        "medium",
        worded(Said("findings.attachment", title=line.text.strip())),
        (
            Evidence(section.place.page, section.place.line, section.heading.text.strip()),
            Evidence(line.page, line.number, line.text.strip()),
        ),
        nature="requirement",
    )
    yield failed("ledger.attachments", finding)
