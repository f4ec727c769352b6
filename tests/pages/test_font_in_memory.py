"""Pictures are drawn with the house font from memory; what carries the font's file still has it."""

from __future__ import annotations

import io
from contextlib import nullcontext

import pytest
from matplotlib import font_manager

from jixiao.base.font_file import font_file
from jixiao.charts import font_in_memory, picture
from jixiao.charts.style import new_figure, use_fonts, write


def drawn() -> bytes:
    figure, ax = new_figure(1.0)
    write(ax, 0.1, 0.5, "绩效 Aa 12.5 % \u0e01")  # the last is not in the font
    return picture.to_png(figure)


@pytest.mark.filterwarnings("ignore:Glyph")
def test_a_chart_is_the_same_with_its_font_from_memory_as_from_its_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    font_in_memory._opened.cache_clear()
    from_memory = drawn()
    assert font_in_memory._opened.cache_info().misses
    monkeypatch.setattr(picture, "font_from_memory", nullcontext)
    assert drawn() == from_memory


def test_after_a_picture_a_chart_can_be_saved_with_its_font() -> None:
    figure, ax = new_figure(1.0)
    write(ax, 0.1, 0.5, "绩效 Aa")
    picture.to_png(figure)
    assert font_manager.get_font(str(font_file())).fname == str(font_file())
    saved = io.BytesIO()
    figure.savefig(saved, format="pdf")
    assert use_fonts().replace(" ", "").encode() in saved.getvalue()


def test_a_picture_that_fails_leaves_the_font_as_it_was() -> None:
    own = font_manager._get_font  # type: ignore[attr-defined]
    with pytest.raises(KeyError), font_in_memory.font_from_memory():
        raise KeyError
    assert font_manager._get_font is own  # type: ignore[attr-defined]


def test_with_a_matplotlib_that_opens_its_fonts_elsewhere_the_font_comes_from_its_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = font_manager._get_font  # type: ignore[attr-defined]
    monkeypatch.setattr(font_in_memory, "_open", None)
    with font_in_memory.font_from_memory():
        assert font_manager._get_font is own  # type: ignore[attr-defined]
