"""What a file is, told from its content; its name is not believed."""

from __future__ import annotations

import io
import re
import zipfile

from ..base.errors import SourceError

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8", b"BM")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|p)[\s>]", re.IGNORECASE)


def file_kind(content: bytes, where: object) -> str:
    """`pdf`, `docx`, `html` or `text`.

    Raises SourceError, with what to do, for a spreadsheet, a picture, an old or encrypted Word
    file, and a packed file that is no Word file.
    """
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(content, where)
    if content.startswith(_OLE):
        raise SourceError(
            "is an old Word file, or one with a password",
            where=where,
            remedy="open it in a word processor and save it as .docx without a password",
        )
    if content.startswith(_RTF):
        raise SourceError("is RTF", where=where, remedy="save it as .docx")
    if content.startswith(_PICTURES) and b"\0" in content[:4096]:
        raise SourceError(
            "is a picture", where=where, remedy="put the pages into one PDF and use --ocr"
        )
    # Markup is ASCII; in UTF-16 every other byte is 0.
    start = content[:4096].replace(b"\0", b"")
    return "html" if _MARKUP.search(start) else "text"


def _packed(content: bytes, where: object) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise SourceError(
            f"is a damaged packed file ({error})", where=where, remedy="download it again"
        ) from error
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        raise SourceError(
            "is a spreadsheet", where=where, remedy="bring its tables in with jixiao new"
        )
    raise SourceError(
        "is a packed file, but no Word file", where=where, remedy="unpack it, give the report in it"
    )
