"""The drawing of a chart for phones: the same numbers, nothing clipped, nothing over another."""

from __future__ import annotations

import base64
from decimal import Decimal as D

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from jixiao.charts.chart import NARROW, Chart
from jixiao.charts.narrow import WIDTH, Bar, narrow_bars
from jixiao.charts.stairs import narrow_stairs
from jixiao.charts.style import new_figure

LONG = "国有资本经营预算安排的解决历史遗留问题及改革成本支出其他各项补助"


def overlapping(figure: Figure) -> list[str]:
    """Texts that leave the picture or lie on another."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    drawn = [t for t in figure.findobj(Text) if t.get_text()]
    boxes = [text.get_window_extent() for text in drawn]
    whole = figure.bbox
    found = [
        text.get_text()
        for text, box in zip(drawn, boxes, strict=True)
        if box.x0 < whole.x0 - 1 or box.x1 > whole.x1 + 1 or box.y0 < whole.y0 - 1
    ]
    for at, one in enumerate(boxes):
        for other in range(at + 1, len(boxes)):
            two = boxes[other]
            wide = min(one.x1, two.x1) - max(one.x0, two.x0)
            tall = min(one.y1, two.y1) - max(one.y0, two.y0)
            if wide > 1 and tall > 3:
                found.append(f"{drawn[at].get_text()} / {drawn[other].get_text()}")
    return found


@pytest.mark.parametrize("value", ["0", "0.01", "2000000.00", "-320.55"])
@pytest.mark.parametrize(
    "name", ["甲", LONG, "Occupational annuity contributions of agencies and units"]
)
def test_bars_of_any_size_and_name_fit_a_phone(value: str, name: str) -> None:
    number = f"{D(value):,.2f}"
    bars = [
        Bar(name, number, [(0, float(value), "#0072b2", "")]),
        Bar("b", "1.00", [(0, 1, "#9aa5ae", "")]),
    ]
    key = [("#0072b2", "Not assessable"), ("#9aa5ae", "Contradicted"), ("#00845d", "Unsupported")]
    figure = narrow_bars(
        bars, "Source: the department's document, p. 3–4, 7–18, 20–26", mark=100, key=key
    )
    assert figure.get_figwidth() == WIDTH
    assert overlapping(figure) == []
    assert number in [text.get_text() for text in figure.findobj(Text)]


def test_steps_of_a_waterfall_stand_where_the_one_before_ended() -> None:
    steps = pd.DataFrame(
        [
            ("opening", "total", D(10), D(0), D(10), 1),
            ("income", "change", D(90), D(10), D(100), 1),
            ("spent", "change", D(-120), D(100), D(-20), 2),
        ],
        columns=["step", "kind", "amount_wan", "start_wan", "end_wan", "page"],
        dtype=object,
    )
    figure = narrow_stairs(steps, "en", "Source")
    assert overlapping(figure) == []
    bars = [patch.get_x() for patch in figure.axes[0].patches]
    assert bars[2] < bars[0] < bars[1]


def test_a_chart_carries_both_drawings() -> None:
    wide, _ = new_figure(2)
    chart = Chart(
        wide,
        "One.",
        pd.DataFrame(),
        None,
        narrow_bars([Bar("a", "1", [(0, 1, "#0072b2", "")])], "s"),
    )
    data, _ = chart._repr_mimebundle_()
    narrow = data[NARROW]
    assert isinstance(narrow, dict)
    assert base64.b64decode(narrow["png"]).startswith(b"\x89PNG")
    assert narrow["width"] == round(WIDTH * 100)
