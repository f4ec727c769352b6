"""Final accounts: the narrative names the classes that its table has, and all of them.

Every 类, 款, 项 of the narrative stands in the table of expenditure from the general public budget,
and every 项 of the table is named. A name that no row of the table bears, or a 款 that its row does
not belong to, is a finding. Not applicable where the narrative names no classes, and to budgets,
which explain only some of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...extract.statements import class_names, statements_narrative
from ...extract.statements.classes import function_class
from ...extract.statements.narrative_said import Named
from ...report import Report
from ..accounts import Accounts, Key, Sum, family_of_report
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..subjects import on_line

kind: Kind = "contradiction"
version = 2


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
        for key in accounts.keys("general_expenditure")
        if key.item == "expenditure" and len(key.classification) == 7
        if (sums := accounts.all(key))
    ]
    unnamed = [row for row in rows if row.key.classification not in found]
    for item in named:
        yield _named(accounts, names, item, unnamed)
    for row in rows:
        if row in unnamed:
            yield failed(_subject("ledger.class_not_named", row), _not_named(row))
        else:
            yield passed(_subject("ledger.class_named", row))


def _subject(key: str, row: Sum) -> Said:
    return Said(key, code=row.key.classification, name=row.name)


def _named(accounts: Accounts, names: dict[str, str], item: Named, unnamed: list[Sum]) -> Outcome:
    subject = on_line(f"{item.name}（项）", item.quote.start.line)
    if not item.classification:
        return failed(subject, _unknown(item, unnamed))
    group = names.get(item.classification[:5])
    if group in (None, item.group):
        return passed(subject)
    key = Key("general_expenditure", "general", "expenditure", item.classification[:5])
    row = accounts.first(key)
    return failed(
        subject,
        Finding(
            "accounts_classes",
            version,
            kind,
            "low",
            {
                "en": f"{item.name} is put under {item.group} in the narrative and under {group} "
                "in the table.",
                "zh": f"“{item.name}”在文字说明中列于“{item.group}”（款），在表中列于“{group}”。",
            },
            (*([row.evidence] if row else []), _words(item)),
        ),
    )


def _unknown(item: Named, unnamed: list[Sum]) -> Finding:
    first = function_class(item.kind)
    same = [row for row in unnamed if row.key.classification.startswith(first)]
    others = "、".join(f"{row.key.classification} {row.name}" for row in same)
    return Finding(
        "accounts_classes",
        version,
        kind,
        "medium",
        {
            "en": f"The narrative names {item.name}, which is no row of the table; rows of its "
            f"class that are not named: {others or 'none'}.",
            "zh": f"文字说明中的“{item.name}”（项）不在表中；表中同类未被说明的科目：{others or '无'}。",
        },
        (_words(item),),
    )


def _not_named(row: Sum) -> Finding:
    return Finding(
        "accounts_classes",
        version,
        kind,
        "low",
        {
            "en": f"{row.key.classification} {row.name} of the table is not named in the narrative.",
            "zh": f"表中科目{row.key.classification}“{row.name}”在文字说明中没有说明。",
        },
        (row.evidence,),
    )


def _words(item: Named) -> Evidence:
    start = item.quote.start
    return Evidence(start.page, start.line, item.quote.text)
