"""A text that is far too long for a report is refused in a line; `test_long_lines.py` counts the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.base.errors import Place, SourceError
from jixiao.source import Passage, read_text


@pytest.mark.parametrize(
    ("text", "said"),
    [("1\n" * 200_002, "lines, more than the limit of 200,000"), ("1" * 4_000_001, "characters")],
)
def test_a_text_far_longer_than_a_report_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError, match=said):
        read_text(path)


def test_a_passage_is_told_from_others_without_counting_its_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A rule that keeps each passage once hashed the place of every character: half of an audit."""
    passages = [Passage("十个字" * 1000, tuple(Place(1, n) for n in range(3000))) for _ in range(3)]
    hashed: list[Place] = []
    plain = Place.__hash__
    monkeypatch.setattr(Place, "__hash__", lambda place: hashed.append(place) or plain(place))  # type: ignore[func-returns-value]
    assert len(dict.fromkeys(passages)) == 1
    assert len(hashed) <= 3
