"""The page that says which numbers, statuses, findings and pictures differ between two runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..base.amounts import YUAN_PER_UNIT
from ..base.language import Language
from ..frame.shell import finish_page, page_frame
from ..frame.template import environment
from ..labels import has_label, label
from ..labels.links import source_anchor
from ..labels.numbers import MISSING, exact, number
from ..labels.ranks import STATUSES
from .outputs import Change, Difference, RecordSide, decimal

KINDS = ("number", "finding", "status")
STATES = ("changed", "new", "gone")
_SEVERITIES = ("high", "medium", "low")
_WORST_FIRST = ("contradicted", "missed", "unsupported", "in_progress", "not_assessable")
_SPOKEN = {"status": "indicators.status", "finding": "audit.severity"}
_BASE64 = re.compile(r"[A-Za-z0-9+/=]*")


@dataclass(frozen=True)
class ShownChange:
    """A change with the output in which it stands."""

    difference: Difference
    change: Change


def export_changes(
    differences: Sequence[Difference],
    language: Language,
    old: str,
    new: str,
    home: str | None = None,
    alternates: Mapping[Language, str] | None = None,
    page_of: Callable[[Difference], str | None] = lambda difference: None,
    notice: str = "",
) -> str:
    """The page in `language`; `old` and `new` name the two sides; `notice`: what stays on every screen.

    `page_of`: where the page of an output of the new side is, from this page; None if it is not.
    """
    page = page_frame(
        label("batch.changes.title", language),
        language,
        home,
        alternates or {},
        [label("page.footer.made", language)],
        notice,
    )
    rows = {kind: in_order(kind, differences) for kind in KINDS}
    html = (
        environment()
        .get_template("changes.html.j2")
        .render(
            page=page,
            sides=[old, new],
            cards=_cards(rows, differences, language) if differences else [],
            rows=rows,
            pictured=[d for d in differences if d.pictures],
            alone=[d for d in differences if d.only],
            several=len({_folder(d) for d in differences}) > 1,
            heading=lambda difference: heading(difference, language),
            folder=_folder,
            report=_report,
            sources=lambda row: sources(row, page_of, language),
            value=lambda change, side: _value(change, side, language),
            difference=lambda change: _difference(change, language),
            relative=_relative,
            unit=_unit,
            was=lambda change: _was(change, language),
            safe=lambda text: text if _BASE64.fullmatch(text) else "",
            language=language,
            word=lambda key, **values: label(f"batch.changes.{key}", language, **values),
        )
    )
    return finish_page(html)


def in_order(kind: str, differences: Iterable[Difference]) -> list[ShownChange]:
    """The changes of one kind, the most important first, as the page says it."""
    rows = [ShownChange(d, change) for d in differences for change in d.of(kind)]
    return sorted(rows, key=lambda row: _importance(row.change))


def counts(differences: Sequence[Difference]) -> dict[str, int]:
    """Kind (number, finding, status, picture, page) → how many differ."""
    found = {kind: sum(len(d.of(kind)) for d in differences) for kind in KINDS}
    found["picture"] = sum(len(d.pictures) for d in differences)
    found["page"] = sum(d.only is not None for d in differences)
    return found


def heading(difference: Difference, language: Language) -> str:
    """Which notebook, of which report."""
    words = label(f"page.notebook.{difference.notebook}", language)
    return label("page.word.between", language).join(filter(None, [_report(difference), words]))


def sources(
    row: ShownChange, page_of: Callable[[Difference], str | None], language: Language
) -> list[tuple[str, str | None]]:
    """Where a change stands in the report (words, link), of the new side if it is there."""
    href = page_of(row.difference) if row.change.after else None
    found = []
    for page, line in row.change.now.places:
        words = label("audit.prose.place", language, page=page, line=line)
        found.append((words, f"{href}#{source_anchor(page, line)}" if href else None))
    return found


def _importance(change: Change) -> tuple[object, ...]:
    value = change.now.value
    if change.kind == "number":
        amount, share = abs(change.difference or Decimal(0)), abs(change.relative or Decimal(0))
        yuan = YUAN_PER_UNIT.get(_unit(change))
        size = amount * yuan if yuan else max(share, amount / 10**9)
        return STATES.index(change.state), change.depth, yuan is None, -size
    if change.kind == "finding":
        return _rank(value, _SEVERITIES), ("new", "changed", "gone").index(change.state)
    return _rank(value, (*_WORST_FIRST, *STATUSES)), STATES.index(change.state)


def _rank(word: str, words: Sequence[str]) -> int:
    return words.index(word) if word in words else len(words)


def _cards(
    rows: Mapping[str, Sequence[ShownChange]], differences: Sequence[Difference], language: Language
) -> list[tuple[str, str, str, str]]:
    """Kind, number, words, and how many of them are changed, new and gone."""
    cards = []
    for kind, count in counts(differences).items():
        if kind == "page" and not count:
            continue
        states = [row.change.state for row in rows.get(kind, ())]
        each = {state: states.count(state) for state in STATES}
        told = label("batch.changes.counted", language, **each) if states else ""
        cards.append(
            (kind, str(count), label(f"batch.changes.card_{kind}", language, count=count), told)
        )
    return cards


def _folder(difference: Difference) -> str:
    return difference.where.rpartition("/")[0]


def _report(difference: Difference) -> str:
    """The department and year that an output is of; its folder where it does not say so."""
    folder = _folder(difference)
    year = folder.rpartition("/")[2]
    named = filter(None, [difference.department, year if year.isdigit() else ""])
    return " ".join(named) if folder and (difference.department or year.isdigit()) else folder


def _value(change: Change, side: RecordSide | None, language: Language) -> str:
    """One side of a change as a reader knows it."""
    if side is None:
        return MISSING
    if change.kind != "number":
        key = f"{_SPOKEN[change.kind]}.{side.value}"
        return label(key, language) if has_label(key) else side.value
    value = decimal(side.value)
    words = side.value if value is None else exact(value)
    return words if _unit(change) else f"{words} {side.unit}".strip()


def _unit(change: Change) -> str:
    """The unit of both sides; nothing where they have different ones, which then stand with each."""
    units = {side.unit for side in (change.before, change.after) if side}
    return units.pop() if len(units) == 1 else ""


def _difference(change: Change, language: Language) -> str:
    if change.difference is None:
        return MISSING
    words = exact(change.difference, signed=True)
    return label("batch.changes.points", language, value=words) if _unit(change) == "%" else words


def _relative(change: Change) -> str:
    if change.relative and abs(change.relative) < Decimal("0.005"):
        return "< +0.01" if change.relative > 0 else "> −0.01"
    return number(change.relative, 2, signed=True)


def _was(change: Change, language: Language) -> str | None:
    """What a finding said before, if it now says something else."""
    if change.kind != "finding" or not (change.before and change.after):
        return None
    words = change.before.name[language]
    return None if words == change.after.name[language] else words
