"""Tables of the notebook of points: every row with its page and line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

import pandas as pd

from ..base.language import Language
from ..labels import label
from ..labels.numbers import MISSING, exact, number
from ..labels.sentences import grade_name, listed
from ..scoring import ScoreResult
from ..scoring.differences import DIFFER
from ..scoring.levels import level_weights, missing_counts
from ..scoring.names import ends, form_name, line_name, promised_and_done
from ..scoring.rows import LevelRow, MissingRow, ScoreLineRow, ScoreTotalRow
from ..scoring.schemes import Scheme
from .html import HtmlColumn, HtmlTable, Row, opened, render
from .places import place

SHOWN = 6  # rows that stand open


class _SchemeRow(Protocol):
    key: str
    forms: int


def differences(lines: pd.DataFrame, language: Language) -> HtmlTable:
    """The lines of `scoring.lines` that differ, those of most points first; without lines the
    sentence of the page's opening.
    """
    if lines.empty:
        return render(lines, [], "", language, label("scores.prose.none", language))
    rows = lines[lines["kind"].isin(DIFFER)]
    order = sorted(range(len(rows)), key=lambda at: -abs(rows["difference"].iloc[at] or Decimal(0)))
    columns: list[HtmlColumn[ScoreLineRow]] = [
        *_of_line(language),
        HtmlColumn(_heading("difference", language), _difference, numeric=True),
        HtmlColumn(_heading("kind", language), lambda row: _kind(row, language), choice=True),
        HtmlColumn(
            _heading("deviation", language), lambda row: row.deviation or MISSING, css="wide"
        ),
        _source(language),
    ]
    return _opened(rows.iloc[order], columns, "differences", language)


def totals(
    rows: pd.DataFrame, schemes: Mapping[str, Scheme], language: Language
) -> HtmlTable | None:
    """The rows of `scoring.totals`, those that differ most first; None where there are none."""
    if rows.empty:
        return None
    order = sorted(range(len(rows)), key=lambda at: -abs(rows["difference"].iloc[at] or Decimal(0)))
    columns: list[HtmlColumn[ScoreTotalRow]] = [
        HtmlColumn(_heading("form", language), lambda row: form_name(row.of, language), css="name"),
        HtmlColumn(_heading("total", language), lambda row: exact(row.total_score), numeric=True),
        HtmlColumn(_heading("of", language), lambda row: exact(row.computed_weight), numeric=True),
        HtmlColumn(_heading("over", language), lambda row: exact(row.printed), numeric=True),
        HtmlColumn(
            _heading("recomputed", language), lambda row: ends(row.low, row.high), numeric=True
        ),
        HtmlColumn(
            _heading("difference", language),
            lambda row: number(row.difference, signed=True),
            numeric=True,
        ),
        HtmlColumn(
            _heading("printed_grade", language),
            lambda row: grade_name(row.grade or MISSING, language),
        ),
        HtmlColumn(_heading("grade", language), lambda row: _grade(row, schemes, language)),
        _source(language),
    ]
    return _opened(rows.iloc[order], columns, "totals", language)


def sums(rows: pd.DataFrame, language: Language) -> HtmlTable | None:
    """The forms whose lines do not add up to the printed total, of points or of scores; None without
    forms.
    """
    if rows.empty:
        return None
    apart = [
        at
        for at, row in enumerate(rows.itertuples())
        if row.sum_difference or _apart(row.weights, row.total_weight)
    ]
    columns: list[HtmlColumn[ScoreTotalRow]] = [
        HtmlColumn(_heading("form", language), lambda row: form_name(row.of, language), css="name"),
        HtmlColumn(_heading("weights", language), lambda row: exact(row.weights), numeric=True),
        HtmlColumn(
            _heading("total_weight", language), lambda row: exact(row.total_weight), numeric=True
        ),
        HtmlColumn(_heading("sum", language), lambda row: exact(row.scores), numeric=True),
        HtmlColumn(_heading("total", language), lambda row: exact(row.total_score), numeric=True),
        _source(language),
    ]
    return _opened(rows.iloc[apart], columns, "sums", language)


def levels(result: ScoreResult, language: Language) -> HtmlTable | None:
    """The rows of `scoring.levels.level_weights`; None without lines."""
    if result.lines.empty:
        return None
    schemes = result.schemes
    rows = level_weights(result.lines, schemes)
    columns: list[HtmlColumn[LevelRow]] = [
        HtmlColumn(_heading("form", language), lambda row: form_name(row.of, language), css="name"),
        HtmlColumn(
            _heading("level", language),
            lambda row: _level(schemes[row.scheme], row.level, language),
            choice=True,
        ),
        HtmlColumn(_heading("weight", language), lambda row: exact(row.weight), numeric=True),
        HtmlColumn(
            _heading("scheme_points", language), lambda row: exact(row.points), numeric=True
        ),
        _source(language),
    ]
    return _opened(rows, columns, "levels", language)


def missing(result: ScoreResult, language: Language) -> HtmlTable | None:
    """The rows of `scoring.levels.missing_counts`; None without lines."""
    if result.lines.empty:
        return None
    rows = missing_counts(result.lines)
    columns: list[HtmlColumn[MissingRow]] = [
        HtmlColumn(
            _heading("missing", language),
            lambda row: label(f"scores.missing.{row.missing}", language),
            css="name",
        ),
        HtmlColumn(_heading("lines", language), lambda row: str(row.lines), numeric=True),
        HtmlColumn(_heading("weight", language), lambda row: exact(row.points), numeric=True),
        HtmlColumn(_heading("example", language), lambda row: row.example or MISSING, css="wide"),
        _source(language),
    ]
    return _opened(rows, columns, "missing", language)


def lines(rows: pd.DataFrame, language: Language) -> HtmlTable | None:
    """All rows of `scoring.lines`, in the order of the document, behind a line; None without any."""
    if rows.empty:
        return None
    columns: list[HtmlColumn[ScoreLineRow]] = [
        *_of_line(language),
        HtmlColumn(_heading("kind", language), lambda row: _kind(row, language), choice=True),
        _source(language),
    ]
    caption, none = _caption("lines", language), label("scores.none.lines", language)
    return render(rows, columns, caption, language, none, fold=True)


def schemes(result: ScoreResult, language: Language) -> HtmlTable | None:
    """The schemes that were applied: to how many forms, their source, whom they bind, what is
    uncertain about them; None where there are none.
    """
    if not result.schemes:
        return None
    counts = result.totals["scheme"].value_counts()
    rows = pd.DataFrame(
        [(key, int(counts.get(key, 0))) for key in result.schemes],
        columns=pd.Index(["key", "forms"]),
    )
    entries = {key: scheme.entry for key, scheme in result.schemes.items()}
    columns: list[HtmlColumn[_SchemeRow]] = [
        HtmlColumn(
            _heading("scheme", language), lambda row: entries[row.key].name[language], css="name"
        ),
        HtmlColumn(_heading("forms", language), lambda row: str(row.forms), numeric=True),
        HtmlColumn(
            _heading("from", language),
            lambda row: "; ".join(
                filter(None, (entries[row.key].source, entries[row.key].article))
            ),
            css="wide",
        ),
        HtmlColumn(
            _heading("binds", language), lambda row: entries[row.key].binds[language], css="wide"
        ),
        HtmlColumn(
            _heading("uncertain", language),
            lambda row: entries[row.key].uncertain[language],
            css="wide",
        ),
    ]
    return render(rows, columns, _caption("schemes", language), language)


def _of_line(language: Language) -> list[HtmlColumn[ScoreLineRow]]:
    return [
        HtmlColumn(_heading("form", language), lambda row: form_name(row.of, language), css="name"),
        HtmlColumn(_heading("line", language), lambda row: line_name(row, language), css="wide"),
        HtmlColumn(
            _heading("target", language),
            lambda row: promised_and_done(row.target, row.actual),
            css="wide",
        ),
        HtmlColumn(_heading("printed", language), _printed, numeric=True),
        HtmlColumn(
            _heading("recomputed", language), lambda row: _computed(row, language), css="wide"
        ),
    ]


def _printed(row: ScoreLineRow) -> str:
    return f"{exact(row.printed)} / {exact(row.weight)}"


def _computed(row: ScoreLineRow, language: Language) -> str:
    """The points and the formula with its numbers; else what is missing for it."""
    if row.missing:
        names = (label(f"scores.missing.{name}", language) for name in row.missing)
        return f"{label('scores.column.missing', language)}: {listed(names, language)}"
    points = ends(row.low, row.high)
    plain = row.written in ("", exact(row.low)) and row.low == row.high
    return points if plain else f"{points} = {row.written}"


def _difference(row: ScoreLineRow) -> str:
    return number(row.difference, signed=True)


def _kind(row: ScoreLineRow, language: Language) -> str:
    return label(f"scores.kind.{row.kind}", language)


def _grade(row: ScoreTotalRow, schemes: Mapping[str, Scheme], language: Language) -> str:
    """The grade of the printed total, and of both ends where every line was recomputed."""
    grades = schemes[row.scheme].grades
    if row.of_total is None:
        return MISSING
    names = [grades[row.of_total].name[language]]
    if row.of_low is not None and row.of_high is not None:
        ends = dict.fromkeys(grades[at].name[language] for at in (row.of_low, row.of_high))
        names.append("–".join(ends))
    return " → ".join(dict.fromkeys(names))


def _level(scheme: Scheme, key: str, language: Language) -> str:
    return next(line.name[language] for line in scheme.lines if line.key == key)


def _apart(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one != other


def _source(language: Language) -> HtmlColumn[Row]:
    return HtmlColumn(_heading("source", language), place, css="source")  # type: ignore[arg-type]


def _opened(
    rows: pd.DataFrame, columns: list[HtmlColumn[Row]], caption: str, language: Language
) -> HtmlTable:
    none = label(f"scores.none.{caption}", language)
    return opened(rows, columns, _caption(caption, language), language, none, SHOWN)


def _heading(name: str, language: Language) -> str:
    return label(f"scores.column.{name}", language)


def _caption(name: str, language: Language) -> str:
    return label(f"scores.table.{name}", language)
