"""The words of a head that is set without upright lines: which lines of them are one name.

Words below words are one wrapped name or a group and its columns. Level rules between them tell;
where there are none, their distance does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .level_rows import FARTHEST, WRAPPED
from .painted import RuledLine
from .pieces import Piece, PieceLine

_CODE_PARTS = frozenset("类款项")
_UNDER = 0.5  # of the narrower of two words: so much of it must a rule cover that parts them


@dataclass
class HeadName:
    """Words one below the other that are one name, and the columns that it stands over."""

    pieces: list[Piece]
    first: int = -1
    last: int = -1
    above: HeadName | None = None
    is_group: bool = False

    @property
    def left(self) -> float:
        return min(piece.left for piece in self.pieces)

    @property
    def right(self) -> float:
        return max(piece.right for piece in self.pieces)

    @property
    def top(self) -> float:
        return min(piece.box.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece.box.bottom for piece in self.pieces)

    @property
    def centre(self) -> float:
        return (self.top + self.bottom) / 2

    def depth(self) -> int:
        return 1 + self.above.depth() if self.above else 1


@dataclass(frozen=True)
class Setting:
    """How a table is set: its level rules, the usual distance of its rows, the height of a line."""

    rules: Sequence[RuledLine]
    pitch: float
    height: float
    top: float = 0.0
    bottom: float = 0.0

    def is_whole(self, name: HeadName) -> bool:
        """Whether a name with none below stands in the middle of the head: it is of all its height."""
        middle = (self.top + self.bottom) / 2
        lower = self.bottom - name.bottom > 0.3 * self.height
        return not name.is_group and lower and abs(name.centre - middle) < 0.15 * self.height

    def parted(self, upper: Piece | HeadName, lower: Piece | HeadName) -> bool:
        """Whether a rule stands between two words, one below the other."""
        above, below = _box(upper), _box(lower)
        left, right = max(above[0], below[0]), min(above[1], below[1])
        if right <= left:
            left, right = min(above[:2], below[:2], key=lambda span: span[1] - span[0])[:2]
        return any(
            above[3] - 0.3 * self.height <= rule.at <= below[2] + 0.3 * self.height
            and min(right, rule.end) - max(left, rule.start) > _UNDER * (right - left)
            for rule in self.rules
        )


def _box(words: Piece | HeadName) -> tuple[float, float, float, float]:
    if isinstance(words, Piece):
        return words.left, words.right, words.box.top, words.box.bottom
    return words.left, words.right, words.top, words.bottom


def head_names(
    lines: Sequence[PieceLine], setting: Setting
) -> tuple[list[HeadName], list[HeadName]]:
    """(names with none below, from left to right; names over others, the lowest first)."""
    inner = _has_inner_rules(lines, setting)
    names: list[HeadName] = []
    groups: list[HeadName] = []
    for line in reversed(lines):
        for piece in line.pieces:
            over = [g for g in reversed(groups) if _over(piece, g)]
            below = [name for name in names if _over(piece, name)]
            near = over[0] if over else below[0] if len(below) == 1 else None
            if near is not None and _is_one(piece, near, setting, inner):
                near.pieces.insert(0, piece)
            elif below or over:
                groups.append(HeadName([piece]))
            else:
                names.append(HeadName([piece]))
    names.sort(key=lambda name: name.left)
    names = _spelled(names, setting.height)
    _take_groups(names, groups, setting)
    return names, sorted(groups, key=lambda group: -group.centre)


def _take_groups(names: list[HeadName], groups: list[HeadName], setting: Setting) -> None:
    """Names that stand above the gap between two others, which are the columns of a group."""
    slack = 0.1 * setting.height
    over = [
        index
        for index, name in enumerate(names)
        if 0 < index < len(names) - 1
        and name.bottom - min(names[index - 1].top, names[index + 1].top) <= slack
        and not setting.is_whole(name)
    ]
    lower = [name for index, name in enumerate(names) if index not in over]
    for index in reversed(over):
        level = 0.3 * setting.height
        if not any(abs(other.centre - names[index].centre) < level for other in lower):
            groups.append(names.pop(index))


def _has_inner_rules(lines: Sequence[PieceLine], setting: Setting) -> bool:
    """Whether rules part lines of the head: then words that none parts are one name."""
    return (
        any(lines[0].middle < rule.at < lines[-1].middle for rule in setting.rules)
        if lines
        else False
    )


def _over(piece: Piece, name: HeadName) -> bool:
    return min(piece.right, name.right) - max(piece.left, name.left) > 0


def _is_one(piece: Piece, name: HeadName, setting: Setting, inner: bool) -> bool:
    """Whether `piece` is the line above the first one of `name`."""
    first = name.pieces[0]
    step = first.box.top - piece.box.top
    if step < 0.2 * setting.height:  # in one line: two words of one name
        return False
    if inner:
        return not setting.parted(piece, first) and step < 2 * FARTHEST * setting.height
    return step < min(WRAPPED * setting.pitch, FARTHEST * setting.height)


def _spelled(names: list[HeadName], height: float) -> list[HeadName]:
    """Names of two characters that are set apart: 项　目, 合　计. 类 款 项 are three names, 类 款 two."""
    found: list[HeadName] = []
    single = [len(name.pieces) == 1 and len(name.pieces[0].text) == 1 for name in names]
    for index, name in enumerate(names):
        before = index > 0 and single[index - 1] and single[index]
        after = single[index + 1] if index + 1 < len(names) else False
        alone = not after and not (index > 1 and single[index - 2])
        codes = before and {found[-1].pieces[0].text, name.pieces[0].text} <= _CODE_PARTS
        if before and alone and not codes and name.left - found[-1].right < 2.6 * height:
            found[-1].pieces.append(name.pieces[0])
        else:
            found.append(name)
    return found
