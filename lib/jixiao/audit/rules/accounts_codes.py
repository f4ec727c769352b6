"""Budgets and final accounts: a class has the name that the official classification gives its code.

A code is wrong where the printed name is the official name of other codes of its level and neither
the present nor a former name of its own; a name is misspelt where it differs from its own in one
character. Other names, which the classification of another year may have, are let stand. Not
applicable to tables and narratives without codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from rapidfuzz.distance import Levenshtein

from ...base.said import Said
from ...catalogue.codes import official_classes
from ...extract.statements.normal import key
from ...report import Report
from ...schema.rows import StatementRow
from ..accounts import Accounts
from ..figures import evidence
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..subjects import words
from ..wording import worded

kind: Kind = "contradiction"
version = 2
LEAST = 6  # characters of a name in which one that differs is a slip
_LIGHT = re.compile(r"[和与及的、支出费()（）]")


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables:
        yield not_applicable("ledger.codes", "ledger.no_accounts")
        return
    rows: dict[tuple[str, str], StatementRow] = {}
    for row in Accounts(report).read:
        if row.classification and " / " not in row.name:
            rows.setdefault((row.classification, key(row.name)), row)
    if not rows:
        yield not_applicable("ledger.codes", "ledger.no_codes")
    for (code, _), row in rows.items():
        finding = _finding(row, code)
        subject = words(f"{code} {row.name}")
        yield failed(subject, finding) if finding else passed(subject)


def _finding(row: StatementRow, code: str) -> Finding | None:
    known = official_classes().get(code)
    if known is None:
        return None
    names = [key(name) for name in (known.name, *known.former)]
    printed = key(row.name)
    if printed in names:
        return None
    others = _codes_of().get((printed, len(code), code[0]), ())
    if others:
        said = Said(
            "findings.code_of_other", code=code, name=row.name, official=known.name, others=others
        )
    elif len(printed) >= LEAST and _one_character(printed, names):
        said = Said("findings.code_misspelt", code=code, name=row.name, official=known.name)
    else:
        return None
    return Finding(
        "accounts_codes",
        version,
        kind,
        "medium" if others else "low",
        worded(said),
        (evidence(row),),
        nature="contradiction" if others else "wording",
    )


def _one_character(printed: str, names: Sequence[str]) -> bool:
    """One character put in the place of another, of those that carry the meaning."""
    for name in names:
        edits = [edit for edit in Levenshtein.editops(printed, name)]
        if len(edits) == 1 and edits[0].tag == "replace":
            one, other = printed[edits[0].src_pos], name[edits[0].dest_pos]
            return not _LIGHT.match(one) and not _LIGHT.match(other)
    return False


@cache
def _codes_of() -> Mapping[tuple[str, int, str], tuple[str, ...]]:
    """Name, length of the code and its first digit → the codes that have it."""
    found: dict[tuple[str, int, str], list[str]] = {}
    for code, known in official_classes().items():
        for name in {known.name, *known.former}:
            found.setdefault((key(name), len(code), code[0]), []).append(code)
    return {name: tuple(codes[:3]) for name, codes in found.items()}
