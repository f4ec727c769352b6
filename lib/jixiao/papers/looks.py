"""What to look at first in a department's documents, and why it stands where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..base.language import Language
from ..labels import label
from ..labels.numbers import MISSING, exact, number
from ..report import Report
from .places import amount_wan, evidence_place, place_words
from .plain import plain
from .risk import Risk, RiskPart

_FINDINGS, _POINTS, _UNREAD = 10, 5, 5
_WORDS = 200


@dataclass(frozen=True)
class Look:
    """One thing to look at: of what kind, what, how much money, and where."""

    kind: str
    words: str
    amount: Decimal | None
    places: str


@dataclass(frozen=True)
class Spot:
    """All that the sheet says of a department's year. The report itself, which is a thousand times larger,
    is not kept: a round may have thousands. `names` and `looks` by language.
    """

    department: str
    year: int
    names: Mapping[Language, str]
    points: Decimal
    parts: tuple[RiskPart, ...]
    looks: Mapping[Language, Sequence[Look]]


def spot_of(risk: Risk, languages: Sequence[Language]) -> Spot:
    """What the sheet says of `risk` in these languages."""
    report = risk.report
    return Spot(
        report.department,
        report.year,
        {language: report.department_name(language) for language in languages},
        risk.points,
        risk.parts,
        {language: looks(risk, language) for language in languages},
    )


def ranked(spots: Sequence[Spot]) -> list[Spot]:
    """The highest risk first; of equal ones in the order of their folders and years."""
    return sorted(spots, key=lambda spot: (-spot.points, spot.department, spot.year))


def looks(risk: Risk, language: Language) -> list[Look]:
    """The gravest findings, points that are not borne out, and numbers that were not read."""
    return [*_findings(risk, language), *_points(risk, language), *_unread(risk, language)]


def reason(part: RiskPart, language: Language) -> str:
    """Why a part of the risk is what it is."""
    key = part.name
    if part.points is None:
        key = f"{part.name}_unknown"
    elif part.name == "money" and not part.values["question"]:
        key = "money_none"
    elif part.name == "money" and "whole" not in part.values:
        key = "money_alone"
    values = {
        name: number(value) if isinstance(value, Decimal) else value
        for name, value in part.values.items()
    }
    return label(f"papers.risk.reason.{key}", language, **values)


def points_words(part: RiskPart, language: Language) -> str:
    """The points of a part with one place, or that it cannot be measured."""
    if part.points is None:
        return label("papers.risk.unknown", language)
    return number(part.points, 1)


def _findings(risk: Risk, language: Language) -> list[Look]:
    between = "；" if language == "zh" else "; "
    found = []
    for at, finding in list(risk.result.numbered.items())[:_FINDINGS]:
        places = dict.fromkeys(
            evidence_place(risk.report, item, language) for item in finding.passages[:3]
        )
        severity = label(f"audit.severity.{finding.severity}", language)
        found.append(
            Look(
                label("papers.risk.finding", language, number=at, severity=severity),
                plain(finding.message[language], _WORDS),
                amount_wan(finding),
                between.join(places) or MISSING,
            )
        )
    return found


def _points(risk: Risk, language: Language) -> list[Look]:
    lines = sorted(risk.apart.lines, key=lambda line: -line.apart)[:_POINTS]
    found = []
    for line in lines:
        own = line.name if line.name != line.of else ""
        names = [plain(name, 40) for name in (line.of, own) if name]
        words = label(
            "papers.risk.points_line",
            language,
            name=label("page.word.between", language).join(names)
            or label("papers.risk.whole", language),
            printed=exact(line.printed),
            recomputed=exact(line.recomputed),
            written=plain(line.written, 120),
        )
        place = _place(risk.report, line.page, line.line, line.document, language)
        found.append(Look(label("papers.risk.points_kind", language), words, None, place))
    return found


def _unread(risk: Risk, language: Language) -> list[Look]:
    found: list[Look] = []
    for counted in risk.numbers:
        text = risk.report.documents[counted.document].text
        lines = {line.number: line.text for line in text.lines} if text else {}
        in_order = sorted(counted.unread_list, key=lambda one: "元" not in lines.get(one.line, ""))
        for unread in in_order[: _UNREAD - len(found)]:  # those beside money first
            words = label(
                "papers.risk.unread_line",
                language,
                printed=plain(unread.printed, 30),
                words=plain(lines.get(unread.line, ""), 60),
            )
            place = _place(risk.report, unread.page, unread.line, counted.document, language)
            found.append(Look(label("papers.risk.unread_kind", language), words, None, place))
    return found


def _place(report: Report, page: int, line: int, document: str, language: Language) -> str:
    own = None if document == report.primary else document
    return place_words(report, page, line, own, language)
