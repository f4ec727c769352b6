"""Pages of a PDF that are pictures, or that another program has recognised: `extract` says what `--ocr` does."""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from jixiao.cli.commands import main

FONT = "Noto Sans SC"
TEXT = [
    "某区民政局2024年部门预算",
    "收入预算情况说明",
    "2024年收入预算100.00万元，比2023年年初预算数90.00万元增加10.00万元。",
]


def written(canvas: Canvas, mode: int) -> None:
    text = canvas.beginText(72, 700)
    text.setFont(FONT, 12)
    text.setTextRenderMode(mode)
    for line in TEXT:
        text.textLine(line)
    canvas.drawText(text)
    canvas.showPage()


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (600, 850), 255)), 0, 0, 595, 842)


def blank_picture(canvas: Canvas) -> None:
    picture(canvas)
    canvas.showPage()


def layered(canvas: Canvas) -> None:
    picture(canvas)
    written(canvas, 3)


def plain(canvas: Canvas) -> None:
    written(canvas, 0)


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ([plain], []),
        (
            [plain, blank_picture, blank_picture, plain, blank_picture],
            ["nothing read of p. 2–3, 5 (pictures, or text without meaning): --ocr reads them"],
        ),
        ([layered], ["p. 1: as another program recognised them; --ocr recognises them anew"]),
    ],
)
def test_what_is_a_picture_or_was_recognised_is_said(
    pages: list[Callable[[Canvas], None]], said: list[str], tmp_path: Path
) -> None:
    registerFont(TTFont(FONT, str(resources.files("zhplot") / "fonts" / "NotoSansSC-Regular.ttf")))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for page in pages:
        page(canvas)
    canvas.save()
    (tmp_path / "budget.pdf").write_bytes(out.getvalue())
    (tmp_path / "data").mkdir()
    result = CliRunner().invoke(
        main, ["extract", str(tmp_path / "budget.pdf"), "--data", str(tmp_path / "data")]
    )
    assert result.exit_code == 0, result.output
    assert [line for line in result.stdout.splitlines() if "--ocr" in line] == said
