"""Pages in every language with their spreadsheets and papers, as one file to send: what `jixiao pack`
writes.

A page alone is whole, but its other language and the index are files of their own: in a pack they
lie beside it as they do in the outputs folder, so that every link between them leads somewhere.
A pack of some reports has no index, which shows all; links to what is not in it are left out of its
pages, and their words stay.
"""

from __future__ import annotations

import os
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from ..base.errors import RequestError
from ..storage.files import written_whole

PACKED = (".html", ".xlsx", ".docx")
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows: the same pages, the same bytes
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def pack(outputs: Path, wanted: Sequence[str], target: Path) -> int:
    """Write the pages of `wanted` ("department" or "department/year"; all if empty) to the zip
    `target`; returns how many files it holds.

    Raises RequestError where there are none, OutputError where it cannot be written.
    """
    found: set[str] = set()
    root = outputs.resolve()
    for name in wanted or [""]:
        folder = (root / name).resolve()
        is_there = folder.is_relative_to(root) and folder.is_dir()
        pages = set(_packed_in(folder, root)) if is_there else set()
        if not pages:
            raise RequestError("publish.no_pages", where=outputs / name)
        found |= pages
    with written_whole(target) as file, zipfile.ZipFile(file, "w") as packed:
        for name in sorted(found):
            _add(packed, root, name, found if wanted else ())
    return len(found)


def _packed_in(folder: Path, root: Path) -> Iterator[str]:
    """What is packed of `folder`, as it is called in `root`. Names are text: there may be very many."""
    for path, _, names in os.walk(folder):
        where = Path(path).relative_to(root).as_posix()
        for name in names:
            if posixpath.splitext(name)[1] in PACKED:
                yield posixpath.normpath(f"{where}/{name}")


def _add(packed: zipfile.ZipFile, root: Path, name: str, names: Collection[str]) -> None:
    """Put the file `name` into the pack; with `names`, its links lead to no other files."""
    content = (root / name).read_bytes()
    if names and name.endswith(".html"):
        content = without_links(content.decode("utf-8"), name, names).encode("utf-8")
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    packed.writestr(entry, content)


def without_links(page: str, name: str, names: Collection[str]) -> str:
    """The page `name` without its links to files that are not in `names`; their words stay."""
    from ..frame.page_pass import (  # lxml: not for a request that names no page
        page_text,
        parse_page,
    )

    tree = parse_page(page)
    for link in list(tree.iter("a")):
        href = link.get("href", "").partition("#")[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(href)))
        if not href or _ADDRESS.match(href) or target in names:
            continue
        if link.get("class") == "brand":  # as a page has it that has no index
            link.tag = "span"
            link.attrib.pop("href")
        else:
            link.drop_tag()
    return page_text(tree)
