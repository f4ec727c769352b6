"""The template of working papers that the workbook brings along; an office may use its own."""

from __future__ import annotations

import io
from functools import cache

from ..base.language import Language
from ..labels import label
from .layout import a4, add_row, form, looped, named, page_numbers, put, ruled

_SMALL = 10.5
# Widths of columns, in millimetres: a word of English is not broken, Chinese is anywhere.
_LISTED: dict[Language, list[int]] = {"zh": [13, 80, 24, 14, 25], "en": [13, 69, 29, 20, 25]}
_ASKED: dict[Language, list[int]] = {
    "zh": [12, 34, 46, 18, 36, 10],
    "en": [12, 31, 36, 26, 32, 19],
}


@cache
def working_template(language: Language) -> bytes:
    """A .docx with the fields that `working.working_values` gives."""

    def word(key: str) -> str:
        return label(f"papers.working.{key}", language)

    document = a4()
    page_numbers(document)
    put(document, word("title"), "Title")
    table = form(document)
    named(table, word("department"), "{{ department }}")
    named(table, word("year"), "{{ year }}")
    _lines(named(table, word("documents"), ""), "documents")
    _lines(named(table, word("whole"), ""), "money")
    cell = named(table, word("counts"), "{{ counts }}")
    _where(cell, "only")
    put(document, word("note"), size=_SMALL)
    put(document, word("ledger"), "Heading 2")
    columns = ["document", "figures", "cells", "asides", "unread", "share"]
    numbers = ruled(document, [36, 22, 24, 32, 20, 22])
    add_row(numbers, [word(f"ledger_{name}") for name in columns], head=True, size=_SMALL)
    looped(
        numbers,
        "line in ledger",
        [f"{{{{ line.{name} }}}}" for name in columns],
        _SMALL,
        range(1, 6),
    )
    put(document, word("ledger_note"), size=_SMALL)
    signed = form(document)
    for name in ("checked_by", "reviewed_by"):
        named(signed, word(name), word("date"), height=9)
    _break(put(document, ""))
    put(document, word("list"), "Heading 1")
    columns = ["number", "message", "nature", "severity", "amount"]
    heads = ["number", "finding", "kind", "severity", "amount"]
    listed = ruled(document, _LISTED[language])
    add_row(listed, [word(name) for name in heads], head=True, size=_SMALL)
    looped(listed, "one in findings", [f"{{{{ one.{name} }}}}" for name in columns], _SMALL, [4])
    put(document, "{%p for one in findings %}")
    heading = put(document, label("papers.working.paper", language, number="{{ one.number }}"))
    heading.style = "Heading 1"
    heading.paragraph_format.page_break_before = True
    _paper(document, language)
    put(document, "{%p endfor %}")
    heading = put(document, word("evidence"), "Heading 1")
    heading.paragraph_format.page_break_before = True
    put(document, "{%p if evidence %}")
    put(document, word("evidence_note"), size=_SMALL)
    asked = ruled(document, _ASKED[language])
    heads = ["number", "indicator", "target", "why", "ask", "received"]
    add_row(asked, [word(name) for name in heads], head=True, size=_SMALL)
    cells = [
        "{{ one.number }}",
        word("asked").format(name="{{ one.indicator }}", place="{{ one.place }}"),
    ]
    cells += [f"{{{{ one.{name} }}}}" for name in ("result", "why", "ask")]
    looped(asked, "one in evidence", [*cells, "□"], _SMALL)
    put(document, "{%p else %}")
    put(document, word("evidence_none"))
    put(document, "{%p endif %}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paper(document: object, language: Language) -> None:
    """The form of one finding: what was found, where it stands, and room for both sides."""

    def word(key: str) -> str:
        return label(f"papers.working.{key}", language)

    table = form(document)
    named(table, word("kind"), "{{ one.kinds }}")
    named(table, word("amount_name"), "{{ one.amount_said }}")
    named(table, word("said"), "{{ one.message }}")
    cell = named(table, word("source"), "{%p for passage in one.passages %}")
    colon = label("audit.prose.colon", language)
    put(cell, f"{{{{ passage.place }}}}{colon}{{{{ passage.quote }}}}")
    _where(cell, "passage.picture")
    put(cell, "{%p endfor %}")
    _where(cell, "one.more")
    named(table, word("recomputed"), "{{ one.recomputed }}")
    cell = named(table, word("rule"), "{{ one.rule }}")
    _lines(cell, "one.grounds", first=False)
    put(cell, word("local"))
    named(table, word("answer"), "", height=26)
    named(table, word("conclusion"), "", height=22)
    named(table, word("signed"), word("signed_said"), height=10)


def _lines(cell: object, name: str, *, first: bool = True) -> None:
    """A paragraph for each of a list of texts."""
    put(cell, f"{{%p for each in {name} %}}", first=first)
    put(cell, "{{ each }}")
    put(cell, "{%p endfor %}")


def _where(cell: object, name: str) -> None:
    """A paragraph only where there is something in it."""
    put(cell, f"{{%p if {name} %}}")
    put(cell, f"{{{{ {name} }}}}")
    put(cell, "{%p endif %}")


def _break(paragraph: object) -> None:
    from docx.enum.text import WD_BREAK

    paragraph.add_run().add_break(WD_BREAK.PAGE)  # type: ignore[attr-defined]
