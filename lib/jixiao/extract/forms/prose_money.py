"""What the text of a report says of its project's money: the sentence with a budget and the outturn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ...base.amounts import NUMBER, YUAN_PER_UNIT, read_number
from ...catalogue import wordings
from ...source import Passage
from .printed import NOTHING, PrintedText
from .project_form import Fund, ProjectForm

_SENTENCE = re.compile(r"[^。；;]+")
_BUDGETS = ("approved", "revised", "unspecified")


@dataclass(frozen=True)
class MoneySentence:
    """The amounts of a sentence that states a budget and the outturn, and the rate beside them."""

    funds: tuple[Fund, ...]
    rate: PrintedText

    @property
    def budget(self) -> Decimal:
        """The largest budget, in yuan."""
        return max(
            (fund.value or Decimal(0)) * YUAN_PER_UNIT[fund.unit or "元"]
            for fund in self.funds
            if fund.phase in _BUDGETS
        )


def fill_money(form: ProjectForm, passage: Passage, text: str) -> None:
    """Puts what the first sentence of money says into `form`. `text`: of `passage`, folded.

    A sentence with a larger budget further on shows that the first is of a part: neither is taken.
    """
    found = list(_sentences(passage, text))
    if found and all(other.budget <= found[0].budget for other in found[1:]):
        form.funds += found[0].funds
        form.execution_rate = found[0].rate


def _sentences(passage: Passage, text: str) -> Iterator[MoneySentence]:
    """Each sentence with a budget and the outturn; the outturn may stand in the sentence after it."""
    spans = [sentence.span() for sentence in _SENTENCE.finditer(text)]
    for start, end, after in zip(
        (s for s, _ in spans), (e for _, e in spans), [*(e for _, e in spans[1:]), 0], strict=True
    ):
        funds = _funds(passage, text, start, end)
        if not any(phase in funds for phase in _BUDGETS):
            continue
        if "outturn" not in funds and after:
            rest = _funds(passage, text, end, after)
            if "outturn" not in rest or any(phase in rest for phase in _BUDGETS):
                continue
            funds, end = {**rest, **funds}, after
        if "outturn" in funds:
            yield MoneySentence(tuple(funds.values()), _rate(passage, text, start, end))


def _funds(passage: Passage, text: str, start: int, end: int) -> dict[str, Fund]:
    """Phase → the first amount of it in a sentence; a second one is of a part."""
    funds: dict[str, Fund] = {}
    for match in _money().finditer(text, start, end):
        phase = next(name for name in _phases() if match[name])
        printed = _printed(passage, match.start("value"), match.end("unit"))
        value = read_number(match["value"])
        fund = Fund(phase, "total", match[phase], printed, value, match["unit"])
        funds.setdefault(phase, fund)
    return funds


def _rate(passage: Passage, text: str, start: int, end: int) -> PrintedText:
    said = re.compile(wordings("forms")["summary"]["rate"]).search(text, start, end)
    return _printed(passage, said.start("value"), said.end("value") + 1) if said else NOTHING


def _printed(passage: Passage, start: int, end: int) -> PrintedText:
    return PrintedText(passage.text[start:end], passage.places[start], passage.places[end - 1])


@cache
def _phases() -> dict[str, str]:
    phases: dict[str, str] = wordings("forms")["prose"]["money"]
    return phases


@cache
def _money() -> re.Pattern[str]:
    labels = "|".join(f"(?P<{phase}>{words})" for phase, words in _phases().items())
    units = "|".join(sorted(YUAN_PER_UNIT, key=len, reverse=True))
    said = wordings("forms")["prose"]["said"]
    return re.compile(rf"(?:{labels}){said}(?P<value>{NUMBER})\s*(?P<unit>{units})")
