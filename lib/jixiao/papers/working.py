"""What goes into the working papers of a report: a cover, a page for each finding, and what to ask for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..audit.findings import AuditResult, Evidence, Finding
from ..base.amounts import places_of
from ..base.language import Language
from ..catalogue import wordings
from ..labels import has_label, label
from ..labels.numbers import MISSING, exact, number, per_cent, with_unit
from ..labels.ranks import Severity
from ..report import Report
from .asked_for import Asked, asked_for
from .given import stated_amounts
from .ledger import CountedNumbers, ledger, unread_share
from .places import amount_wan, evidence_place, figures_unit, place_words
from .plain import plain
from .word import Picture

MOST_PASSAGES = 4  # with words and picture; more are named by their places
_MOST_WORDS = 110  # characters of a quote: its picture and its place have the rest
_MOST_MESSAGE = 320
_COMPUTED = ("arithmetic", "rate")  # of other kinds one printed figure stands against another
_COVER = ("approved", "revised", "outturn", "spent_total", "general_approved", "general")
_PLACES = 6  # a computed figure is shown with no more
_MILLIMETRES = 121.0  # that a picture may be wide
_DOTS = 120 / 25.4 / 0.9  # dots of a strip on a millimetre of paper


def working_values(
    report: Report,
    result: AuditResult,
    pictures: Mapping[Evidence, bytes],
    language: Language,
    least: Severity = "low",
    before: Report | None = None,
) -> dict[str, Any]:
    """The fields of the template of working papers.

    `result`: the audit of the report; `pictures`: passage → PNG of its place; `least`: findings
    of that severity and above have a page; `before`: the report of the year before, if `result` holds
    what this one says against it.
    """
    shown = result.at_least(least)
    lines = ledger(report)
    return {
        "department": plain(report.department_name(language)),
        "year": report.year,
        "documents": [*_documents(report, language), *_cited(before, shown, language)],
        "money": _money(report, language),
        "counts": _counts(result, language),
        "only": ""
        if least == "low"
        else label(
            "papers.working.only",
            language,
            severity=label(f"audit.severity.{least}", language),
            shown=len(shown.findings),
        ),
        "ledger": [_ledger_row(line, language) for line in lines],
        "unread": per_cent(number(unread_share(lines)), language),
        "findings": [
            _finding(report, at, finding, pictures, language)
            for at, finding in shown.numbered.items()
        ],
        "evidence": [_asked(report, item, language) for item in asked_for(report)],
    }


def _documents(report: Report, language: Language) -> list[str]:
    found = []
    for name, document in report.documents.items():
        for source in document.descriptor["sources"]:
            values = {
                "name": label(f"page.document.{name}", language),
                "title": plain(source.get("title", ""), 120),
                "sha256": plain(source.get("sha256", MISSING))[:12],
            }
            dated = "date" in source
            key = "document_dated" if dated else "document"
            date = {"date": plain(source["date"])} if dated else {}
            found.append(label(f"papers.working.{key}", language, **values, **date))
    return found


def _cited(before: Report | None, result: AuditResult, language: Language) -> list[str]:
    """The documents of the year before that findings set this year's against, with that year."""
    years = {item.year for finding in result.findings for item in finding.evidence}
    if before is None or before.year not in years:
        return []
    return [
        label("papers.working.document_before", language, year=before.year, document=said)
        for said in _documents(before, language)
    ]


def _money(report: Report, language: Language) -> list[str]:
    """What was given and spent, each where it is printed."""
    said = []
    for amount in stated_amounts(report):
        if amount.key not in _COVER:
            continue
        document = None if amount.document == report.primary else amount.document
        place = (
            place_words(report, *amount.place, document, language)
            if amount.place
            else label("papers.place.computed", language)
        )
        name = label(f"papers.working.money.{amount.key}", language)
        said.append(
            label(
                "papers.working.whole_said",
                language,
                name=name,
                amount=number(amount.value),
                place=place,
            )
        )
    return said


def _counts(result: AuditResult, language: Language) -> str:
    results = [entry.result for entry in result.ledger]
    return label(
        "papers.working.counts_said",
        language,
        total=len(result.findings),
        **result.counts,
        checks=len(results),
        passed=results.count("pass"),
        skipped=results.count("not_applicable"),
    )


def _ledger_row(line: CountedNumbers, language: Language) -> dict[str, Any]:
    return {
        "document": label(f"page.document.{line.document}", language),
        "figures": line.figures,
        "cells": line.cells,
        "asides": line.asides,
        "unread": line.unread,
        "share": per_cent(number(unread_share([line])), language),
    }


def _finding(
    report: Report,
    at: int,
    finding: Finding,
    pictures: Mapping[Evidence, bytes],
    language: Language,
) -> dict[str, Any]:
    kind = label(f"audit.kind.{finding.kind}", language)
    severity = label(f"audit.severity.{finding.severity}", language)
    nature = label(f"audit.nature.{finding.nature}", language)
    amount = amount_wan(finding)
    name = f"rules.{finding.rule}"
    return {
        "number": at,
        "kind": kind,
        "nature": nature,
        "severity": severity,
        "kinds": label(
            "papers.working.said_kind", language, kind=kind, nature=nature, severity=severity
        ),
        "amount": number(amount) if amount is not None else MISSING,
        "amount_said": label("papers.working.no_amount", language)
        if amount is None
        else label("papers.working.said_amount", language, amount=number(amount)),
        "message": plain(finding.message[language], _MOST_MESSAGE),
        "passages": [
            _passage(report, item, pictures, language) for item in finding.passages[:MOST_PASSAGES]
        ],
        "more": _more(report, finding, language),
        "recomputed": recomputed(finding, language),
        "rule": label(
            "papers.working.rule_said",
            language,
            name=label(name, language) if has_label(name) else plain(finding.rule),
            id=plain(finding.rule),
            version=finding.version,
        ),
        "grounds": _grounds(report, finding, language),
    }


def _passage(
    report: Report, item: Evidence, pictures: Mapping[Evidence, bytes], language: Language
) -> dict[str, Any]:
    picture = pictures.get(item)
    return {
        "place": evidence_place(report, item, language),
        "quote": label("papers.working.quote", language, quote=plain(item.quote, _MOST_WORDS)),
        "picture": Picture(picture, _width(picture)) if picture else "",
    }


def _width(picture: bytes) -> float:
    """Millimetres: nine tenths of the size on its page, and no wider than its cell."""
    dots = int.from_bytes(picture[16:20], "big")  # of the header of a PNG
    return min(_MILLIMETRES, dots / _DOTS)


def _more(report: Report, finding: Finding, language: Language) -> str:
    rest = finding.passages[MOST_PASSAGES:]
    if not rest:
        return ""
    between = "；" if language == "zh" else "; "
    places = between.join(
        dict.fromkeys(evidence_place(report, item, language) for item in rest[:12])
    )
    places += " …" if len(rest) > 12 else ""
    return label("papers.place.more", language, places=places)


def recomputed(finding: Finding, language: Language) -> str:
    """What was computed, in the unit of the finding's figures."""
    unit = figures_unit(finding)

    def said(value: Decimal | None) -> str:
        if value is None:
            return MISSING
        words = number(value, _PLACES).rstrip("0") if places_of(value) > _PLACES else exact(value)
        return with_unit(words, unit, language)

    if finding.expected is None or finding.printed is None:
        if finding.difference is None:
            return label("papers.working.not_recomputed", language)
        return label("papers.working.apart", language, difference=said(abs(finding.difference)))
    key = "computed" if finding.kind in _COMPUTED else "compared"
    words = label(
        f"papers.working.{key}_said",
        language,
        expected=said(finding.expected),
        printed=said(finding.printed),
        difference=said(abs(finding.difference or finding.printed - finding.expected)),
    )
    if finding.tolerance is not None:
        tolerance = said(finding.tolerance)
        words += label("papers.working.tolerance_said", language, tolerance=tolerance)
    return words


def _grounds(report: Report, finding: Finding, language: Language) -> list[str]:
    """The law that each of the documents of a finding is under."""
    known = wordings("grounds")
    names = dict.fromkeys(item.document or report.primary for item in finding.evidence)
    kind = "requirement" if finding.nature == "requirement" else "figures"
    keys = dict.fromkeys(known[name][kind] for name in names or [report.primary] if name in known)
    return [label(f"papers.ground.{key}", language) for key in keys]


def _asked(report: Report, item: Asked, language: Language) -> dict[str, Any]:
    document = None if item.document == report.primary else item.document
    between = "；" if language == "zh" else "; "
    name = plain(item.name, 60)
    return {
        "number": item.number,
        "indicator": label(
            "papers.working.of_project", language, project=plain(item.project, 60), name=name
        )
        if item.project
        else name,
        "result": f"{plain(item.target, 60)} → {plain(item.actual, 90)}",
        "why": label(f"indicators.status.{item.status}", language),
        "place": place_words(report, item.page, item.line, document, language),
        "ask": between.join(label(f"papers.ask.{key}", language) for key in item.keys),
    }
