"""OFD files (GB/T 33190), made up: pages of texts and rules."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, words: str, size: float = 4, more: str = "", code: str = "") -> str:
    """Words whose baseline begins at x, y (millimetres)."""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - size} 150 {size * 1.3}" Font="3" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" {code}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    box = f"{min(x0, x1)} {min(y0, y1)} {abs(x1 - x0) + 0.1} {abs(y1 - y0) + 0.1}"
    at = f"M 0 0 L {x1 - x0} {y1 - y0}"
    return (
        f'<ofd:PathObject ID="2" Boundary="{box}"><ofd:AbbreviatedData>{at}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )


def as_ofd(pages: Sequence[str], template: str = "") -> bytes:
    names = [f"Pages/Page_{number}/Content.xml" for number in range(len(pages))]
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="{n}"/>' for i, n in enumerate(names, start=1))
    below = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/0.xml"/>' if template else ""
    used = '<ofd:Template TemplateID="9"/>' if template else ""
    parts = {
        "OFD.xml": f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{below}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for name, content in zip(names, pages, strict=True):
        parts[f"Doc_0/{name}"] = (
            f"<ofd:Page {NAMESPACE}>{used}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    if template:
        parts["Doc_0/Tpls/0.xml"] = (
            f"<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer>{template}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()
