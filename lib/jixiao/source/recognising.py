"""The pages of a PDF whose characters can only be recognised in their pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from .document import Document
from .limits import Limits
from .ocr import recognise
from .pdf import read_pdf
from .rapid import rapid_installed, rapid_pages
from .second_look import find_doubts
from .turns import turns_by_tesseract, with_turns


def read_recognised(
    content: bytes, name: str, limits: Limits, pages: Sequence[int], with_text: bool
) -> Document:
    """A PDF of which `pages` (from 1) are recognised, with what is in doubt of them. A page that lies
    on its side or upside down is turned first. `with_text`: as in `ocr.recognise`.

    Raises SourceError, and RequestError where the programs to recognise are not installed.
    """
    seen = None
    if rapid_installed():
        seen, turns = rapid_pages(content, pages, limits, name)
        upright = with_turns(content, turns) if turns else content
        document = read_pdf(upright, name, limits, pages, seen)
    else:
        turns = turns_by_tesseract(content, pages)
        upright = with_turns(content, turns) if turns else content
        layered = recognise(upright, name, pages, limits, with_text=with_text)
        document = read_pdf(layered, name, limits, pages)
    document = replace(document, doubts=find_doubts(document, upright, seen))
    layouts = {
        number: replace(page, turned=(page.turned + turns.get(number, 0)) % 4)
        for number, page in document.layouts.items()
    }
    return replace(document, sha256=hashlib.sha256(content).hexdigest(), layouts=layouts)
