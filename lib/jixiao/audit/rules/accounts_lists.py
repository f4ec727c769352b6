"""Final accounts: what personnel and operating funds are said to consist of is what was spent.

人员经费…主要包括：… and 公用经费…主要包括：… name economic kinds; a kind that is named has an amount in the
table of basic expenditure, and a kind with an amount is named. A list of which more than a third has no
amount is the form's, of every kind that there can be. Not applicable where the narrative has no such
list or the table has no kinds, and to budgets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ...base.said import Said
from ...catalogue.codes import official_classes
from ...extract.statements import statements_narrative
from ...extract.statements.normal import key
from ...report import Report
from ...source import Passage
from ..accounts import Accounts, Sum
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..subjects import words
from ..wording import worded

kind: Kind = "contradiction"
version = 3
LISTS = {"人员经费": ("301", "303"), "公用经费": ("302", "307", "309", "310", "312", "399")}
_ENDINGS = re.compile(r"(?:支出|费用|费)*等?$")
_JOINED = re.compile(r"(?:(?!以及)[^和及与])+")


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
    for start, part in _parts(match[1], spent):
        place = passage.places[match.start(1) + start]
        listed[_compared(part)] = Evidence(place.page, place.line, part)
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


def _parts(text: str, spent: Mapping[str, Sum]) -> Iterator[tuple[int, str]]:
    """Where each kind of a list begins, and its words.

    办公设备购置和专用设备购置 are two kinds, 商品和服务支出 is one; what is joined to a kind and is none
    of its own, as 购置费 in 公务用车运行维护费及购置费, is left out.
    """
    known = _known() | spent.keys()
    for part in re.finditer("[^、]+", text):
        joined = list(_JOINED.finditer(part[0]))
        named = [piece for piece in joined if _compared(piece[0]) in known]
        if _compared(part[0]) in known or not named:
            yield part.start(), part[0]
        else:
            yield from ((part.start() + piece.start(), piece[0]) for piece in named)


@cache
def _known() -> frozenset[str]:
    """The economic kinds of departments, as `_compared`."""
    kinds = official_classes().items()
    return frozenset(_compared(kind.name) for code, kind in kinds if code[0] == "3")


def _finding(
    evidence: Evidence, name: str, amount: Sum | None = None, named: bool = False
) -> Finding:
    if named:
        said = Said("findings.list_without_amount", words=evidence.quote, list=name)
    else:
        assert amount is not None
        said = Said("findings.list_lacks", name=amount.name, amount=f"{amount.wan:f}", list=name)
    return Finding("accounts_lists", version, kind, "low", worded(said), (evidence,), nature="list")
