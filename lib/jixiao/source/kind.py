"""What a file is, told from its content; its name is not believed."""

from __future__ import annotations

import io
import re
import zipfile

from ..base.errors import SourceError
from .delimited import DELIMITERS, delimiter_of
from .encoding import decode

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8", b"BM")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|div|p)[\s>]", re.IGNORECASE | re.ASCII
)
_MAIL_HEADER = re.compile(
    rb"(?:mime-version|content-type|from|snapshot-content-location|date|subject)\s*:", re.IGNORECASE
)
_SAVED_PAGE = re.compile(
    rb"^content-type\s*:\s*(?:multipart/related|text/html)", re.IGNORECASE | re.MULTILINE
)
_START = 4096
# A whole office document in one XML file: of Word, of a spreadsheet, of OpenDocument.
_ONE_XML = re.compile(
    r"<pkg:package[\s>]|<w:wordDocument[\s>]|<office:document[\s>]"
    r"|<(?:\w+:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet"
)
_TABLE = 4_000_000  # bytes: a table as text is no longer
_WIDE = 0.02
# What a part of a packed file, or a stream of an old one, tells.
_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd"}
_OLD_WORKBOOK = ("Workbook", "Book")
_OTHER_PACKED = {
    "xl/workbook.bin": "source.xlsb",
    "ppt/presentation.xml": "source.slides",
    "content.xml": "source.opendocument",
}


def file_kind(content: bytes, where: object) -> str:
    """`pdf`, `docx`, `xlsx`, `xls`, `ofd`, `mhtml` (a web page saved as one file), `html`, `csv` or `text`.

    Raises SourceError, with what to do, for a picture, an old or encrypted Word file, an office
    document saved as XML, and a packed file that is none of these.
    """
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(content, where)
    if content.startswith(_OLE):
        return _old(content, where)
    if content.startswith(_RTF):
        raise SourceError("source.rtf", where=where)
    if content.startswith(_PICTURES) and b"\0" in content[:_START]:
        raise SourceError("source.picture", where=where)
    start = content[:_START]
    if _MAIL_HEADER.match(start.lstrip()) and _SAVED_PAGE.search(start):
        return "mhtml"
    wide = start.count(0) > _WIDE * len(start)  # UTF-16, in which other bytes may look like markup
    encodings = ("utf-16-le", "utf-16-be") if wide else ("latin-1",)
    texts = [start.decode(encoding, "ignore") for encoding in encodings]
    if any("<?xml" in text and _ONE_XML.search(text) for text in texts):
        raise SourceError("source.one_xml", where=where)
    if any(map(_MARKUP.search, texts)):
        return "html"
    few = content[:_TABLE]
    if any(mark.encode() in few for mark in DELIMITERS) and len(content) <= _TABLE:
        return "csv" if delimiter_of(decode(content, where)) else "text"
    return "text"


def _packed(content: bytes, where: object) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise SourceError("source.damaged_package", where=where, reason=error) from error
    for name in names:  # word/document2.xml is what some services name the text
        if kind := _PARTS.get(re.sub(r"\d+(?=\.xml$)", "", name)):
            return kind
    for part, what in _OTHER_PACKED.items():
        if part in names:
            raise SourceError(what, where=where)
    raise SourceError("source.other_package", where=where)


def _old(content: bytes, where: object) -> str:
    """An old office file: its streams are named in UTF-16."""
    if any(f"{name}\0".encode("utf-16-le") in content for name in _OLD_WORKBOOK):
        return "xls"
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise SourceError("source.office_password", where=where)
    raise SourceError("source.old_word", where=where)
