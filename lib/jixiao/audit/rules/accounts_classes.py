"""Final accounts: the narrative names the classes that its table has, and all of them.

Every 类, 款, 项 of the narrative stands in the table of expenditure from the general public budget,
and every 项 of the table is named. A name that no row of the table bears, or a 款 or 类 that its row
does not belong to, is a finding. A narrative that leaves out more than a quarter of the rows names only some of
them. Not applicable where the narrative names no classes, and to budgets, which explain only some of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...catalogue.codes import official_classes
from ...extract.statements import class_names, statements_narrative
from ...extract.statements.classes import function_class
from ...extract.statements.narrative_said import Named
from ...extract.statements.normal import key
from ...report import Report
from ..accounts import Accounts, Key, Sum, family_of_report
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..subjects import on_line
from ..wording import worded

kind: Kind = "contradiction"
version = 3


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables or report.document is None:
        yield not_applicable("ledger.names_of_classes", "ledger.no_text_or_accounts")
        return
    if family_of_report(report) == "budget":
        yield not_applicable("ledger.names_of_classes", "ledger.of_final_accounts")
        return
    named = statements_narrative(report.document, report.tables["statements"]).named
    if not named:
        yield not_applicable("ledger.names_of_classes", "ledger.the_narrative_names_none")
        return
    accounts, names = Accounts(report), class_names(report.tables["statements"])
    found = {item.classification for item in named}
    rows = [
        sums[0]
        for of in accounts.keys("general_expenditure")
        if of.item == "expenditure" and len(of.classification) == 7
        if (sums := accounts.all(of))
    ]
    unnamed = [row for row in rows if row.key.classification not in found]
    for item in named:
        yield _named(accounts, names, item, unnamed)
    if len(unnamed) * 4 > len(rows):
        yield not_applicable("ledger.names_of_classes", "ledger.names_some_only")
        return
    for row in rows:
        if row in unnamed:
            yield failed(_subject("ledger.class_not_named", row), _not_named(row))
        else:
            yield passed(_subject("ledger.class_named", row))


def _subject(said: str, row: Sum) -> Said:
    return Said(said, code=row.key.classification, name=row.name)


def _named(accounts: Accounts, names: dict[str, str], item: Named, unnamed: list[Sum]) -> Outcome:
    subject = on_line(f"{item.name}（项）", item.quote.start.line)
    if not item.classification:
        return failed(subject, _unknown(item, unnamed))
    for stated, code in (
        (item.group, item.classification[:5]),
        (item.kind, item.classification[:3]),
    ):
        table = names.get(code)
        if table is not None and stated and not _is_called(stated, table, code):
            row = accounts.first(Key("general_expenditure", "general", "expenditure", code))
            return failed(subject, _under_another(item, stated, table, row))
    return passed(subject)


def _is_called(stated: str, table: str, code: str) -> bool:
    """Whether the narrative calls a class as the table does: words before it, and an end that a narrow
    column cuts off, are none of its name.
    """
    stated, table = _plain(stated), _plain(table)
    known = official_classes().get(code)
    cut = known is not None and stated == _plain(known.name) and stated.startswith(table)
    return stated == table or cut or (len(code) == 3 and stated.endswith(table))


def _plain(name: str) -> str:
    """A class as it is called with and without its ending: 一般公共服务支出, 一般公共服务."""
    return key(name).removesuffix("支出")


def _under_another(item: Named, stated: str, table: str, row: Sum | None) -> Finding:
    return Finding(
        "accounts_classes",
        version,
        kind,
        "low",
        worded(Said("findings.class_group", name=item.name, stated=stated, table=table)),
        (*([row.evidence] if row else []), _words(item)),
    )


def _unknown(item: Named, unnamed: list[Sum]) -> Finding:
    first = function_class(item.kind)
    same = [row for row in unnamed if row.key.classification.startswith(first)]
    others = [f"{row.key.classification} {row.name}" for row in same]
    said = Said("findings.class_unknown", name=item.name)
    if others:
        said = Said("findings.class_unknown_of", name=item.name, others=others)
    return Finding(
        "accounts_classes",
        version,
        kind,
        "medium",
        worded(said),
        (_words(item),),
    )


def _not_named(row: Sum) -> Finding:
    return Finding(
        "accounts_classes",
        version,
        kind,
        "low",
        worded(Said("findings.class_not_named", code=row.key.classification, name=row.name)),
        (row.evidence,),
        nature="list",
    )


def _words(item: Named) -> Evidence:
    start = item.quote.start
    return Evidence(start.page, start.line, item.quote.text)
