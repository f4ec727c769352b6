"""What the reading process answers comes back as it was, and holds no calls."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from jixiao.base.errors import Place, ReportError, RequestError, SourceError
from jixiao.source import Aside, Box, Cell, Document, Doubt, Layout, Line, PageTable, Word
from jixiao.source.answer import answer_of, result_of


def document() -> Document:
    box = Box(1.5, 2.0, 3.25, 4.0)
    lines = (Line(1, 1, "≤14,8", box, True), Line(1, 2, "84.55万元"), Line(2, 3, ""))
    table = PageTable(1, 1, 2, (Cell(0, 0, 1, 1, lines[:2], box), Cell(0, 1)), box, False)
    return Document(
        "a.pdf",
        "0" * 64,
        lines,
        "pdf",
        (table,),
        {1: Layout(595.0, 842.0, (Word("≤14,8", box),), ("- 1 -",)), 2: Layout(842.0, 595.0)},
        (2,),
        (1,),
        (Doubt(1, 1, box, "14", "differs", "15"),),
        asides=(Aside(1, "①\u202e", "note_mark", 2, box), Aside(2, "旧稿", "outside")),
        addresses={1: "自评表!C5"},
    )


def test_a_document_comes_back_whole() -> None:
    made = document()
    back = result_of(answer_of(made))
    for field in fields(made):
        assert getattr(back, field.name) == getattr(made, field.name), field.name


def test_pictures_come_back() -> None:
    assert result_of(answer_of({3: b"\x89PNG\0"})) == {3: b"\x89PNG\0"}


@pytest.mark.parametrize("kind", [SourceError, RequestError])
def test_an_error_comes_back_as_its_kind(kind: type[ReportError]) -> None:
    error = kind("is damaged", where=Place(3, 7), remedy="download it again")
    with pytest.raises(kind) as raised:
        result_of(answer_of(error))
    assert str(raised.value) == str(error)


def test_an_answer_names_only_errors_of_reports() -> None:
    answer = {"error": {"kind": "annotations", "what": "x", "where": None, "remedy": None}}
    with pytest.raises(ReportError, match="x"):
        result_of(json.dumps(answer).encode())
