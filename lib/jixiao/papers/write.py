"""Papers of a round into the folder of outputs: Word for each department, one sheet over all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..audit import audit_report
from ..audit.findings import AuditResult
from ..audit.years import with_year_before
from ..base.language import Language
from ..labels import label
from ..labels.ranks import Severity
from ..report import Report, load_previous, load_report
from ..report.notice import notice_of
from ..storage.files import write_file
from .deputies import deputies_values
from .deputies_template import deputies_template
from .files import DEPUTIES, SPOT_CHECK, WORKING
from .looks import ranked, spot_of
from .pictures import passage_pictures
from .risk import risk_of
from .spot_check import spot_check_page, spot_check_workbook
from .thresholds import Thresholds
from .word import filled_in, read_template
from .working import MOST_PASSAGES, working_values
from .working_template import working_template


@dataclass(frozen=True)
class Wanted:
    """What papers are asked for.

    `least`: findings of that severity and above have a page; `working` and `deputies`: templates of
    the office's own.
    """

    data: Path
    outputs: Path
    languages: Sequence[Language]
    least: Severity = "low"
    thresholds: Thresholds = field(default_factory=Thresholds)
    working: Path | None = None
    deputies: Path | None = None


def write_papers(reports: Sequence[tuple[str, int]], wanted: Wanted) -> Iterator[Path]:
    """Write the papers of `reports` (department and year) and yield each file.

    `<department>/<year>/working-papers.docx` and `deputies.docx`; over all of them `spot-check.html`
    and `.xlsx` in the folder of outputs. The first language has these names, others carry theirs.

    Raises RequestError for a template with a field that there is none of, before anything is
    written; OutputError where a file cannot be written.
    """
    own = {
        name: read_template(path)
        for name, path in ((WORKING, wanted.working), (DEPUTIES, wanted.deputies))
        if path is not None
    }
    spots = []
    for department, year in reports:
        report = load_report(department, year, wanted.data)
        before = load_previous(department, year, wanted.data)
        result = audit_report(report)
        if before is not None:
            result = with_year_before(result, before, report)
        papers = _papers(report, before, result, wanted, own)
        for name, content in papers.items():
            path = wanted.outputs / department / str(year) / name
            write_file(path, content)
            yield path
        spots.append(spot_of(risk_of(report, result, wanted.thresholds), wanted.languages))
    spots = ranked(spots)
    names = {
        language: _named(SPOT_CHECK, language, wanted, "html") for language in wanted.languages
    }
    said = notice_of(wanted.data)
    for language in wanted.languages:
        notice = said.get(language, "")
        page = spot_check_page(spots, wanted.thresholds, language, names, notice)
        book = spot_check_workbook(spots, wanted.thresholds, language, notice)
        for name, content in (
            (names[language], page.encode("utf-8")),
            (_named(SPOT_CHECK, language, wanted, "xlsx"), book),
        ):
            write_file(wanted.outputs / name, content)
            yield wanted.outputs / name


def write_templates(folder: Path, languages: Sequence[Language]) -> Iterator[Path]:
    """Write the templates that the workbook brings along, to be changed."""
    for language in languages:
        for name, make in ((WORKING, working_template), (DEPUTIES, deputies_template)):
            path = folder / f"{name}.{language}.docx"
            write_file(path, make(language))
            yield path


def _papers(
    report: Report,
    before: Report | None,
    result: AuditResult,
    wanted: Wanted,
    own: Mapping[str, bytes],
) -> dict[str, bytes]:
    """All papers of one report, so that none is written where one cannot be made."""
    shown = result.at_least(wanted.least).findings
    passages = [item for finding in shown for item in finding.passages[:MOST_PASSAGES]]
    pictures = passage_pictures(report, passages, wanted.data, before)
    made: dict[str, bytes] = {}
    said = notice_of(wanted.data)
    for language in wanted.languages:
        notice = said.get(language, "")
        values = working_values(report, result, pictures, language, wanted.least, before)
        template = own.get(WORKING) or working_template(language)
        title = label("papers.working.title", language)
        name = _named(WORKING, language, wanted, "docx")
        made[name] = filled_in(template, values, wanted.working or WORKING, title, notice)
        values = deputies_values(report, result, language)
        template = own.get(DEPUTIES) or deputies_template(language)
        name = _named(DEPUTIES, language, wanted, "docx")
        title = label("papers.deputies.above", language)
        made[name] = filled_in(template, values, wanted.deputies or DEPUTIES, title, notice)
    return made


def _named(stem: str, language: Language, wanted: Wanted, ending: str) -> str:
    mark = "" if language == wanted.languages[0] else f".{language}"
    return f"{stem}{mark}.{ending}"
