"""Change one digit of one figure of the first report, extract again and audit: is it reported?

`python tests/helpers/mutants.py [HOW_MANY]` prints the score and every survivor. A mutant is a figure of the
budget that takes part in a check (the audit notices where it is wildly wrong), one of several
statements of one measure, or a figure of a statement that the report makes twice.

`python tests/helpers/mutants.py wide [HOW_MANY]` asks more: of every figure that something else in the report
bears on by its words alone, whether a rule knows it or not: amounts and rates of an item that has
several, numbers of an indicator's name, definition or target that its result repeats, and numbers
that stand elsewhere among the same words.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from bisect import bisect
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from jixiao.audit import audit_report
from jixiao.audit.findings import AuditResult
from jixiao.audit.twins import NUMBERING, figure_twins
from jixiao.base.errors import ReportError
from jixiao.extract.extraction import extract_report
from jixiao.report import Report, load_report

ROOT = Path(__file__).resolve().parents[2]
DEPARTMENT, YEAR = "panyu-data-bureau", 2022


@dataclass(frozen=True)
class Mutant:
    """One digit of one figure: `at` is its place in the text, `digit` what it becomes."""

    what: str
    printed: str
    line: int
    at: int
    digit: str


def mutants(report: Report, text: str, seed: int = 0) -> Iterator[Mutant]:
    """A mutant for every figure: the first digit, and another one where there are more."""
    chance = random.Random(seed)
    budget = report.tables["budget"]
    figures = [
        (f"{row.item} {row.phase}", row.printed, row.line, list(_digits(text, row)))
        for number, row in enumerate(budget.itertuples())
        if row.unit != "个" and takes_part(report, number)
    ]
    outcomes = report.tables["outcomes"]
    own = outcomes[outcomes["page"].notna()]
    several = own.groupby(["metric", "unit", "period"])["value"].transform("size") > 1
    figures += [
        (row.metric, row.printed, row.line, list(_digits(text, row)))
        for row in own[several].itertuples()
        if row.printed[0].isdigit()
    ]
    figures += list(_twin_figures(report, text))
    seen: set[int] = set()
    for what, printed, line, digits in figures:
        chosen = {digits[0], chance.choice(digits)} - seen
        seen |= chosen
        for at in sorted(chosen):
            digit = str((int(text[at]) + chance.randint(1, 8)) % 10)
            if digit == "0" and at == digits[0]:
                digit = "7" if text[at] != "7" else "8"
            yield Mutant(what, printed, line, at, digit)


def takes_part(report: Report, number: int) -> bool:
    """Whether the audit notices when figure `number` of the budget is wildly wrong."""
    budget = report.tables["budget"].copy()
    column = budget.columns.get_loc("value")
    budget.iat[number, column] = budget.iat[number, column] * 3 + 1_000_003
    alone, wrong = (
        replace(report, tables={"budget": table}, document=None)
        for table in (report.tables["budget"], budget)
    )
    return _messages(audit_report(wrong)) != _messages(audit_report(alone))


def _messages(result: AuditResult) -> set[str]:
    return {finding.message["en"] for finding in result.findings}


def _twin_figures(report: Report, text: str) -> Iterator[tuple[str, str, int, list[int]]]:
    assert report.document is not None
    twins = [statement for pair in figure_twins(report.document) for statement in pair]
    for clause in dict.fromkeys(twin.clause for twin in twins):
        places = clause.passage.places[clause.start :][: len(clause.text)]
        for line in dict.fromkeys(place.line for place in places):
            part = "".join(
                c for c, p in zip(clause.text, places, strict=True) if p.line == line and c.strip()
            )
            start = _line_start(text, line)
            at = [i for i in range(start, text.index("\n", start)) if not text[i].isspace()]
            begin = "".join(text[i] for i in at).index(part)
            for match in re.finditer(r"(?<![\d.])\d[\d,.]*(?!年)(?![\d.])", part):
                digits = [at[begin + i] for i in range(*match.span()) if part[i].isdigit()]
                if not NUMBERING.match(part) or match.start() >= NUMBERING.match(part).end():
                    yield part, match[0], line, digits


def wide_mutants(report: Report, text: str, seed: int = 0) -> Iterator[Mutant]:
    """A mutant for every figure that something else bears on, by the words alone."""
    chance = random.Random(seed)
    figures = [*_of_items(report, text), *_of_indicators(report, text), *_repeated(text)]
    seen: set[int] = set()
    for what, printed, line, digits in figures:
        at = chance.choice(digits)
        if seen & set(digits):
            continue
        seen |= set(digits)
        digit = str((int(text[at]) + chance.randint(1, 8)) % 10)
        if digit == "0" and at == digits[0]:
            digit = "7" if text[at] != "7" else "8"
        yield Mutant(what, printed, line, at, digit)


def _of_items(report: Report, text: str) -> Iterator[tuple[str, str, int, list[int]]]:
    budget = report.tables["budget"]
    several = budget.groupby("item")["value"].transform("size") > 1
    for row in budget[several & (budget["unit"] != "个")].itertuples():
        yield f"{row.item} {row.phase}", row.printed, row.line, list(_digits(text, row))


def _of_indicators(report: Report, text: str) -> Iterator[tuple[str, str, int, list[int]]]:
    """Numbers of the promise that the result repeats, in both places."""
    for row in report.tables["indicators"].itertuples():
        promise = " ".join(filter(None, (row.name, row.definition, row.target)))
        common = set(_numbers(promise)) & set(_numbers(row.actual or "")) - {"2021", "2022", "2023"}
        start, end = _line_start(text, row.line), _line_start(text, row.line_end + 1)
        for match in re.finditer(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])", text[start:end]):
            if match[0] in common:
                at = start + match.start()
                digits = [i for i in range(at, at + len(match[0])) if text[i].isdigit()]
                yield f"indicator {row.seq}", match[0], text.count("\n", 0, at) + 1, digits


def _numbers(text: str) -> list[str]:
    return re.findall(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])", text)


def _repeated(text: str) -> Iterator[tuple[str, str, int, list[int]]]:
    """Numbers of two digits and more that stand elsewhere before or after the same four characters."""
    positions = [i for i, c in enumerate(text) if not c.isspace()]
    plain = "".join(text[i] for i in positions)
    found = list(re.finditer(r"(?<![\d.\-])\d[\d,]*(?:\.\d+)?(?!年|月|日|号|[\d.\-])", plain))
    contexts: dict[tuple[str, str], int] = {}
    for match in found:
        for key in _contexts(plain, match):
            contexts[key] = contexts.get(key, 0) + 1
    for match in found:
        if len(match[0]) > 1 and any(contexts[key] > 1 for key in _contexts(plain, match)):
            at = [positions[i] for i in range(*match.span()) if plain[i].isdigit()]
            yield "repeated", match[0], text.count("\n", 0, at[0]) + 1, at


def _contexts(plain: str, match: re.Match[str]) -> list[tuple[str, str]]:
    before, after = plain[max(0, match.start() - 4) : match.start()], plain[match.end() :][:4]
    words = [f"{before}#", f"#{after}"]
    return [(w, match[0]) for w in words if len(re.findall("[\u4e00-\u9fff]", w)) == 4]


def _digits(text: str, row: object) -> Iterator[int]:
    """Where the digits of a row's figure stand in the text."""
    start = _line_start(text, row.line)  # type: ignore[attr-defined]
    positions = [i for i in range(start, len(text)) if not text[i].isspace()][:4000]
    squeezed = "".join(text[i] for i in positions)
    quote = "".join(row.quote.split())  # type: ignore[attr-defined]
    printed = "".join(row.printed.split())  # type: ignore[attr-defined]
    # Of a quote that a page breaks, the part that holds the figure.
    cut = next(cut for cut in range(len(quote)) if quote[cut:] in squeezed)
    quote, at = quote[cut:], squeezed.index(quote[cut:])
    before = str(getattr(row, "name", "")).partition("…")[0]
    named = quote.find(before + printed)
    at += named + len(before) if named >= 0 else quote.rindex(printed)
    return (positions[i] for i in range(at, at + len(printed)) if squeezed[i].isdigit())


def _line_start(text: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = text.index("\n", at) + 1
    return at


def audit_text(text: str, data: Path) -> AuditResult | str:
    """The audit of the report with this text, or the one line by which its reading is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(text, "utf-8")
        try:
            report = extract_report(path, department=DEPARTMENT, year=YEAR, data=data)
            return audit_report(report)
        except ReportError as error:
            return str(error)


def caught(mutant: Mutant, text: str, known: set[str], data: Path) -> bool:
    """Whether the audit of the mutated text says something new within three lines, blank ones not counted,
    or it is refused.
    """
    mutated = text[: mutant.at] + mutant.digit + text[mutant.at + 1 :]
    result = audit_text(mutated, data)
    if isinstance(result, str):
        return True
    written = [number for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    at = bisect(written, mutant.line)
    return any(
        finding.message["en"] not in known
        and any(abs(bisect(written, item.line) - at) <= 3 for item in finding.evidence)
        for finding in result.findings
    )


def main() -> None:
    data = ROOT / "data"
    report = load_report(DEPARTMENT, YEAR, data)
    text = (data / DEPARTMENT / str(YEAR) / "evaluation" / "report.txt").read_text("utf-8")
    known = {f.message["en"] for f in audit_report(report).findings}
    asked = sys.argv[1:]
    wide = asked[:1] == ["wide"]
    every = list((wide_mutants if wide else mutants)(report, text))
    numbers = asked[1:] if wide else asked
    many = int(numbers[0]) if numbers else len(every)
    chosen = random.Random(1).sample(every, min(many, len(every)))
    with ProcessPoolExecutor() as pool:
        ask = partial(caught, text=text, known=known, data=data)
        found = list(pool.map(ask, chosen, chunksize=8))
    alive = [mutant for mutant, reported in zip(chosen, found, strict=True) if not reported]
    for mutant in alive:
        print(f"survived: {mutant.what} {mutant.printed}, line {mutant.line}, digit {mutant.digit}")
    killed = len(chosen) - len(alive)
    print(f"{killed} of {len(chosen)} mutants reported: {killed / len(chosen):.1%}")


if __name__ == "__main__":
    main()
