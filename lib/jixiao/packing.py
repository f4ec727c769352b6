"""Pages in every language with their spreadsheets, as one file to send: what `jixiao pack` writes.

A page alone is whole, but its other language and the index are files of their own: in a pack they
lie beside it as they do in the outputs folder, so that every link between them leads somewhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from .errors import RequestError
from .files import write_file

PACKED = (".html", ".xlsx")
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows: the same pages, the same bytes


def pack(outputs: Path, wanted: Sequence[str], target: Path) -> int:
    """Write the pages of `wanted` ("department" or "department/year"; all if empty) to the zip
    `target`; returns how many files it holds.

    Raises RequestError where there are none, OutputError where it cannot be written.
    """
    found, root = [], outputs.resolve()
    for name in wanted or [""]:
        folder = (root / name).resolve()
        inside = folder.is_relative_to(root) and folder.is_dir()
        pages = [p for p in folder.rglob("*") if p.suffix in PACKED] if inside else []
        if not pages:
            raise RequestError(
                "holds no pages", where=outputs / name, remedy="make them with jixiao report"
            )
        found += pages
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        names = sorted({page.relative_to(root).as_posix() for page in found})
        for name in names:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, (root / name).read_bytes())
    write_file(target, content.getvalue())
    return len(names)
