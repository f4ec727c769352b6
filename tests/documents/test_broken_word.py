"""Word files whose parts are not what the package says: read as far as they go, or one line."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import typeset
from made_reports import with_part

from jixiao.base.errors import SourceError
from jixiao.source import Limits
from jixiao.source.child import read_here

CASES = {
    "the numbering is of no kind that is known": (
        "[Content_Types].xml",
        b'PartName="/word/numbering.xml"',
        b'PartName="/word/other.xml"',
    ),
    "relations of no kind": ("word/_rels/document.xml.rels", b" Type=", b" Kind="),
    "another root of the numbering": ("word/numbering.xml", b"w:numbering", b"w:other"),
    "numbers of no list": ("word/numbering.xml", b"w:abstractNumId", b"w:other"),
    "a level that is no number": ("word/numbering.xml", b'w:ilvl="', b'w:ilvl="x'),
    "an end in the middle": ("word/numbering.xml", b"</w:numbering>", b""),
}


@pytest.mark.parametrize(("part", "old", "new"), CASES.values(), ids=CASES)
def test_a_word_file_with_a_broken_part_is_read_or_refused_in_a_line(
    part: str, old: bytes, new: bytes, tmp_path: Path
) -> None:
    content = typeset.numbered_docx()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = package.read(part)
    assert old in text
    path = tmp_path / "a.docx"
    path.write_bytes(with_part(content, part, text.replace(old, new)))
    said = ""
    try:
        lines = [line.text for line in read_here(path, Limits(), ocr=False).lines]
    except SourceError as error:
        lines, said = [], str(error)
    assert len(lines) > 3 or said.startswith("a.docx: ")
    assert len(said) <= 300


def test_a_numbering_of_no_known_kind_counts_all_the_same(tmp_path: Path) -> None:
    part, old, new = CASES["the numbering is of no kind that is known"]
    content = typeset.numbered_docx()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = package.read(part)
    whole, broken = tmp_path / "whole.docx", tmp_path / "broken.docx"
    whole.write_bytes(content)
    broken.write_bytes(with_part(content, part, text.replace(old, new)))
    lines = [
        [line.text for line in read_here(path, Limits(), ocr=False).lines]
        for path in (whole, broken)
    ]
    assert lines[0] == lines[1]
