"""A scan: recognised as one, read with --ocr, and said to be so on every page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import typeset
from batches import until
from click.testing import CliRunner, Result
from PIL import Image
from reportlab.pdfbase import ttfonts
from reportlab.pdfgen.canvas import Canvas
from scans import measure, scan

from jixiao.cli.commands import main
from jixiao.extract import extraction
from jixiao.extract.extraction import extract_report
from jixiao.prose.cover import cover
from jixiao.report import Report, load_report
from jixiao.source import Box, Document, ocr, rapid, second_look
from jixiao.source.limits import Limits
from jixiao.source.ocr import PACKAGES, plain_marks, recognise
from jixiao.source.pdf import read_pdf
from jixiao.source.pdf import recognised as recognised_page
from jixiao.source.pdf.lattice import GridBox, Lattice
from jixiao.source.pdf.recognised import PictureTables, Straight, seen_words
from jixiao.source.rapid import EXTRA, SeenCharacter, rapid_installed, rapid_pages
from jixiao.source.recognised_numbers import odd_form, seen_numbers
from jixiao.source.second_look import find_doubts
from jixiao.storage.temporary import sweep_folders

DEPARTMENT = "panyu-data-bureau"
required = os.environ.get("JIXIAO_OCR") == "required"
installed = shutil.which("ocrmypdf") is not None or required
needs_ocr = pytest.mark.skipif(not installed, reason=f"apt-get install {PACKAGES}")
needs_rapid = pytest.mark.skipif(
    not (rapid_installed() or required), reason=f"pip install --editable '{EXTRA}'"
)


@pytest.fixture
def scanned(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan(typeset.short_pdf()))
    return path


@dataclass(frozen=True)
class Recognised:
    """The short scan, its PDF with a layer of characters, and the document read of it."""

    scan: bytes
    layered: bytes
    document: Document


@pytest.fixture(scope="module")
def recognised(tmp_path_factory: pytest.TempPathFactory) -> Recognised:
    path = tmp_path_factory.mktemp("recognised") / "scan.pdf"
    path.write_bytes(scan(typeset.short_pdf()))
    layered = recognise(path.read_bytes(), path.name, [1], Limits())
    document = read_pdf(layered, "scan.pdf", Limits(), [1])
    content = path.read_bytes()
    return Recognised(content, layered, replace(document, doubts=find_doubts(document, content)))


def extract(path: Path, data: Path, *options: str) -> Result:
    target = path.parent / "data"
    target.mkdir(exist_ok=True)
    shutil.copy(data / "departments.csv", target)
    arguments = ["extract", str(path), "--department", DEPARTMENT, "--year", "2022"]
    return CliRunner().invoke(main, [*arguments, "--data", str(target), *options])


def extract_recognised(path: Path, data: Path) -> Report:
    """The report of a file whose one page is recognised."""
    result = extract(path, data, "--ocr")
    assert result.exit_code == 0, result.output
    report = load_report(DEPARTMENT, 2022, path.parent / "data")
    assert report.document is not None
    assert report.document.recognised == (1,)
    return report


def test_a_scan_is_recognised_as_one(scanned: Path, data: Path) -> None:
    result = extract(scanned, data)
    assert result.exit_code == 2
    assert "is a scan: 1 pages of pictures without text; use --ocr" in result.output


@pytest.fixture
def meaningless(tmp_path: Path) -> Path:
    """A page that is text for who sees it; its font does not say what it draws."""
    path = tmp_path / "meaningless.pdf"
    path.write_bytes(typeset.short_pdf().replace(b"/ToUnicode", b"/XoUnicode"))
    return path


def test_characters_without_a_meaning_are_said_to_have_none(meaningless: Path, data: Path) -> None:
    result = extract(meaningless, data)
    assert result.exit_code == 2
    assert "its characters have no meaning on 1 pages" in result.output
    assert "use --ocr" in result.output


def _mapped_wrong(_: str, subset: Sequence[int]) -> str:
    """Characters of Latin-1 and signs for Chinese ones, as some programs write a PDF anew."""
    wrong = [0xA1 + n % 94 if code > 0x2E80 else code for n, code in enumerate(subset)]
    pairs = "\n".join(f"<{n:02X}> <{code:04X}>" for n, code in enumerate(wrong))
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /wrong def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{len(wrong)} beginbfchar\n{pairs}\nendbfchar\nendcmap\nend\nend"
    )


def test_characters_that_are_mapped_to_others_are_said_to_have_no_meaning(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was read as it is, or refused as one that does not say of which year it is."""
    monkeypatch.setattr(ttfonts, "makeToUnicodeCMap", _mapped_wrong)
    path = tmp_path / "mapped.pdf"
    path.write_bytes(typeset.short_pdf())
    result = extract(path, data)
    assert result.exit_code == 2
    assert "its characters have no meaning on 1 pages" in result.output


def test_latin_text_has_a_meaning(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "english.pdf"
    canvas = Canvas(str(path))
    for at, font in enumerate(("Helvetica", "Courier", "Times-Bold", "ZapfDingbats", "Symbol")):
        canvas.setFont(font, 12)
        canvas.drawString(
            50, 700 - 20 * at, "Mind the WHOLE text: 100% (of it), & @ = + # © WWWW MMMM"
        )
    canvas.save()
    result = extract(path, data)
    assert "have no meaning" not in result.output


@needs_ocr
def test_characters_without_a_meaning_are_recognised_in_their_picture(
    meaningless: Path, data: Path
) -> None:
    report = extract_recognised(meaningless, data)
    printed = {"985.00", "1020.50", "970.20", "95.07", "505.00", "480.00", "465.20"}
    values = {str(value) for value in report.tables["budget"]["value"]}
    assert values <= printed
    assert len(values) > 3


def test_without_the_programs_one_line_names_the_packages(
    scanned: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(ocr, "rapid_installed", lambda: False)
    result = extract(scanned, data, "--ocr")
    assert result.exit_code == 2
    assert f"pip install --editable '{EXTRA}', or apt-get install {PACKAGES}" in result.output
    assert len(result.output.splitlines()) == 1


@needs_ocr
def test_a_scan_is_read_and_every_page_says_so(
    scanned: Path, data: Path, recognised: Recognised
) -> None:
    report = extract_recognised(scanned, data)
    assert report.document is not None
    if not rapid_installed():
        assert report.document.doubts == recognised.document.doubts  # kept with it
    printed = ["985.00", "1020.50", "970.20", "95.07", "505.00", "505.00", "480.00", "465.20"]
    values = [str(value) for value in report.tables["budget"]["value"]]
    unread = " ".join(report.about.get("unread", ()))
    # What was not read right is listed, and nothing is read that is not there.
    assert set(values) <= set(printed)
    assert all(value in values or value in unread.replace(",", "") for value in printed)
    assert len(values) >= 6
    for language, said in (
        ("en", "were recognised in pictures (OCR)"),
        ("zh", "由图像识别（OCR）得出"),
    ):
        assert said in cover(report, "budget", language).text
    review = scanned.parent / "outputs" / DEPARTMENT / "2022" / "evaluation" / "review.html"
    assert "recognised in a picture: figures may be wrong" in review.read_text("utf-8")


@dataclass(frozen=True)
class Seen:
    scan: bytes
    pages: dict[int, list[list[SeenCharacter]]]

    def document(self) -> Document:
        return read_pdf(self.scan, "scan.pdf", Limits(), [1], self.pages)


@pytest.fixture
def seen() -> Seen:
    """The short scan, read by rapidocr."""
    content = scan(typeset.short_pdf())
    return Seen(content, rapid_pages(content, [1], Limits(), "scan.pdf")[0])


@needs_rapid
def test_a_scan_is_read_without_programs_of_the_system(
    seen: Seen, tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    document = seen.document()
    document = replace(document, doubts=find_doubts(document, seen.scan, seen.pages))
    path = tmp_path / "printed.pdf"
    path.write_bytes(typeset.short_pdf())
    printed = extract_report(path, department=DEPARTMENT, year=2022, data=data)
    monkeypatch.setattr(extraction, "read_document", lambda *_, **__: document)
    counts = measure(printed, extract_report(path, department=DEPARTMENT, year=2022, data=data))
    assert counts["budget"]["right"] == counts["budget"].total() == 8
    assert counts["cells of indicators"]["right"] >= 11
    assert not [kind for own in counts.values() for kind in own if "neither" in kind]


@needs_rapid
def test_a_number_that_rapidocr_is_not_sure_of_is_listed_without_a_second_look(
    seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    for line in seen.pages[1]:
        text = "".join(character.text for character in line)
        if (at := text.find("970.20")) >= 0:
            line[at] = replace(line[at], confidence=55.0)
        if (at := text.find("1,020.50")) >= 0:
            line[at + 1] = replace(line[at + 1], text=".")
    doubts = find_doubts(seen.document(), seen.scan, seen.pages)
    assert {("970.20", "unsure"), ("1.020.50", "malformed")} <= {(d.read, d.reason) for d in doubts}


@needs_ocr
@needs_rapid
def test_numbers_on_which_two_programmes_differ_are_listed(seen: Seen) -> None:
    for line in seen.pages[1]:
        text = "".join(character.text for character in line)
        if (at := text.find("465.20")) >= 0:
            line[at] = replace(line[at], text="9")
    doubts = find_doubts(seen.document(), seen.scan, seen.pages)
    assert ("965.20", "differs", "465.20") in {(d.read, d.reason, d.other) for d in doubts}


def test_a_line_seen_through_several_cells_is_parted_by_them() -> None:
    """A finder of lines often takes two narrow cells for one line."""
    cells = tuple(
        GridBox(0, column, 1, 1, Box(50.0 * column, 0, 50.0 * column + 50, 20)) for column in (0, 1)
    )
    table = Lattice((0.0, 50.0, 100.0), (0.0, 20.0), cells)
    line = [
        SeenCharacter(text, Box(left, 5, left + 6, 15), 99.0)
        for text, left in (("1", 38.0), ("2", 44.0), ("3", 51.0))
    ]
    assert [
        word.text
        for word in seen_words([line], PictureTables(Straight(0.0, 300.0, 400.0), (table,)))
    ] == ["12", "3"]


@needs_ocr
def test_a_page_with_text_keeps_it(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "text.pdf"
    path.write_bytes(typeset.short_pdf())
    result = extract(path, data, "--ocr")
    assert result.exit_code == 0, result.output
    report = load_report(DEPARTMENT, 2022, tmp_path / "data")
    assert report.document is not None
    assert report.document.recognised == ()


@needs_ocr
def test_every_figure_of_a_scan_is_right_or_caught_or_listed(
    tmp_path: Path, data: Path, recognised: Recognised, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "printed.pdf"
    path.write_bytes(typeset.short_pdf())
    printed = extract_report(path, department=DEPARTMENT, year=2022, data=data)
    monkeypatch.setattr(extraction, "read_document", lambda *_, **__: recognised.document)
    counts = measure(printed, extract_report(path, department=DEPARTMENT, year=2022, data=data))
    assert counts["budget"].total() == 8
    assert counts["budget"]["right"] >= 6
    assert not [kind for own in counts.values() for kind in own if "neither" in kind]


@needs_ocr
def test_a_slip_of_the_first_look_is_listed(
    recognised: Recognised, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A digit lost, a digit changed, and a number taken for a sign."""
    slips = {"505.00": "50.00", "970.20": "979.20", "480.00": "（"}

    def slipped(text: str) -> str:
        for right in [right for right in slips if right in text]:
            text = text.replace(right, slips.pop(right))
        return plain_marks(text)

    monkeypatch.setattr(recognised_page, "plain_marks", slipped)
    wrong = read_pdf(recognised.layered, "scan.pdf", Limits(), [1])
    assert not slips
    doubts = find_doubts(wrong, recognised.scan)
    assert {("50.00", "differs"), ("979.20", "differs")} <= {(d.read, d.reason) for d in doubts}
    assert any(doubt.reason == "unseen" and doubt.other == "480.00" for doubt in doubts)


def test_few_pages_are_drawn_before_they_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages of a scan were drawn at once, 4 MB each."""
    pages, drawn, looked, most = range(1, 41), 0, 0, 0

    def pictures(_: bytes, document: Document) -> Iterator[Image.Image]:
        nonlocal drawn, most
        for _ in document.recognised:
            drawn += 1
            most = max(most, drawn - looked)
            yield Image.new("L", (20, 20), 255)

    def look(_: Image.Image) -> list[object]:
        nonlocal looked
        time.sleep(0.001)
        with lock:
            looked += 1
        return []

    lock = threading.Lock()
    monkeypatch.setattr(second_look, "_pictures", pictures)
    monkeypatch.setattr(second_look, "_second_look", look)
    monkeypatch.setattr(second_look, "cores", lambda: 2, raising=False)
    assert find_doubts(Document("scan.pdf", "", (), recognised=tuple(pages)), b"") == ()
    assert drawn == looked == len(pages)
    assert most <= 4


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("97.71%", None),
        ("97.719%", "odd_rate"),
        ("1009%", "odd_rate"),
        ("100%", None),
        ("7,307.73万元", None),
        ("7,30.73万元", "malformed"),
        ("7.307.73万元", "malformed"),
        ("2022年", None),
    ],
)
def test_a_number_without_the_form_of_one_is_odd(text: str, reason: str | None) -> None:
    assert odd_form(text, 0) == reason


def test_words_that_adjoin_are_one_number_as_sure_as_the_less_sure() -> None:
    table = """\
level block_num par_num line_num left top width height conf text
5 1 1 1 100 100 50 20 96.5 支出
5 1 1 1 160 100 50 20 91 7,307
5 1 1 1 210 100 30 20 62 .73
5 1 1 2 100 140 30 20 88 5
4 1 1 2 100 140 30 20 -1 0
""".replace(" ", "\t")
    assert [(n.text, n.confidence) for n in seen_numbers(table)] == [("7,307.73", 62), ("5", 88)]


@pytest.mark.parametrize(
    ("recognised", "plain"),
    [
        ("其中:", "其中："),
        ("14,884.55", "14,884.55"),
        ("万元,", "万元，"),
        ("(二)", "（二）"),
        ("12:30", "12:30"),
        ("|产出", "产出"),
    ],
)
def test_marks_are_made_plain_but_numbers_stay(recognised: str, plain: str) -> None:
    assert plain_marks(recognised) == plain


def test_a_picture_on_which_nothing_is_seen_has_no_lines() -> None:
    """The library gives an empty word there where else a line of words stands."""

    class Nothing:
        word_results = (("", 1.0, None),)

    assert list(rapid._lines(Nothing())) == []


TESSERACT = "#!/bin/sh\necho chi_sim\n"
# Writes where temporary files go, says so, and does not end by itself.
OCRMYPDF = (
    "#!/bin/sh\nmktemp -d > /dev/null\necho $$ > {said}.new\nmv {said}.new {said}\nexec sleep 600\n"
)


def test_what_a_killed_recogniser_left_is_removed_by_the_next_command(tmp_path: Path) -> None:
    """Whichever process is killed: the program ends with it, and its folders are swept."""
    said, temporary, programs = tmp_path / "said", tmp_path / "t", tmp_path / "bin"
    temporary.mkdir()
    programs.mkdir()
    for name, text in (("tesseract", TESSERACT), ("ocrmypdf", OCRMYPDF.format(said=said))):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    call = "from jixiao.source.ocr import recognise; from jixiao.source import Limits; "
    call += "recognise(b'', 'scan.pdf', [1], Limits())"
    environment = os.environ | {
        "TMPDIR": str(temporary),
        "PATH": f"{programs}:{os.environ['PATH']}",
    }
    process = subprocess.Popen([sys.executable, "-c", call], env=environment)
    try:
        assert until(lambda: said.exists() or process.poll() is not None, 60)
        recogniser = int(said.read_text())
        assert len(list(temporary.iterdir())) == 1, "one folder, with what the program writes in it"
    finally:
        process.kill()
        process.wait()
    gone = Path(f"/proc/{recogniser}")
    assert until(lambda: not gone.exists() or " Z " in (gone / "stat").read_text(), 20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(temporary))
        sweep_folders()
    assert list(temporary.iterdir()) == []
