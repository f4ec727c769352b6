"""The spot-check sheet over a round: a page, and a workbook with a sheet for each department."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
import xlsxwriter

from ..base.amounts import rounded
from ..base.language import Language
from ..base.width import columns_of
from ..frame.sheets import SheetColumn, Sheets, text
from ..frame.shell import finish_page, page_frame
from ..frame.template import environment
from ..labels import label
from ..labels.numbers import exact, number
from ..labels.sentences import first_to_last
from .looks import Spot, points_words, reason
from .plain import plain
from .risk import MOST
from .thresholds import Thresholds

_EPOCH = datetime.datetime(2000, 1, 1)  # the same tables give the same bytes
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31  # characters of the name of a sheet, a limit of the format
_LINE, _WIDE = 15.5, 52  # points of a line, and characters in it of the widest column
_PARTS = {"money": "money", "points": "score", "findings": "findings", "unread": "unread"}


@dataclass(frozen=True)
class _Ranked:
    rank: int
    department: str
    year: int
    points: str
    exact_points: Decimal
    reasons: str
    parts: Mapping[str, str]
    exact_parts: Mapping[str, Decimal | str]
    sheet: str


def spot_check_page(
    spots: Sequence[Spot],
    thresholds: Thresholds,
    language: Language,
    alternates: Mapping[Language, str],
    notice: str = "",
) -> str:
    """The sheet as one page of HTML; `spots`: in their order; `notice`: what stays on every screen."""
    word = _words(language)
    ranks = _ranks(spots, language)
    page = page_frame(
        word("title", years=first_to_last([spot.year for spot in spots], language)),
        language,
        None,
        alternates,
        [label("page.footer.made", language)],
        notice,
    )
    html = (
        environment()
        .get_template("spot_check.html.j2")
        .render(
            page=page,
            word=word,
            lead=word("lead", count=len(spots)),
            heads=[_head(name, language) for name in _PARTS],
            parts=list(_PARTS),
            ranks=ranks,
            looks=[
                [
                    (look, "" if look.amount is None else number(look.amount))
                    for look in spot.looks[language]
                ]
                for spot in spots
            ],
            thresholds=_thresholds(thresholds, language),
        )
    )
    return finish_page(html)


def spot_check_workbook(
    spots: Sequence[Spot], thresholds: Thresholds, language: Language, notice: str = ""
) -> bytes:
    """The sheet as a workbook (.xlsx): the ranking, then a sheet for each department; `notice`: what
    every sheet says.
    """
    word = _words(language)
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    title = word("title", years=first_to_last([spot.year for spot in spots], language))
    book.set_properties({"created": _EPOCH, "title": text(title)})
    sheets = Sheets(book, notice)
    ranks = _ranks(spots, language)
    fields: list[SheetColumn[Any]] = [
        SheetColumn(word("rank"), lambda row: row.rank),
        SheetColumn(word("department"), lambda row: row.department),
        SheetColumn(word("year"), lambda row: row.year),
        SheetColumn(word("points"), lambda row: row.exact_points),
        *(SheetColumn(_head(name, language), _part(name)) for name in _PARTS),
        SheetColumn(word("reasons"), lambda row: row.reasons),
    ]
    _set_heights(sheets.add(word("sheet"), _frame(ranks), fields), [row.reasons for row in ranks])
    for ranked, spot in zip(ranks, spots, strict=True):
        found = spot.looks[language]
        columns: list[SheetColumn[Any]] = [
            SheetColumn(word("kind"), lambda row: row.kind),
            SheetColumn(word("what"), lambda row: row.words),
            SheetColumn(
                word("amount"), lambda row: None if row.amount is None else rounded(row.amount, 2)
            ),
            SheetColumn(word("place"), lambda row: row.places),
        ]
        _set_heights(
            sheets.add(ranked.sheet, _frame(found), columns), [look.words for look in found]
        )
    values = pd.DataFrame({"said": _thresholds(thresholds, language)}, dtype=object)
    sheets.add(word("thresholds"), values, [SheetColumn(word("thresholds"), lambda row: row.said)])
    book.close()
    return out.getvalue()


def _set_heights(sheet: Any, texts: Sequence[str]) -> None:
    """Rows as high as their longest cell: not every program does that by itself."""
    for row, words in enumerate(texts, start=1):
        sheet.set_row(row, _LINE * -(-columns_of(words) // _WIDE))


def _frame(rows: Sequence[Any]) -> pd.DataFrame:
    """Rows as a workbook takes them."""
    return pd.DataFrame([vars(row) for row in rows], dtype=object)


def _part(name: str) -> Any:
    return lambda row: row.exact_parts[name]


def _ranks(spots: Sequence[Spot], language: Language) -> list[_Ranked]:
    between = "；" if language == "zh" else "; "
    return [
        _Ranked(
            rank,
            plain(spot.names[language]),
            spot.year,
            number(spot.points, 1),
            rounded(spot.points, 1),
            between.join(reason(part, language) for part in spot.parts),
            {part.name: points_words(part, language) for part in spot.parts},
            {
                part.name: points_words(part, language)
                if part.points is None
                else rounded(part.points, 1)
                for part in spot.parts
            },
            _sheet_name(rank, spot, language),
        )
        for rank, spot in enumerate(spots, start=1)
    ]


def _sheet_name(rank: int, spot: Spot, language: Language) -> str:
    name = _NOT_IN_A_NAME.sub(" ", plain(spot.names[language]))
    return f"{rank} {spot.year} {name}"[:_LONGEST_NAME].strip()


def _head(name: str, language: Language) -> str:
    words = label(f"papers.risk.{_PARTS[name]}", language)
    return label("papers.risk.most", language, name=words, most=int(MOST[name]))


def _thresholds(thresholds: Thresholds, language: Language) -> list[str]:
    return [
        label(
            "papers.risk.threshold_said",
            language,
            name=label(f"papers.risk.threshold.{name}", language),
            value=exact(value),
        )
        for name, value in asdict(thresholds).items()
    ]


def _words(language: Language) -> Any:
    return lambda key, **values: label(f"papers.risk.{key}", language, **values)
