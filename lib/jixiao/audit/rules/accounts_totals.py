"""Final accounts and budgets: the parts of each table add up to its printed totals.

Classes by function or economic kind make up the class above them and the total of the column;
columns make up their total column; income, carry-over and what is left make up the sums of both
sides; personnel and operating funds make up basic expenditure; overseas trips, vehicles and
receptions the three public expenses. In the narrative, kinds of income and of expenditure, classes
and kinds of procurement make up what they are said to be parts of. A blank part is no part. Not
applicable where a total or all its parts are blank. Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...catalogue.totals import divisions
from ...extract.statements import statements_narrative
from ...report import Report
from ..accounts import NARRATIVE, Accounts, Key, Sum, compare
from ..accounts_sums import BETWEEN, sums_of
from ..findings import Kind, Outcome, not_applicable

kind: Kind = "arithmetic"
version = 1

# What the narrative names only some parts of.
UNDIVIDED = {("general", "expenditure"), ("all", "total.income"), ("fiscal", "total.income")}


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables:
        yield not_applicable("ledger.totals", "ledger.no_accounts")
        return
    yield from sums_of(report, "accounts_totals", lambda id: id not in BETWEEN)
    if report.about.get("document") == "budget":
        return  # its narrative names what matters, not every part
    accounts = Accounts(report)
    keys = list(accounts.keys(NARRATIVE))
    said = (
        statements_narrative(report.document, report.tables["statements"])
        if report.document
        else None
    )
    named = {item.classification for item in said.named if item.classification} if said else set()
    for whole in keys:
        for parts in _divisions(whole, keys):
            codes = {part.classification for part in parts if len(part.classification) == 7}
            if codes and named - codes:  # a class is named whose amount could not be read
                yield not_applicable(_subject(whole), "ledger.total_or_parts_blank")
                continue
            yield _compared(accounts, [whole], parts)


def _subject(whole: Key) -> Said:
    return Said("ledger.parts_of", whole=whole.said)


def _divisions(whole: Key, keys: list[Key]) -> Iterator[list[Key]]:
    """What makes up `whole`, in each way in which it is divided."""
    yield from _named_classes(whole, keys)
    for item, parts in divisions("accounts"):
        if item != whole.item or (whole.fund, item) in UNDIVIDED:
            continue
        wanted = {whole._replace(item=part) for part in parts}
        yield [key for key in keys if key in wanted]


def _named_classes(whole: Key, keys: list[Key]) -> Iterator[list[Key]]:
    """The classes of each level that the narrative names; some are named without a known code."""
    if whole.item != "expenditure" or whole.classification:
        return
    same = [key for key in keys if key[:2] == whole[:2] and key.phase == whole.phase]
    unclassified = [key for key in same if key.item == "expenditure.unclassified"]
    for length in (3, 7):
        level = [k for k in same if k.item == "expenditure" and len(k.classification) == length]
        if level:
            yield level + (unclassified if length == 7 else [])


def _compared(accounts: Accounts, wholes: list[Key], parts: list[Key]) -> Outcome:
    subject = _subject(wholes[0])
    printed = [found for key in wholes if (found := accounts.first(key))]
    summands = [found for key in parts for found in _each(accounts, key)]
    if not printed or not summands:
        return not_applicable(subject, "ledger.total_or_parts_blank")
    if len(summands) == 1:
        return not_applicable(subject, "ledger.one_part_named")
    return compare(
        "accounts_totals",
        version,
        kind,
        subject,
        summands,
        printed,
        severity="high" if wholes[0].main else "medium",
    )


def _each(accounts: Accounts, key: Key) -> list[Sum]:
    """The first amount of `key`; of classes without a code, every one."""
    found = accounts.all(key)
    return found if key.item == "expenditure.unclassified" else found[:1]
