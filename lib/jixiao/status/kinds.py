"""What an indicator promises, what its result reports, and what supports that: each with its words.

Three questions, asked of every indicator in the same way; `status_table` makes a status of the answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..base.amounts import NUMBER, fold, read_number
from ..catalogue import wordings
from .attainment import Measured, attainment, comparable, stated_part
from .measure import bound_signs, measure
from .shortened import clause, figure_in, first, numbers_of, printed, shorten

_SHORT = 20  # characters: of a longer result its first clause is about the promise

PromiseKind = Literal["number", "bound", "range", "quality", "plan", "nothing"]
ReportKind = Literal[
    "number",
    "quality",
    "event",
    "no_cases",
    "restatement",
    "in_progress",
    "denial",
    "not_done",
    "nothing",
]
SupportKind = Literal["same_measure", "other_figure", "document", "event", "nothing"]

_DATE = re.compile(
    r"20\d\d年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{1,2}/\d{1,2}/20\d\d|20\d\d[./-]\d{1,2}[./-]\d{1,2}"
)
_RANGE = re.compile(
    rf"({NUMBER})(%|‰|[^\W\d_年月日]{{0,4}})(?:-|—|–|~|～|至|到)({NUMBER})(%|‰|[^\W\d_]{{0,4}})"
)


@dataclass(frozen=True)
class Promise:
    """What is promised, the words that say so; of a range its ends."""

    kind: PromiseKind
    words: str
    bound: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Reported:
    """What the result reports, and the words that say so."""

    kind: ReportKind
    words: str


@dataclass(frozen=True)
class Support:
    """What supports the result, and the words that do."""

    kind: SupportKind
    words: str


def promise_of(target: str | None, definition: str | None, name: str, promise: Measured) -> Promise:
    """What target, definition and name promise; `promise`: the one number among them."""
    stated = stated_part(target)
    if found := _range(stated):
        low, high, unit, words = found
        return Promise("range", words, None, low, high, unit)
    if promise.value is not None:
        for text in (stated, stated_part(definition), name):
            if said := _words_with(text, promise.value):
                sign = bound_of(text, promise.value)
                return Promise("bound" if sign else "number", said, sign)
        return Promise("number", printed(promise))
    if stated in bound_signs():  # ≥ alone: the figure is not given
        return Promise("plan", stated)
    if plan := first(target or "", wordings("status")["unstated_plan"]):
        return Promise("plan", plan)
    if stated and stated not in wordings("forms")["none"]["words"]:
        return Promise("quality", shorten(stated))
    return Promise("nothing", "")


def report_of(
    promise: Promise,
    target: str | None,
    definition: str | None,
    actual: str,
    measured: Measured,
    result: Measured,
) -> Reported:
    """What the result reports of the promise; `measured`: promised, `result`: reported number."""
    words = wordings("status")
    if not actual.strip() or actual.strip() in wordings("forms")["none"]["words"]:
        return Reported("nothing", actual.strip())
    counted = is_counted(promise, measured, result)
    if none := first(actual, words["not_measured"]):
        return Reported("nothing", clause(actual, none))
    claim, denial = first(actual, words["claims"]), first(actual, words["denials"])
    if claim and denial and not counted:
        rest = re.sub("|".join(map(re.escape, words["denials"])), " ", actual)
        kind: ReportKind = "denial" if first(rest, words["claims"]) else "not_done"
        return Reported(kind, clause(actual, denial))
    if actual.startswith(tuple(words["expected"])):
        return Reported("in_progress", shorten(actual))
    if (progress := first(actual, words["in_progress"])) and not counted:
        return Reported("in_progress", clause(actual, progress))
    if actual.strip("。；; ") in words["in_progress_alone"]:
        return Reported("in_progress", shorten(actual))
    about = actual if len(actual) <= _SHORT else re.split("[，。；]", actual, maxsplit=1)[0]
    denial = first(about, words["plain_denials"])
    if denial and not counted:
        return Reported("not_done", clause(actual, denial))
    if (none := first(actual, words["no_cases"])) and "/" in (definition or ""):
        return Reported("no_cases", clause(actual, none))
    if is_restated(target, actual):
        return Reported("restatement", shorten(actual))
    if promise.kind == "range" and within(promise, actual) is not None:
        return Reported("number", shorten(actual))
    if surpassed(measured, actual):
        return Reported("number", shorten(actual))
    if measured.value is not None:
        if result.value is not None and comparable(result.unit, measured.unit):
            return Reported("number", printed(result))
    elif figure := figure_in(actual):
        return Reported("number", clause(actual, figure))
    if event := first(actual, words["events"]):
        return Reported("event", clause(actual, event))
    if claim := claim or first(actual, words["qualities"]):
        return Reported("quality", clause(actual, claim))
    return Reported("nothing", shorten(actual))


def support_of(
    promise: Promise, target: str | None, actual: str, measured: Measured, result: Measured
) -> Support:
    """What someone else could check of the result; years, a bare 100 % and what the target says
    itself are nothing.
    """
    if is_restated(target, actual):
        return Support("nothing", "")
    if (promise.kind == "range" and within(promise, actual) is not None) or surpassed(
        measured, actual
    ):
        return Support("same_measure", shorten(actual))
    comparable_here = result.value is not None and comparable(result.unit, measured.unit)
    text = actual
    if measured.value is not None and comparable_here:
        if not is_bare_rate(result):
            return Support("same_measure", printed(result))
        number = printed(result) if printed(result) in actual else format(result.value or 0, "f")
        text = actual.replace(number, "", 1)
    words = wordings("status")
    if figure := figure_in(text):
        return Support("other_figure", clause(text, figure))
    found = [
        (text.find(word), word, kind)
        for kind in ("documents", "events")
        if (word := first(text, words[kind]))
    ]
    if found:
        _, word, kind = min(found)
        return Support("document" if kind == "documents" else "event", clause(text, word))
    date = _DATE.search(fold(text))
    if date and not numbers_of(date[0]) <= numbers_of(target or ""):
        return Support("document", clause(text, text[date.start() : date.end()]))
    return Support("nothing", "")


def is_counted(promise: Promise, measured: Measured, result: Measured) -> bool:
    """Whether a count was promised and one is reported: what lies outside it denies nothing."""
    return attainment(result, measured) is not None and result.unit != "%"


def is_bare_rate(result: Measured) -> bool:
    """Whether the result is 100 %, which says by itself that all is done and not of what."""
    return result.unit == "%" and result.value == 100


def within(promise: Promise, actual: str) -> int | None:
    """Where the one figure of a result lies: -1 below, 0 in, 1 above the promised range."""
    if promise.low is None or promise.high is None:
        return None
    found = list(re.finditer(rf"({NUMBER})(%|‰)?", fold(actual)))
    if len(found) != 1 or (found[0][2] or None) != (
        promise.unit if promise.unit in ("%", "‰") else None
    ):
        return None
    value = read_number(found[0][1])
    return -1 if value < promise.low else 1 if value > promise.high else 0


def surpassed(measured: Measured, actual: str) -> bool:
    """Whether a result is a bound that keeps the promised one by more than repeating it: ≥95% of ≥90%."""
    reported = measure(actual)
    if measured.value is None or reported.value is None:
        return False
    if not comparable(reported.unit, measured.unit):
        return False
    if measured.at_most:
        return reported.bound in ("≤", "<") and reported.value < measured.value
    return reported.bound in ("≥", ">") and reported.value > measured.value


def bound_of(text: str, value: Decimal) -> str | None:
    """The sign of the words that bound `value` in a text: ≥95%, 不少于15名, 90%以上."""
    bounds: dict[str, list[str]] = wordings("forms")["bounds"]
    plain = fold(text)
    for match in re.finditer(NUMBER, plain):
        if read_number(match[0]) != value:
            continue
        before, after = plain[: match.start()].rstrip(), plain[match.end() :]
        rest = re.sub(r"^\s*(?:%|‰|[^\W\d_]{0,3}?)(?=以|及以|（含|之内|$)", "", after)
        signs = [
            (len(word), sign)
            for sign, words in bounds.items()
            if sign != "each"
            for word in words
            if before.endswith(word) or rest.startswith(word)
        ]
        if signs:
            return max(signs)[1]
    return None


def _range(stated: str) -> tuple[Decimal, Decimal, str | None, str] | None:
    plain = fold("".join(stated.split()))
    found = list(_RANGE.finditer(plain))
    if len(found) != 1 or len(re.findall(NUMBER, plain)) != 2:
        return None
    match = found[0]
    low, high = read_number(match[1]), read_number(match[3])
    unit = match[4] or match[2] or None
    if low >= high or unit is not None and unit.startswith(("月", "年", "日", "号")):
        return None
    return low, high, unit, shorten(stated)


def _words_with(text: str, value: Decimal) -> str | None:
    plain = fold(text)
    match = next((m for m in re.finditer(NUMBER, plain) if read_number(m[0]) == value), None)
    if match is None:
        return None
    return clause(text, text[match.start() : match.end()])


def is_restated(target: str | None, actual: str) -> bool:
    """Whether the result only repeats the target, where the target is no count that can be reached."""
    stated, said = stated_part(target), actual.strip()
    reported = measure(said)
    if reported.value is not None:
        promised = measure(stated)
        return reported.bound not in (None, "=") and promised.value == reported.value
    return bool(stated) and _bare(stated) == _bare(said)


def _bare(text: str) -> str:
    return re.sub(r"[\s，。；、,;：:（）()]", "", fold(text))
