"""A template of Word and what goes into it → the bytes of a .docx.

Fields of a template are those of Jinja: {{ department }}. A template may come from anywhere, so it
is filled in by Jinja's sandbox, and a field that there is none of is an error, never a blank. Text
goes in as text: docxtpl escapes it, and what it holds of braces is not looked at again.
Source: docxtpl (LGPL-2.1-only), python-docx (MIT).
"""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError

from ..base.errors import RequestError
from ..base.memory import is_of_memory
from ..source import Limits
from ..source.limits import read_bytes
from ..source.packages import check_package

_EPOCH = datetime.datetime(2000, 1, 1)  # the same report gives the same bytes
_ZIP_EPOCH = (2000, 1, 1, 0, 0, 0)
# What the libraries raise on a package that is damaged, and what a field may raise: 1 / 0.
_OF_A_TEMPLATE = (
    OpcError,
    LxmlError,
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
)
_MACROS = ("vbaProject.bin", "vbaData.xml")


@dataclass(frozen=True)
class Picture:
    """A PNG that stands in a line of text, `width` millimetres wide."""

    png: bytes
    width: float


def read_template(path: Path) -> bytes:
    """The bytes of an office's own template.

    Raises SourceError for a file that cannot be read or would unpack to too much, RequestError for
    one that is no .docx or has macros.
    """
    content = read_bytes(path, Limits())
    try:
        names = check_package(content, path.name, Limits()).namelist()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError) as error:
        raise RequestError("papers.no_template", where=path) from error
    if "word/document.xml" not in names:
        raise RequestError("papers.no_template", where=path)
    if any(name.rpartition("/")[2] in _MACROS for name in names):
        raise RequestError("papers.macros", where=path)
    return content


def filled_in(
    template: bytes, values: Mapping[str, Any], where: object, title: str, notice: str = ""
) -> bytes:
    """`template` with `values`: text, numbers, `Picture`, and lists and mappings of them.

    `where`: the template's name in messages; `title`: of the document's properties; `notice`: what
    stands above every page.
    Raises RequestError, naming the field, for a field that there is none of, and for a template
    that is none.
    """
    try:
        document = DocxTemplate(io.BytesIO(template))
        fields = {name: _value(value, document) for name, value in values.items()}
        # What comes of loops and conditions is checked as Word will read it.
        document.render(fields, _environment(), autoescape=True)
        properties = document.docx.core_properties
        properties.title, properties.author, properties.comments = title[:255], "", ""
        properties.created = properties.modified = _EPOCH
        if notice:
            _put_above(document.docx, notice)
        out = io.BytesIO()
        document.save(out)
    except (UndefinedError, SecurityError) as error:
        raise RequestError("papers.unknown_field", where=where, field=str(error)) from error
    except TemplateError as error:
        raise RequestError("papers.wrong_field", where=where, reason=str(error)) from error
    except _OF_A_TEMPLATE as error:
        if is_of_memory(error):
            raise MemoryError from error
        reason = f"{type(error).__name__}: {error}"
        raise RequestError("papers.wrong_template", where=where, reason=reason) from error
    return _same_bytes(out.getvalue())


def _put_above(document: Any, notice: str) -> None:
    """`notice` above every page, also the first and the even ones, and what stands there already."""
    even = document.settings.odd_and_even_pages_header_footer
    for number, section in enumerate(document.sections):
        headers = [section.header]
        headers += [section.first_page_header] * section.different_first_page_header_footer
        headers += [section.even_page_header] * even
        for header in headers:
            if number and header.is_linked_to_previous:
                continue
            header.is_linked_to_previous = False
            words = header.paragraphs[0].insert_paragraph_before()
            words.alignment = WD_ALIGN_PARAGRAPH.CENTER
            words.add_run(notice).bold = True


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    del environment.filters["safe"]  # words of a report would be markup
    return environment


def _value(value: Any, document: DocxTemplate) -> Any:
    if isinstance(value, Picture):
        return InlineImage(document, io.BytesIO(value.png), width=Mm(value.width))
    if isinstance(value, Mapping):
        return {name: _value(own, document) for name, own in value.items()}
    if isinstance(value, list | tuple):
        return [_value(own, document) for own in value]
    return value


def _same_bytes(package: bytes) -> bytes:
    """The same package with one date on all its files."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
