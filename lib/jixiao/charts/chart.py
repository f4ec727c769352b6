"""A drawn chart: a picture with the alt text that states its numbers, and those numbers."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from .style import WIDTH

PIXELS_PER_INCH = 100  # on a page; the picture holds twice as many


@dataclass(frozen=True)
class Chart:
    """A matplotlib `figure`, its `alt` text, and the `data` that it draws.

    In a notebook it shows as a PNG that carries the alt text, and as that text where pictures
    cannot be shown, so that a change of a number is a change of text.
    """

    figure: Figure
    alt: str
    data: pd.DataFrame

    def png(self) -> bytes:
        """The picture; the same bytes for the same figure."""
        buffer = io.BytesIO()
        FigureCanvasAgg(self.figure).print_png(
            buffer, metadata={"Software": None}, pil_kwargs={"optimize": False}
        )
        return buffer.getvalue()

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, dict[str, object]]]:
        picture = base64.b64encode(self.png()).decode("ascii")
        width = round(WIDTH * PIXELS_PER_INCH)
        height = round(self.figure.get_figheight() * PIXELS_PER_INCH)
        data = {"image/png": picture, "text/plain": self.alt}
        return data, {"image/png": {"alt": self.alt, "width": width, "height": height}}
