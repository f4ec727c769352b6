"""What a drawn chart shows: its texts, and whether they can be read."""

from __future__ import annotations

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from jixiao.charts.chart import Chart


def texts_of(chart: Chart) -> list[Text]:
    texts = [*chart.figure.texts, *(text for ax in chart.figure.axes for text in ax.texts)]
    return [text for text in texts if text.get_text().strip()]


def unreadable(chart: Chart) -> list[str]:
    """The texts that leave the figure, and those that lie on another."""
    renderer = FigureCanvasAgg(chart.figure).get_renderer()
    whole = chart.figure.bbox
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts_of(chart)]
    found = [
        f"{words!r} is clipped"
        for words, box in boxes
        if box.x0 < 0 or box.y0 < 0 or box.x1 > whole.width or box.y1 > whole.height
    ]
    for (words, box), (others, other) in combinations(boxes, 2):
        across = min(box.x1, other.x1) - max(box.x0, other.x0)
        down = min(box.y1, other.y1) - max(box.y0, other.y0)
        if across >= 1 and down >= 4:
            found.append(f"{words!r} on {others!r}")
    return found
