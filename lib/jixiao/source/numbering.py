"""Automatic numbering in Word files: what is printed before a paragraph, e.g. 一、 （二） 3."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

_DIGITS = "零一二三四五六七八九"
_CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting"}
_CHINESE |= {"taiwaneseCountingThousand", "ideographDigital"}


class Numbering:
    """Counts the numbered paragraphs of a document as they come."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], tuple[int, str, str]] = {}
        self._styles = document.styles.element
        self._counts: dict[str, dict[int, int]] = {}
        try:
            part = document.part.numbering_part
        except (KeyError, NotImplementedError):
            return
        # Where the package does not say what the part is, it is bytes to the library.
        root = parse_xml(part.blob) if getattr(part, "element", None) is None else part.element
        abstract = {
            item.get(qn("w:abstractNumId")): item for item in root.iter(qn("w:abstractNum"))
        }
        for num in root.iter(qn("w:num")):
            target = num.find(qn("w:abstractNumId"))
            definition = abstract.get(target.get(qn("w:val"))) if target is not None else None
            if definition is not None:
                self._read_levels(num.get(qn("w:numId")), definition)

    def _read_levels(self, num: str, definition: Any) -> None:
        for level in definition.iter(qn("w:lvl")):
            start, form, text = (
                _value(level, name) for name in ("w:start", "w:numFmt", "w:lvlText")
            )
            key = (num, _integer(level.get(qn("w:ilvl")), 0))
            self._levels[key] = (_integer(start, 1), form or "decimal", text or "")

    def label(self, paragraph: Any) -> str:
        """What the numbering prints before `paragraph`; the count goes on by one."""
        num, level = self._numbered(paragraph)
        if num is None or (num, level) not in self._levels:
            return ""
        start, form, text = self._levels[num, level]
        if form in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(num, {})
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        for at in range(level + 1):
            first, shape, _ = self._levels.get((num, at), (1, "decimal", ""))
            text = text.replace(f"%{at + 1}", _printed(counts.get(at, first), shape))
        return text

    def _numbered(self, paragraph: Any) -> tuple[str | None, int]:
        """The list and level of a paragraph, from itself or from its style."""
        properties = paragraph.find(qn("w:pPr"))
        for _ in range(12):  # styles are based on others; a circle ends here
            if properties is None:
                return None, 0
            if (numbered := properties.find(qn("w:numPr"))) is not None:
                num, level = _value(numbered, "w:numId"), _value(numbered, "w:ilvl")
                return (None if num == "0" else num), _integer(level, 0)
            style = _value(properties, "w:pStyle")
            entry = self._style(style) if style else self._base_of(properties)
            properties = entry.find(qn("w:pPr")) if entry is not None else None
        return None, 0

    def _style(self, id: str | None) -> Any:
        styles = self._styles.iterchildren(qn("w:style"))
        return next((style for style in styles if style.get(qn("w:styleId")) == id), None)

    def _base_of(self, properties: Any) -> Any:
        style = properties.getparent()
        base = _value(style, "w:basedOn") if style is not None else None
        return self._style(base) if base else None


def _value(parent: Any, name: str) -> str | None:
    child = parent.find(qn(name))
    value: str | None = None if child is None else child.get(qn("w:val"))
    return value


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


def _printed(number: int, form: str) -> str:
    if form in _CHINESE:
        return chinese(number)
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + number - 1)
    return str(number)


def chinese(number: int) -> str:
    """A number below 100 in Chinese, e.g. 12 → 十二; digits above."""
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
