"""The runs of a paragraph in a Word file, one after another: text, breaks and boxes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from docx.oxml.ns import qn

from .document import AsideReason
from .docx_styles import RunStyles
from .line import UNREADABLE
from .marks import Level
from .red_figures import is_amount

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NOT_TEXT = {qn(f"w:{name}") for name in ("instrText", "pPr", "rPr", "rt", "delInstrText")}
_DRAWN_AROUND = {f"{_MATH}rad": ("√", ""), f"{_MATH}d": ("(", ")")}  # without their signs a figure
_DELETED = {qn("w:del"), qn("w:moveFrom")}
_PLAIN = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:noBreakHyphen"): "-"}
# Characters of the fonts Symbol and Wingdings that stand in forms, by the low byte of their code.
_SYMBOL = {0x25: "%", 0x2B: "+", 0x2D: "-", 0xA3: "≤", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB9: "≠"}
_WINGDINGS = {
    0x52: "☑",
    0xFE: "☑",
    0xFD: "☒",
    0x54: "☒",
    0xA8: "☐",
    0x6F: "☐",
    0xFC: "✓",
    0x50: "✓",
}
_DIGIT = re.compile(r"\d")
_CALCULATED = re.compile(r"\s*(?:=|EQ\b)", re.IGNORECASE)  # fields that show what they say


@dataclass(frozen=True)
class Piece:
    """A part of a paragraph: text, or a break of line or page."""

    kind: Literal["text", "line", "page", "rendered page"]
    text: str = ""
    level: Level | None = None
    aside: AsideReason | None = None
    size: float | None = None
    rise: float = 0.0


class Runs:
    """Reads paragraphs; `boxes` are the boxes of text that the last one anchors."""

    def __init__(self, styles: RunStyles) -> None:
        self._styles = styles
        self.boxes: list[Any] = []

    def pieces(self, paragraph: Any) -> list[Piece]:
        """The pieces of a paragraph, in order, without the instructions of its fields."""
        self.boxes = []
        out: list[Piece] = []
        instructions: list[int] = []  # of open fields: where in `out` their instruction begins
        says: list[str | None] = []  # of each: its instruction; None once its result has begun
        for found in self._walk(paragraph, None, None, None):
            if isinstance(found, Piece):
                out.append(found)
            elif found.tag == qn("w:instrText"):
                if says and says[-1] is not None:
                    says[-1] += found.text or ""
            elif found.get(qn("w:fldCharType")) == "begin":
                instructions.append(len(out))
                says.append("")
                if (control := _form_control(found)) is not None:
                    out.append(Piece("text", control))
                    instructions[-1] = len(out)
            elif instructions and found.get(qn("w:fldCharType")) == "separate":
                del out[instructions[-1] :]
                says[-1] = None
            elif instructions and found.get(qn("w:fldCharType")) == "end":
                instructions.pop()
                if _CALCULATED.match(says.pop() or ""):
                    out.append(Piece("text", UNREADABLE))  # worked out or set where it is shown
        return out

    def _walk(
        self, element: Any, run: Any, aside: AsideReason | None, level: Level | None
    ) -> Iterator[Any]:
        """Pieces, and the characters that begin, part and end fields as their elements."""
        for child in element:
            tag = child.tag
            if tag == qn("w:instrText"):
                yield child
            if tag in _NOT_TEXT or not isinstance(tag, str):
                continue
            if tag == qn("w:txbxContent"):
                self.boxes.append(child)
            elif tag == f"{_MARKUP}AlternateContent":
                chosen = child.find(f"{_MARKUP}Choice")
                chosen = child.find(f"{_MARKUP}Fallback") if chosen is None else chosen
                if chosen is not None:
                    yield from self._walk(chosen, run, aside, level)
            elif tag == qn("w:r"):
                why = aside or self._styles.reason(child)
                mark = "raised" if _marks_note(child) else self._styles.level(child)
                yield from self._walk(child, child, why, mark)
            elif tag in _DELETED:
                yield from self._walk(child, run, "struck", level)
            elif tag == qn("w:fldChar"):
                yield child
            elif tag == f"{_MATH}f":
                yield from self._fraction(child, run, aside)
            elif tag in _DRAWN_AROUND:
                before, after = _DRAWN_AROUND[tag]
                yield Piece("text", before, None, aside)
                yield from self._walk(child, run, aside, level)
                yield Piece("text", after, None, aside)
            elif tag in (f"{_MATH}sup", f"{_MATH}sub"):
                raised: Level = "raised" if tag == f"{_MATH}sup" else "lowered"
                yield from self._walk(child, run, aside, raised)
            elif (text := _text(child)) is not None:
                size = self._styles.size(run) if run is not None else None
                rise = self._styles.rise(run) if run is not None else 0.0
                if run is not None and self._styles.misdrawn(run):
                    text = _DIGIT.sub(UNREADABLE, text)
                if run is not None and is_amount(text) and self._styles.warns(run):
                    text = UNREADABLE + text.lstrip()
                yield Piece("text", text, level, aside, size, rise)
            elif (kind := _break(child)) is not None:
                yield Piece(kind)
            else:
                yield from self._walk(child, run, aside, level)

    def _fraction(self, element: Any, run: Any, aside: AsideReason | None) -> Iterator[Any]:
        for index, part in enumerate(element.iterchildren(f"{_MATH}num", f"{_MATH}den")):
            if index:
                yield Piece("text", "/", None, aside)
            yield from self._walk(part, run, aside, None)


def _text(element: Any) -> str | None:
    if element.tag in (qn("w:t"), qn("w:delText"), f"{_MATH}t"):
        return element.text or ""
    if element.tag == qn("w:sym"):
        try:
            code = int(element.get(qn("w:char"), ""), 16) & 0xFF
        except ValueError:
            return UNREADABLE
        wingdings = element.get(qn("w:font"), "").lower().startswith("wingdings")
        return (_WINGDINGS if wingdings else _SYMBOL).get(code, UNREADABLE)
    return _PLAIN.get(element.tag)


def _break(element: Any) -> Literal["line", "page", "rendered page"] | None:
    if element.tag == qn("w:lastRenderedPageBreak"):
        return "rendered page"
    if element.tag == qn("w:cr"):
        return "line"
    if element.tag == qn("w:br"):
        return "page" if element.get(qn("w:type")) == "page" else "line"
    return None


def _marks_note(run: Any) -> bool:
    """Whether the text of a run is the mark of a note, given by hand in place of its number."""
    return any(
        note.get(qn("w:customMarkFollows"), "0").lower() in ("1", "true", "on")
        for note in run.iterchildren(qn("w:footnoteReference"), qn("w:endnoteReference"))
    )


def _form_control(begin: Any) -> str | None:
    """What a box to tick or a list to choose from shows; None for other fields."""
    data = begin.find(qn("w:ffData"))
    if data is None:
        return None
    if (box := data.find(qn("w:checkBox"))) is not None:
        for name in ("w:checked", "w:default"):
            if (state := box.find(qn(name))) is not None:
                return "☐" if state.get(qn("w:val"), "1") in ("0", "false", "off") else "☑"
        return "☐"
    if (choices := data.find(qn("w:ddList"))) is not None:
        entries = [entry.get(qn("w:val"), "") for entry in choices.iter(qn("w:listEntry"))]
        result = choices.find(qn("w:result"))
        chosen = result.get(qn("w:val"), "0") if result is not None else "0"
        index = int(chosen) if chosen.isascii() and chosen.isdigit() else 0
        return entries[index] if index < len(entries) else ""
    return None
