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
    rate = re.compile(wordings("forms")["summary"]["rate"])
    for sentence in _SENTENCE.finditer(text):
        funds: dict[str, Fund] = {}
        for match in _money().finditer(text, *sentence.span()):
            phase = next(name for name in _phases() if match[name])
            if phase in funds:
                continue  # a second amount in the sentence is of a part
            printed = _printed(passage, match.start("value"), match.end("unit"))
            value = read_number(match["value"])
            funds[phase] = Fund(phase, "total", match[phase], printed, value, match["unit"])
        if "outturn" not in funds or not any(phase in funds for phase in _BUDGETS):
            continue
        said = rate.search(text, *sentence.span())
        end = said.end("value") + 1 if said else 0
        own = _printed(passage, said.start("value"), end) if said else NOTHING
        yield MoneySentence(tuple(funds.values()), own)


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
