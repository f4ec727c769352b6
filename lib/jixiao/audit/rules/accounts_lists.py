"""Final accounts: what personnel and operating funds are said to consist of is what was spent.

人员经费…主要包括：… and 公用经费…主要包括：… name economic kinds; a kind that is named has an amount in the
table of basic expenditure, and a kind with an amount is named. A list of which more than a third has no
amount is the form's, of every kind that there can be. Not applicable where the narrative has no such
list or the table has no kinds, and to budgets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...base.said import Said
from ...extract.statements import statements_narrative
from ...extract.statements.normal import key
from ...report import Report
from ...source import Passage
from ..accounts import Accounts, Sum
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..subjects import words
from ..wording import worded

kind: Kind = "contradiction"
version = 2
LISTS = {"人员经费": ("301", "303"), "公用经费": ("302", "307", "309", "310", "312", "399")}
_ENDINGS = re.compile(r"(?:支出|费用|费)+$")


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables or report.document is None:
        yield not_applicable("ledger.lists_of_kinds", "ledger.no_text_or_accounts")
        return
    accounts = Accounts(report)
    if accounts.family == "budget":
        yield not_applicable("ledger.lists_of_kinds", "ledger.of_final_accounts")
        return
    narrative = statements_narrative(report.document, report.tables["statements"])
    passage = narrative.sections.get("basic", Passage("", ()))
    for name, codes in LISTS.items():
        match = re.search(rf"{name}[\d.,]+万?元，主要包括：([^。；]*)", passage.text)
        spent = _spent(accounts, codes)
        if match is None or not spent:
            yield not_applicable(words(name), "ledger.no_list_or_kinds")
            continue
        yield from _list(report, name, passage, match, spent)


def _spent(accounts: Accounts, codes: Sequence[str]) -> dict[str, Sum]:
    """Name without its ending → amount, of the kinds that the table has an amount for."""
    found = {}
    for of in accounts.keys("general_basic"):
        if len(of.classification) != 5 or of.classification[:3] not in codes:
            continue
        for amount in accounts.all(of)[:1]:
            if amount.wan:
                found[_compared(amount.name)] = amount
    return found


def _compared(name: str) -> str:
    """A kind without its ending, brackets of one width: 维修(护)费 is 维修（护）费."""
    return _ENDINGS.sub("", key(name))


def _list(
    report: Report, name: str, passage: Passage, match: re.Match[str], spent: dict[str, Sum]
) -> Iterator[Outcome]:
    listed: dict[str, Evidence] = {}
    for part in re.finditer(r"[^、和]+(?:和[^、]+)?", match[1]):
        at = match.start(1) + part.start()
        place = passage.places[at]
        listed[_compared(part[0])] = Evidence(place.page, place.line, part[0])
    without = [kind_name for kind_name in listed if kind_name not in spent]
    if len(without) * 3 > len(listed):  # the list of the form, every kind that there can be
        yield not_applicable(words(name), "ledger.list_of_the_form")
        return
    for kind_name, evidence in listed.items():
        subject = Said("ledger.part_of_list", name=name, part=evidence.quote)
        if kind_name in spent:
            yield passed(subject)
        else:
            yield failed(subject, _finding(evidence, name, named=True))
    for kind_name, amount in spent.items():
        if kind_name not in listed:
            yield failed(
                Said("ledger.part_of_list", name=name, part=amount.name),
                _finding(amount.evidence, name, amount),
            )


def _finding(
    evidence: Evidence, name: str, amount: Sum | None = None, named: bool = False
) -> Finding:
    if named:
        said = Said("findings.list_without_amount", words=evidence.quote, list=name)
    else:
        assert amount is not None
        said = Said("findings.list_lacks", name=amount.name, amount=f"{amount.wan:f}", list=name)
    return Finding("accounts_lists", version, kind, "low", worded(said), (evidence,), nature="list")
