"""Writes `lib/jixiao/report/syllables.txt` anew: `python tests/helpers/syllables_listed.py`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_normal

FILE = Path(__file__).resolve().parents[2] / "lib" / "jixiao" / "report" / "syllables.txt"
_WIDTH = 24  # pairs a line


def common_characters() -> Iterator[str]:
    """The characters of GB 2312, level 1."""
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            code = bytes([row, cell])
            if code < b"\xd7\xfa":  # where the level ends
                yield code.decode("gb2312")


def phrases() -> Iterator[tuple[str, list[str]]]:
    """Every phrase of pypinyin's dictionary, and its syllables without tones."""
    plain = cache(to_normal)
    for phrase, readings in PHRASES_DICT.items():
        yield phrase, [plain(own[0]) for own in readings]


def listed() -> str:
    """The text of the file."""
    alone = {character: lazy_pinyin(character)[0] for character in common_characters()}
    pairs = set()
    for phrase, read in phrases():
        for at, (character, syllable) in enumerate(zip(phrase, read, strict=False)):
            if alone.get(character, syllable) != syllable:
                pairs |= {phrase[at - 1 : at + 1]} if at else {phrase[:2]}
    pairs = {pair for pair in pairs if set(pair) <= set(alone)}
    of_syllable: dict[str, str] = {}
    for character, syllable in alone.items():
        of_syllable[syllable] = of_syllable.get(syllable, "") + character
    first = "".join(f"{syllable} {own}\n" for syllable, own in sorted(of_syllable.items()))
    ordered = sorted(pairs)
    lines = [ordered[at : at + _WIDTH] for at in range(0, len(ordered), _WIDTH)]
    return first + "\n" + "".join(" ".join(line) + "\n" for line in lines)


if __name__ == "__main__":
    FILE.write_text(listed(), "utf-8")
