"""Mutated reports: each gives tables that the audit can work on, or a `ReportError`.

`python tests/helpers/fuzz.py [HOW_MANY] [SEED]` prints what came of them, and every failure with the seed
that makes it again; with FUZZ_FORMATS=new only of the formats beside the first report's text, with
FUZZ_JOBS=1 one at a time. How far it is is said to stderr. A failure is a traceback, a hang, a line of an
error of more than `LONGEST` characters, something written though the file is refused, a number that is in
no place of the ledger, or a figure out of its place.
"""

from __future__ import annotations

import csv
import email.policy
import io
import os
import random
import re
import signal
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import made_ofd
import made_reports
import typeset
from accounts_made import as_pdf, make_accounts
from accounts_typeset import as_docx, as_html
from traps_made import boxed, with_parts

from jixiao.audit import audit_report
from jixiao.base.errors import Place, ReportError
from jixiao.check import notes
from jixiao.check.numbers import numbers
from jixiao.extract.extraction import extract_report
from jixiao.publish.review import review_page
from jixiao.report import report_files
from jixiao.source import Limits, draw_pages

ROOT = Path(__file__).resolve().parents[2]
DEPARTMENT, YEAR = "panyu-data-bureau", 2022
SECONDS = 60  # of processor time; more is a hang: an undisturbed report takes less than one
WAITING = (
    900  # seconds after which a process that computes nothing is one, however busy the machine
)
KINDS = {"text": 62, "pdf": 13, "docx": 5, "html": 8}  # and how many of a hundred
KINDS |= {"accounts pdf": 2, "accounts docx": 3, "accounts html": 7}
KINDS |= {"made docx": 8, "made html": 8, "mhtml": 6, "xlsx": 8, "xls": 6, "ofd": 8, "csv": 5}
LONGEST = 300  # characters of a line that refuses a file
PACKED = ("made docx", "xlsx", "ofd")
MADE_YEAR = 2023  # of the reports in `made_reports`
LIMITS = Limits(megabytes=8, pages=60, seconds=40, memory=1500)


def drop_lines(lines: list[str], chance: random.Random) -> list[str]:
    start = chance.randrange(len(lines))
    return lines[:start] + lines[start + chance.choice([1, 1, 3, 30, 300]) :]


def double_lines(lines: list[str], chance: random.Random) -> list[str]:
    start = chance.randrange(len(lines))
    part = lines[start : start + chance.choice([1, 3, 30, 300])]
    return lines[:start] + part + lines[start:]


def shuffle_lines(lines: list[str], chance: random.Random) -> list[str]:
    start = chance.randrange(len(lines))
    end = start + chance.choice([3, 30, 300])
    part = lines[start:end]
    chance.shuffle(part)
    return lines[:start] + part + lines[end:]


def truncate(lines: list[str], chance: random.Random) -> list[str]:
    return lines[: chance.randrange(len(lines))]


def replace_digits(lines: list[str], chance: random.Random) -> list[str]:
    rate = chance.choice([0.002, 0.02, 0.5])
    drawn = "0123456789,.%-１２９０ 万元"

    def changed(character: str) -> str:
        return chance.choice(drawn) if chance.random() < rate else character

    return ["".join(changed(c) if c.isdigit() else c for c in line) for line in lines]


def replace_characters(lines: list[str], chance: random.Random) -> list[str]:
    drawn = "\0\u200b\ufeff\u2028\x0b\x1b。，：；（）()“”《》万元%年第0.-−\t\U0001f600<>&\"'="
    out = list(lines)
    for _ in range(chance.choice([1, 10, 200])):
        at = chance.randrange(len(out))
        if out[at]:
            place = chance.randrange(len(out[at]))
            out[at] = out[at][:place] + chance.choice(drawn) + out[at][place + 1 :]
    return out


def join_lines(lines: list[str], chance: random.Random) -> list[str]:
    start = chance.randrange(len(lines))
    end = start + chance.choice([2, 10, 400])
    return [*lines[:start], " ".join(lines[start:end]), *lines[end:]]


def blank_lines(lines: list[str], chance: random.Random) -> list[str]:
    keep = chance.random() < 0.5
    if keep:
        return [line for line in lines if line.strip() or chance.random() < 0.3]
    return [
        part for line in lines for part in ([line, "", "\f"] if chance.random() < 0.02 else [line])
    ]


def swap_words(lines: list[str], chance: random.Random) -> list[str]:
    words = [
        "支出",
        "预算",
        "万元",
        "完成",
        "任务",
        "产出",
        "指标",
        "标准：",
        "其中",
        "收入",
        "年初",
        "数量",
    ]
    one, other = chance.sample(words, 2)
    return [line.replace(one, other) if chance.random() < 0.3 else line for line in lines]


TEXT_MUTATIONS = [
    drop_lines,
    double_lines,
    shuffle_lines,
    truncate,
    replace_digits,
    replace_characters,
    join_lines,
    blank_lines,
    swap_words,
]


def break_encoding(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8")
    target = chance.choice(["gb18030", "utf-16", "utf-16-le", "utf-8", "big5"])
    return flip_bytes(text.encode(target, "replace"), chance)


def flip_bytes(content: bytes, chance: random.Random) -> bytes:
    out = bytearray(content)
    for _ in range(chance.choice([1, 3, 30, 1000])):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut_bytes(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.choice([1, 100, len(content)]) :]


@cache
def original(kind: str) -> bytes:
    """The first report as text; a short one and final accounts in the other formats."""
    if kind == "text":
        return (ROOT / "data" / DEPARTMENT / str(YEAR) / "evaluation" / "report.txt").read_bytes()
    writers: dict[str, Callable[[], bytes]] = {
        "pdf": typeset.short_pdf,
        "docx": typeset.short_docx,
        "html": typeset.short_html,
        "accounts pdf": lambda: as_pdf(make_accounts(YEAR)),
        "accounts docx": lambda: as_docx(make_accounts(YEAR)),
        "accounts html": lambda: as_html(make_accounts(YEAR)),
        "made docx": lambda: made_reports.as_docx(_styled(), change=_boxed),
        "made html": lambda: made_reports.as_html(_styled()),
        "mhtml": lambda: saved_page(made_reports.as_html(_styled())),
        "xlsx": lambda: boxed(made_reports.as_xlsx(_styled()), "9,999.99"),
        "xls": lambda: (ROOT / "tests" / "cases" / "xls01_report.xls").read_bytes(),
        "ofd": _ofd,
        "csv": _csv,
    }
    return writers[kind]()


def _styled() -> made_reports.Text:
    """The sentence of the budget, with runs that are no part of its figures."""
    return [
        f"{MADE_YEAR}年部门年初预算9,862.40万元，全年实际支出",
        ("9,999.99", "struck"),
        "10,231.58",
        ("1", "raised"),
        "万元，预算执行率92.45%。",
    ]


def _boxed(document: Any) -> None:
    """A table in a cell, a page head and a digit moved by hand, for a Word file to be broken in."""
    moved = document.tables[0].cell(1, 3).paragraphs[0].add_run("1")
    moved._r.get_or_add_rPr().append(made_reports.element("position", val="3"))
    cell = document.tables[0].cell(1, 4)
    cell.add_table(1, 2).cell(0, 1).text = "另1宗"
    document.sections[0].header.paragraphs[0].text = "单位：万元"


OFD_NAMED = "<ofd:DocumentRes>Res.xml</ofd:DocumentRes><ofd:Annotations>Notes.xml</ofd:Annotations>"
OFD_PARTS = {
    "Doc_0/Res.xml": f"<ofd:Res {made_ofd.NAMESPACE}><ofd:DrawParam ID='5'><ofd:FillColor Value='255 255 255'/>"
    "</ofd:DrawParam><ofd:CompositeGraphicUnit ID='9'><ofd:Content><ofd:TextObject ID='1' Boundary='0 0 20 4' "
    "Size='3'><ofd:TextCode X='0' Y='3'>10,231.58</ofd:TextCode></ofd:TextObject></ofd:Content>"
    "</ofd:CompositeGraphicUnit></ofd:Res>",
    "Doc_0/Notes.xml": f"<ofd:Annotations {made_ofd.NAMESPACE}><ofd:Page PageID='1'><ofd:FileLoc>Note.xml</ofd:FileLoc>"
    "</ofd:Page></ofd:Annotations>",
    "Doc_0/Note.xml": f"<ofd:PageAnnot {made_ofd.NAMESPACE}><ofd:Annot ID='7' Type='Stamp'><ofd:Appearance Boundary="
    "'72 162 30 5'><ofd:TextObject ID='1' Boundary='0 0 20 4' Size='3'><ofd:TextCode X='0' Y='3'>11宗</ofd:TextCode>"
    "</ofd:TextObject></ofd:Appearance></ofd:Annot></ofd:PageAnnot>",
}


def _ofd() -> bytes:
    lines = [*made_reports.BEFORE, "年初预算9,862.40万元，全年实际支出10,231.58万元。"]
    page = "".join(made_ofd.text(20, 20 + 8 * row, line) for row, line in enumerate(lines))
    rules = [made_ofd.rule(20, y, 120, y) for y in (150, 160, 170)]
    rules += [made_ofd.rule(x, 150, x, 170) for x in (20, 70, 120)]
    words = [made_ofd.text(22, 158, "年度指标值"), made_ofd.text(72, 158, "实际完成值")]
    drawn = '<ofd:CompositeObject ID="8" Boundary="22 165 20 4" ResourceID="9"/>'
    wave = (
        '<ofd:PathObject ID="7" Boundary="22 60 30 2"><ofd:AbbreviatedData>'
        "M 0 1 B 1 0 2 2 30 1</ofd:AbbreviatedData></ofd:PathObject>"
    )
    content = page + drawn + wave + "".join([*rules, *words])
    whole = made_ofd.as_ofd([content] * 2, made_ofd.text(20, 10, "页眉"))
    return with_parts(whole, OFD_PARTS, "<ofd:CommonData>", "<ofd:CommonData>" + OFD_NAMED)


def _csv() -> bytes:
    """The tables of final accounts as Excel of a Chinese Windows writes them."""
    made = make_accounts(MADE_YEAR)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([f"{made.name}{MADE_YEAR}年度部门决算"])
    for title, unit, rows in made.tables:
        writer.writerows([[title], [f"单位：{unit}"]])
        writer.writerows([["" if cell in (None, "^") else cell for cell in row] for row in rows])
        writer.writerow([])
    return out.getvalue().encode("gb18030")


def saved_page(page: bytes) -> bytes:
    """A web page as one file, as browsers save it."""
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["Snapshot-Content-Location"] = "http://www.example.invalid/a.html"
    mail.set_content(page, "text", "html", cte="quoted-printable")
    mail.make_related()
    mail.add_related(b".x{display:none}", "text", "css", cte="base64")
    return mail.as_bytes()


def break_part(content: bytes, chance: random.Random) -> bytes:
    """A packed file, still whole, with one of its parts broken or gone."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice([part for part in parts if part.endswith((".xml", ".rels"))])
    text = parts[name].decode("utf-8", "replace")
    change = chance.choice(["swap", "cut", "double", "numbers", "drop"])
    tags = [match.span() for match in re.finditer(r"<[^>]*>", text)]
    if change == "drop":
        del parts[name]
    elif change == "numbers":
        drawn = ["0", "-1", "999999999", "1e9", "x", "", "4294967296"]
        text = re.sub(
            r'="\d+"',
            lambda m: f'="{chance.choice(drawn)}"' if chance.random() < 0.05 else m[0],
            text,
        )
    elif tags:
        start, end = chance.choice(tags)
        other = text[slice(*chance.choice(tags))]
        middle = {"swap": other, "cut": "", "double": text[start:end] * chance.choice([2, 300])}
        text = text[:start] + middle[change] + text[end:]
    if name in parts:
        parts[name] = text.encode("utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part, bytes_of in parts.items():
            package.writestr(part, bytes_of)
    return out.getvalue()


def mutated(number: int) -> tuple[str, bytes]:
    """The name of what was done, and the bytes of the mutated file."""
    chance = random.Random(number)
    kinds = {k: n for k, n in KINDS.items() if k != "text" or not os.environ.get("FUZZ_FORMATS")}
    kind = chance.choices(list(kinds), list(kinds.values()))[0]
    content = original(kind)
    if kind == "text" and chance.random() < 0.85:
        lines = content.decode("utf-8").split("\n")
        done = chance.choices(TEXT_MUTATIONS, k=chance.choice([1, 1, 2, 4]))
        for change in done:
            lines = change(lines, chance) or [""]
        return "+".join(c.__name__ for c in done), "\n".join(lines).encode("utf-8", "replace")
    if kind in PACKED and chance.random() < 0.7:
        return f"{kind} break_part", break_part(content, chance)
    if kind == "csv" and chance.random() < 0.6:
        done = [chance.choice([replace_digits, replace_characters, swap_words, join_lines])]
        lines = done[0](content.decode("gb18030").split("\n"), chance)
        return f"{kind} {done[0].__name__}", "\n".join(lines).encode("gb18030", "replace")
    if kind.endswith("html") and chance.random() < 0.6:
        done = [chance.choice([replace_digits, replace_characters, swap_words])]
        lines = done[0](content.decode("utf-8").split("\n"), chance)
        return f"{kind} {done[0].__name__}", "\n".join(lines).encode("utf-8", "replace")
    changes = [flip_bytes, cut_bytes] + (
        [break_encoding] if kind.endswith(("text", "html")) else []
    )
    change = chance.choice(changes)
    return f"{kind} {change.__name__}", change(content, chance)


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    def ended(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} seconds")

    before = {kind: signal.signal(kind, ended) for kind in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(WAITING)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        for kind, handler in before.items():
            signal.signal(kind, handler)


def outcome(number: int) -> tuple[int, str, str]:
    """(number, what was done, "tables", "refused" or the failure)."""
    done, content = mutated(number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_bytes(content)
        try:
            with no_longer_than(SECONDS):
                made = done.startswith(("made", "mhtml", "xls", "ofd", "csv"))
                result = try_file(path, MADE_YEAR if made else YEAR)
                assert result != "refused" or os.listdir(folder) == [path.name]
                return number, done, result
        except Exception:
            return number, done, traceback.format_exc()


def try_file(path: Path, year: int = YEAR) -> str:
    """Reads, checks, writes and audits the file; raises AssertionError for a figure out of place."""
    try:
        report = extract_report(
            path, department=DEPARTMENT, year=year, data=ROOT / "data", limits=LIMITS
        )
    except ReportError as error:
        if "\n" in str(error) or len(str(error).replace(str(path), path.name)) > LONGEST:
            raise AssertionError(f"more than a line: {error}") from None
        if "--max-seconds" in str(error):
            raise AssertionError(f"took all the time that it may: {error}") from None
        return "refused"
    assert report.document is not None
    for name in ("budget", "outcomes", "statements"):
        for row in report.tables[name].to_dict("records") if name in report.tables else ():
            if row["page"] is not None:
                assert report.document.holds(row["quote"], Place(row["page"], row["line"])), row
                printed, quote = ("".join(row[k].split()) for k in ("printed", "quote"))
                assert printed in quote, row
    placed = numbers(report)
    assert len({(n.line, n.start) for n in placed}) == len(placed)
    report_files(report)
    list(notes(report))
    audit_report(report)
    review_page(report, "en", {}, draw_pages(path, LIMITS))
    return "tables"


def main() -> int:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    counts: Counter[str] = Counter()
    failures = 0
    with ProcessPoolExecutor(int(os.environ.get("FUZZ_JOBS", "0")) or None) as pool:
        for number, done, result in pool.map(outcome, range(seed, seed + many), chunksize=8):
            if counts.total() % 50 == 49:
                print(f"{counts.total() + 1} of {many}", file=sys.stderr, flush=True)
            counts[result if result in ("tables", "refused") else "failed"] += 1
            if result not in ("tables", "refused"):
                failures += 1
                print(f"failed: {number} ({done})\n{result}")
    print(", ".join(f"{what} {count}" for what, count in sorted(counts.items())))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
