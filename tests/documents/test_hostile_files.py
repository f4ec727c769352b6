"""Files that are broken, too large or meant to do harm: one line, exit code 2, nothing written."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import fuzz
import pytest
import typeset
from click.testing import CliRunner
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from jixiao.base.errors import SourceError
from jixiao.cli.commands import main
from jixiao.source import Limits, read_document

DEPARTMENT = "panyu-data-bureau"


def pdf(pages: int = 1, text: str = "x", **options: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, **options)
    for _ in range(pages):
        if text:
            canvas.drawString(100, 100, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def changed_docx(name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(typeset.short_docx())) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    parts[name] = change(parts.get(name, b""))
    return packed(parts)


def many_parts(count: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(typeset.short_docx())) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    return packed(parts | {f"a/{number}": b"" for number in range(count)})


def with_version(package: bytes, version: int) -> bytes:
    """A packed file whose directory asks for a version that nobody has."""
    at = package.index(b"PK\x01\x02")
    return package[: at + 6] + bytes([version]) + package[at + 7 :]


def pdf_bomb() -> bytes:
    """A page whose content unpacks to 600 MB of blanks."""
    packer = zlib.compressobj(9)
    stream = b"".join(packer.compress(b" " * 1_000_000) for _ in range(600)) + packer.flush()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body = b"%PDF-1.4\n"
    for number, content in enumerate(objects, start=1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return body + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF"


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

FILES: list[tuple[str, Callable[[], bytes], list[str], str]] = [
    ("encrypted.pdf", lambda: pdf(encrypt=StandardEncryption("secret")), [], "is encrypted"),
    ("truncated.pdf", lambda: typeset.short_pdf()[:2000], [], "damaged|has no text"),
    ("head.pdf", lambda: b"%PDF-1.7\n" + b"\0\xff" * 900, [], "damaged|has no text"),
    ("blank.pdf", lambda: pdf(text=""), [], "has no text"),
    ("long.pdf", lambda: pdf(pages=9), ["--max-pages", "8"], "9 pages, more than the limit of 8"),
    (
        "large.txt",
        lambda: b"1" * 2_000_000,
        ["--max-size", "1"],
        "2 MB, more than the limit of 1 MB",
    ),
    ("limit.pdf", lambda: typeset.short_pdf(), ["--max-memory", "0"], "--max-memory is 0"),
    ("bomb.pdf", pdf_bomb, ["--max-memory", "400"], "needs more memory"),
    (
        "bomb.docx",
        lambda: changed_docx("word/media/image1.png", lambda _: b"\0" * 90_000_000),
        [],
        "unpacks to 91 MB, more than the limit of 64 MB",
    ),
    (
        "blanks.docx",
        lambda: changed_docx("word/media/image1.png", lambda _: b"\0" * 40_000_000),
        [],
        "a part of it unpacks to [0-9,]+ times its size, more than 500",
    ),
    (
        "parts.docx",
        lambda: many_parts(6_000),
        [],
        r"6,0\d\d parts, more than the 5,000 .* save it anew",
    ),
    (
        "entities.docx",
        lambda: changed_docx("word/document.xml", lambda text: ENTITIES + text),
        [],
        "word/document.xml declares XML entities",
    ),
    ("broken.docx", lambda: changed_docx("word/document.xml", lambda t: t[:-90]), [], "damaged"),
    ("half.docx", lambda: typeset.short_docx()[:9000], [], "damaged packed file"),
    ("version.docx", lambda: with_version(typeset.short_docx(), 180), [], "damaged packed file"),
    ("sheet.pdf", lambda: packed({"xl/workbook.xml": b"<x/>"}), [], "damaged .*download it again"),
    ("other.docx", lambda: packed({"a.txt": b"x"}), [], "no Word file"),
    ("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900, [], "save it as .docx"),
    ("scan.png", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 900, [], "is a picture; .*--ocr"),
    ("empty.pdf", lambda: b"", [], "is empty"),
    ("blank.html", lambda: b"<html><body><script>1</script></body></html>", [], "no text"),
    ("letter.docx", typeset.numbered_docx, [], "neither a figure of a budget nor an indicator"),
    ("nobody.txt", lambda: "敬启者：此致。".encode(), [], "holds no table, and no figure"),
    ("noise.txt", lambda: bytes(range(256)) * 40, [], "not a text file"),
]


@pytest.mark.parametrize(("name", "content", "options", "words"), FILES, ids=[f[0] for f in FILES])
def test_a_hostile_file_is_one_line_and_leaves_nothing(
    name: str,
    content: Callable[[], bytes],
    options: list[str],
    words: str,
    data: Path,
    tmp_path: Path,
) -> None:
    path = tmp_path / name
    path.write_bytes(content())
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(data / "departments.csv", folder)
    arguments = ["extract", str(path), "--department", DEPARTMENT, "--year", "2022", *options]
    result = CliRunner().invoke(main, [*arguments, "--data", str(folder)])
    assert result.exit_code == 2, result.output
    assert len(result.output.splitlines()) == 1, result.output
    assert re.search(words, result.output), result.output
    assert "; " in result.output  # what to do
    assert [entry.name for entry in folder.iterdir()] == ["departments.csv"]


def test_a_file_that_takes_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader is one that never ends."""
    path, reader = tmp_path / "slow.pdf", tmp_path / "reader"
    path.write_bytes(pdf())
    reader.write_text("#!/bin/sh\nexec sleep 60\n")
    reader.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(reader))
    with pytest.raises(SourceError, match="reading took longer, more than the limit of 1 seconds"):
        read_document(path, Limits(seconds=1))


def test_links_of_a_word_file_are_not_followed(tmp_path: Path) -> None:
    link = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/attachedTemplate" Target="file:///etc/passwd" TargetMode="External"/>'
    )
    content = changed_docx(
        "word/_rels/document.xml.rels",
        lambda text: text.replace(b"</Relationships>", link + b"</Relationships>"),
    )
    path = tmp_path / "linked.docx"
    path.write_bytes(content)
    text = "".join(line.text for line in read_document(path).lines)
    assert "综合评分为97.5分" in text
    assert "root:" not in text


@pytest.mark.parametrize("maker", ["short_pdf", "short_docx", "short_html"])
def test_the_name_of_a_file_is_not_believed(maker: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(getattr(typeset, maker)())
    assert read_document(path).kind == maker.removeprefix("short_")


def test_a_symbolic_link_is_not_followed(tmp_path: Path, source_file: Path, data: Path) -> None:
    link = tmp_path / "report.txt"
    link.symlink_to(source_file)
    arguments = ["extract", str(link), "--department", DEPARTMENT, "--year", "2022"]
    result = CliRunner().invoke(main, [*arguments, "--data", str(data)])
    assert (result.exit_code, "is a symbolic link" in result.output) == (2, True)


@pytest.mark.parametrize("linked", ["department", "year", "document", "table"])
def test_a_symbolic_link_in_the_data_folder_does_not_lead_out_of_it(
    linked: str, tmp_path: Path, source_file: Path
) -> None:
    outside = tmp_path / "outside"
    target = tmp_path / "data" / DEPARTMENT / "2022" / "evaluation"
    (outside / "2022" / "evaluation").mkdir(parents=True)
    victim = outside / "2022" / "evaluation" / "budget.csv"
    victim.write_text("kept")
    place = {
        "department": target.parent.parent,
        "year": target.parent,
        "document": target,
        "table": target / "budget.csv",
    }[linked]
    place.parent.mkdir(parents=True, exist_ok=True)
    leads_to = {
        "department": outside,
        "year": outside / "2022",
        "document": victim.parent,
        "table": victim,
    }[linked]
    place.symlink_to(leads_to)
    arguments = ["extract", str(source_file), "--department", DEPARTMENT, "--year", "2022"]
    arguments += ["--data", str(tmp_path / "data"), "--force"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "is a symbolic link" in result.output
    assert victim.read_text() == "kept"
    assert [path.name for path in victim.parent.iterdir()] == ["budget.csv"]
    assert [path.name for path in (outside / "2022").iterdir()] == ["evaluation"]


@pytest.mark.parametrize("number", range(30))
def test_mutated_reports_give_tables_or_one_line(number: int) -> None:
    """The long run: `python tests/helpers/fuzz.py 2000`."""
    _, done, result = fuzz.outcome(10_000 + number)
    assert result in ("tables", "refused"), f"{done}\n{result}"
