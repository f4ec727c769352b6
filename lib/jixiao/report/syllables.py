"""The syllables of a Chinese name, without tones: 财政局 → cai, zheng, ju.

pypinyin knows them; its dictionaries of phrases take a twentieth of the time in which a document is
read. So `syllables.txt` holds what it gives for each of the 3,755 common characters alone
(GB 2312, level 1), and below it every pair of them that stands in a phrase of its dictionary where
one is read otherwise (会计, 重庆). A name with such a pair, or another character, is pypinyin's.
The file is written by `tests/helpers/syllables_listed.py` from pypinyin 0.55 (MIT licence).
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import pairwise


def syllables(name: str) -> list[str]:
    """The syllables of `name`; what is no Chinese character stays as it is, in one piece."""
    alone, read_otherwise = _listed()
    if common(name) and read_otherwise.isdisjoint(map("".join, pairwise(name))):
        return [alone[character] for character in name]
    from pypinyin import lazy_pinyin

    found: list[str] = lazy_pinyin(name, errors=lambda other: other)
    return found


def common(name: str) -> bool:
    """Whether every character of `name` is one of the 3,755."""
    return all(character in _listed()[0] for character in name)


@cache
def _listed() -> tuple[dict[str, str], frozenset[str]]:
    """Character → its syllable where it stands alone; the pairs in which one is read otherwise."""
    text = (resources.files(__package__) / "syllables.txt").read_text("utf-8")
    alone, pairs = text.split("\n\n")
    lines = map(str.split, alone.splitlines())
    return {c: syllable for syllable, own in lines for c in own}, frozenset(pairs.split())
