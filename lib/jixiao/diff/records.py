"""What a report says in numbers, statuses and findings, as typed records that outputs carry.

A record is what two runs, or two years, are set against each other by: nothing reads a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..analysis.budget import known_execution
from ..analysis.budget_items import phase_name
from ..audit import audit_report
from ..base.language import Language
from ..catalogue.codes import class_name
from ..labels import LANGUAGES, has_label, label
from ..labels.statement_names import item_of_statement
from ..report import Report
from ..schema.rows import BudgetRow, Placed, StatementRow

Record = dict[str, Any]


def key_records(notebook: str, reports: Sequence[Report]) -> list[Record]:
    """The records of what `notebook` shows of `reports`.

    Each has `kind` (number | status | finding), `key` (the same in every year), `name` (language →
    words), `value` (text, exact), `unit`, `year`, `page` and `line` (None where computed).
    """
    made = {
        "budget": _budget,
        "accounts": _accounts,
        "indicators": _indicators,
        "audit": _findings,
        "comparison": _outcomes,
    }
    if notebook not in made:
        return []
    return list(
        _with_distinct_keys(record for report in reports for record in made[notebook](report))
    )


def _budget(report: Report) -> Iterator[Record]:
    if "budget" not in report.tables:
        return
    for row in report.tables["budget"].itertuples():
        key = f"{row.item} {row.phase} {row.base or ''}".strip()
        yield _record(report, "number", key, _budget_item(row), row.value, row.unit, row)
    for name, value in known_execution(report.sure.tables["budget"]).items():
        if name.endswith("_pct") and value is not None:
            yield _record(report, "number", name, _words(f"batch.record.{name}"), value, "%")


def _accounts(report: Report) -> Iterator[Record]:
    if "statements" not in report.tables:
        return
    for row in report.tables["statements"].itertuples():
        parts = (row.statement, row.fund, row.classification, row.item, row.phase, row.base)
        key = " ".join(str(part) for part in parts if part)
        yield _record(report, "number", key, _statement_item(row), row.value, row.unit, row)


def _indicators(report: Report) -> Iterator[Record]:
    if "indicators" not in report.tables:
        return
    for row in report.tables["indicators"].itertuples():
        name: dict[Language, str] = dict.fromkeys(LANGUAGES, str(row.name))
        yield _record(report, "status", str(row.name), name, row.status, "", row)
        if row.actual_value is not None:
            yield _record(
                report, "number", str(row.name), name, row.actual_value, row.actual_unit or "", row
            )


def _findings(report: Report) -> Iterator[Record]:
    if report.document is None:
        return
    for finding in audit_report(report).findings:
        first = finding.evidence[0] if finding.evidence else None
        key = f"{finding.rule}: {finding.message['en']}"
        message = {language: finding.message[language] for language in LANGUAGES}
        yield _record(report, "finding", key, message, finding.severity, "", first)


def _outcomes(report: Report) -> Iterator[Record]:
    if "outcomes" not in report.tables:
        return
    for row in report.tables["outcomes"].itertuples():
        if row.metric != "other":
            key = f"{row.metric} {row.period}"
            name: dict[Language, str] = dict.fromkeys(LANGUAGES, f"{row.name} {row.period}")
            yield _record(report, "number", key, name, row.value, row.unit, row)


def _record(
    report: Report,
    kind: str,
    key: str,
    name: Mapping[Language, str],
    value: object,
    unit: str,
    place: Placed | None = None,
) -> Record:
    return {
        "kind": kind,
        "key": key,
        "name": dict(name),
        "value": str(value),
        "unit": unit,
        "year": report.year,
        "page": None if place is None else place.page,
        "line": None if place is None else place.line,
    }


def _budget_item(row: BudgetRow) -> dict[Language, str]:
    """An item as the reader knows it, else as printed, with its stage, and of what it is a share."""
    return {
        language: f"{_name(row, language)} · {phase_name(row.item, row.phase, language)}"
        f"{_of(row, 'budget.kind', language)}"
        for language in LANGUAGES
    }


def _statement_item(row: StatementRow) -> dict[Language, str]:
    """The same of a budget or of final accounts, with the class of expenditure, in English by the catalogue."""
    names: dict[Language, str] = {}
    for language in LANGUAGES:
        stage = _label(f"accounts.phase.{row.phase}", language) or row.phase
        code = row.classification
        name = class_name(row, language)
        of_class = label("batch.record.class", language, name=name, code=code) if code else ""
        of = _of(row, "accounts.phase", language)
        item = item_of_statement(row.item, row.name, language)
        names[language] = f"{of_class}{item} · {stage}{of}"
    return names


def _name(row: BudgetRow, language: Language) -> str:
    return _label(f"items.{row.item}", language) or row.name


def _of(row: BudgetRow | StatementRow, stages: str, language: Language) -> str:
    """Of what a rate is a share; `stages`: where the words for stages are."""
    base = _label(f"{stages}.{row.base}", language) or _label(f"items.{row.base}", language)
    return label("batch.record.of", language, base=base) if row.base and base else ""


def _label(key: str, language: Language) -> str | None:
    return label(key, language) if has_label(key) else None


def _words(key: str) -> dict[Language, str]:
    return {language: label(key, language) for language in LANGUAGES}


def _with_distinct_keys(records: Iterable[Record]) -> Iterator[Record]:
    """A second record of one key and year carries its number: figures may be printed twice."""
    seen: Counter[tuple[str, str, int]] = Counter()
    for record in records:
        place = (record["kind"], record["key"], record["year"])
        seen[place] += 1
        if seen[place] > 1:
            record["key"] = f"{record['key']} #{seen[place]}"
        yield record
