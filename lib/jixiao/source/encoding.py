"""Bytes → text: a byte-order mark decides, else strict UTF-8, UTF-16, GB18030, in that order.

A label inside a page is not believed. A damaged byte or two do not make a text unreadable: they
become U+FFFD, and no number that touches one is a figure. Big5 is told apart and refused, for in
GB18030 it would decode to other characters.
"""

from __future__ import annotations

from ..base.errors import SourceError

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DAMAGED = 0.005  # the share of characters that may be unreadable
_FEWEST = 2  # characters that may be, however short the text is
_READABLE = 0.8  # the share of a text's characters that are usual ones in the right encoding
_SAMPLE = 200_000  # bytes that are looked at to compare encodings


def decode(content: bytes, where: object) -> str:
    """The text of `content`.

    Raises SourceError if it is no text, or one in Big5.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = content.decode(encoding, "replace")
            if _sound(text):
                return text
            raise _no_text(where)
    strict = _strict(content, "utf-8")
    if strict is not None and "\0" not in strict:
        return strict
    if b"\0" in content:
        return _utf_16(content, where)
    if _sound(text := content.decode("utf-8", "replace")):
        return text
    text = content.decode("gb18030", "replace")
    sample = content[:_SAMPLE]
    if _usual(text[:_SAMPLE]) < _READABLE and _usual(sample.decode("big5", "replace")) > _READABLE:
        raise SourceError("source.big5", where=where)
    if _sound(text):
        return text
    raise _no_text(where)


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf_16(content: bytes, where: object) -> str:
    """UTF-16 without a mark: of its two byte orders the one that gives usual characters."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = content.decode(encoding, "replace")
        if _sound(text) and _usual(text[:_SAMPLE]) > _READABLE:
            return text
    raise _no_text(where)


def _sound(text: str) -> bool:
    """Whether next to all characters of a text could be read."""
    unreadable = text.count("\ufffd") + 10 * text.count("\0")
    return unreadable <= max(_FEWEST, _DAMAGED * len(text))


def _usual(text: str) -> float:
    """The share of characters that Chinese documents use: those of GB 2312 or Big5's usual ones.

    ASCII characters count where there are no others: markup is the same in every encoding.
    """
    characters = [character for character in text if not character.isspace()]
    others = [character for character in characters if not character.isascii()]
    counted = others or characters
    return sum(map(_is_usual, counted)) / len(counted) if counted else 0.0


def _is_usual(character: str) -> bool:
    if character.isascii():
        return character.isprintable()
    for encoding, last in (("gb2312", 0xF7), ("big5", 0xC6)):
        try:
            if character.encode(encoding)[0] <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False


def _no_text(where: object) -> SourceError:
    return SourceError("source.not_text", where=where)
