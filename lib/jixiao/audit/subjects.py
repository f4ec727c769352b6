"""What a check of the audit is about, for its ledger: a key and values, with the names of items,
measures and statements in both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..base.language import Language
from ..base.said import Said, messages
from ..catalogue.metrics import metric_name
from ..labels import has_label, label
from ..labels.statement_names import is_budget_phase, statement_key


def words(text: str) -> Said:
    """The report's own words."""
    return Said("ledger.words", text=text)


def indicator(number: object, text: str = "") -> Said:
    """An indicator by its number, with the words of its cell that are checked."""
    if text:
        return Said("ledger.indicator_words", number=number, text=text)
    return Said("ledger.indicator", number=number)


def on_line(subject: Said | str, line: int | None) -> Said:
    """With its line, where it has one: a figure that is filled in by hand may have none."""
    if line is None:
        return subject if isinstance(subject, Said) else words(subject)
    return Said("ledger.on_line", subject=subject, line=line)


def item(name: str) -> Said:
    """An item of the budget or the accounts by its id; the id itself where it has no name."""
    return _labelled(f"items.{name}", name)


def item_of_statement(name: str) -> Said:
    """An item as the tables of budgets and final accounts call it: 本年支出, beside 支出总计."""
    own = f"accounts.item.{name}"
    return _labelled(own, name) if has_label(own) else item(name)


def metric(name: str, printed: str = "") -> Said:
    """A measure by its id; as printed, else the id itself, where it has no name."""
    return _either(lambda language: metric_name(name, printed or name, language))


def phase(name: str) -> Said:
    """A phase of a figure by its id; the id itself where it has no name."""
    known = f"phase_{name}" in messages("ledger")
    return Said(f"ledger.phase_{name}") if known else words(name)


def item_in_phase(name: str, of: str) -> Said:
    return Said("ledger.item_in_phase", item=item(name), phase=phase(of))


def total(terms: Sequence[Said]) -> Said:
    """Terms with a plus between them."""
    first, *rest = terms
    return Said("ledger.plus", one=first, other=total(rest)) if rest else first


def account(statement: str, fund: str, name: str, classification: str, of: str) -> Said:
    """A figure of the final accounts: statement, money, item, class and phase."""
    found = {
        "statement": _labelled(statement_key(statement, is_budget_phase(of)), statement),
        "fund": _labelled(f"accounts.fund.{fund}", fund),
        "item": item_of_statement(name),
        "phase": _labelled(f"accounts.phase.{of}", of),
    }
    if classification:
        return Said("ledger.account_class", code=classification, **found)
    return Said("ledger.account", **found)


def whole_and_parts(whole: Said) -> Said:
    """A total and what makes it up."""
    return Said("ledger.parts_of", whole=whole)


def one_and_other(one: Said, other: Said) -> Said:
    """One amount in two places."""
    return Said("ledger.against", one=one, other=other)


def part(name: str) -> Said:
    """A part of the narrative of final accounts."""
    return _labelled(f"accounts.part.{name}", name)


def fund(name: str) -> Said:
    """Whose money, in words."""
    return _labelled(f"accounts.fund.{name}", name)


def phase_of_year(name: str | None, year: int) -> Said:
    """A phase of a figure and the year that it is of."""
    return Said("ledger.phase_of_year", phase=phase(name or ""), year=year)


def years(before: int, after: int) -> Said:
    """Two years that follow each other."""
    return Said("ledger.two_years", before=before, after=after)


def document(name: str, year: int, part: str = "") -> Said:
    """A document of a year, or its forms."""
    key = "ledger.forms_of_document" if part == "forms" else "ledger.document_of_year"
    return Said(key, document=_labelled(f"page.document.{name}", name), year=year)


def _labelled(key: str, otherwise: str) -> Said:
    return _either(lambda language: label(key, language)) if has_label(key) else words(otherwise)


def _either(of: Callable[[Language], str]) -> Said:
    return Said("ledger.either", en=of("en"), zh=of("zh"))
