"""An audit as JSON (by the schema beside this file) and CSV."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from importlib import resources
from typing import Any

from ..base.said import Said
from ..base.text import escaped, visible
from ..labels import LANGUAGES
from ..labels.ranks import SEVERITIES
from .findings import FRAME_COLUMNS, AuditResult, Evidence, Finding


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `to_json`."""
    text = (resources.files(__package__) / "audit.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def to_json(result: AuditResult) -> str:
    """Findings and ledger; figures as strings, exactly as computed."""
    content = {
        "findings": [_finding(finding) for finding in result.findings],
        "ledger": [
            {
                "rule": entry.rule,
                "version": entry.version,
                "kind": entry.kind,
                "subject": _said(entry.subject),
                "result": entry.result,
                "reason": entry.reason and _said(entry.reason),
                "document": entry.document,
            }
            for entry in result.ledger
        ],
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def to_text(result: AuditResult) -> str:
    """The findings for a terminal: severity, sentence, then each passage with its place."""
    lines = []
    for finding in result.findings:
        lines.append(f"[{finding.severity}] {finding.rule}: {finding.message['en']}")
        lines += [f"    {passage}" for item in finding.evidence if (passage := _passage(item))]
    results = [entry.result for entry in result.ledger]
    counts = ", ".join(f"{result.count(severity)} {severity}" for severity in SEVERITIES)
    lines.append(
        f"{counts}; {len(results)} checks: {results.count('pass')} passed, "
        f"{results.count('fail')} failed, {results.count('not_applicable')} not applicable"
    )
    return visible("\n".join(lines) + "\n")


def to_csv(result: AuditResult) -> str:
    """One line per finding, with the columns of `AuditResult.to_frame`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FRAME_COLUMNS)
    for row in result.to_frame().itertuples(index=False):
        writer.writerow(["" if value is None else str(value) for value in row])
    return visible(out.getvalue())


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "version": finding.version,
        "kind": finding.kind,
        "nature": finding.nature,
        "severity": finding.severity,
        "message": dict(finding.message),
        "expected": _text(finding.expected),
        "printed": _text(finding.printed),
        "difference": _text(finding.difference),
        "tolerance": _text(finding.tolerance),
        "evidence": [
            {
                "page": item.page,
                "line": item.line,
                "quote": item.quote or None,
                "value": _text(item.value),
                "unit": item.unit,
                "document": item.document,
                "year": item.year,
            }
            for item in finding.evidence
        ],
    }


def _passage(item: Evidence) -> str:
    """A passage with its place; of a figure that was filled in by hand, which has none, itself."""
    if item.page is not None:
        return f"{_document(item)}p. {item.page}, line {item.line}: {item.quote}"
    figure = "" if item.value is None else f"{item.value:f}{item.unit or ''}"
    return f"{_document(item)}{item.quote or figure}"


def _document(item: Evidence) -> str:
    """The year and document of a passage, where it is not in the one that stands for the year."""
    named = [str(item.year)] if item.year else []
    named += [item.document] if item.document else []
    return f"{' '.join(named)}, " if named else ""


def _said(said: Said) -> dict[str, str]:
    return {language: said.words(language) for language in LANGUAGES}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
