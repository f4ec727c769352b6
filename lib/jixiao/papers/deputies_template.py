"""The template of the deputies' sheet that the workbook brings along; an office may use its own."""

from __future__ import annotations

import io
from functools import cache

from docx.shared import Pt

from ..base.language import Language
from ..labels import label
from .layout import HEAD, WIDTH, a4, add_row, looped, page_numbers, put, ruled

_MARGINS = (22, 18, 24, 24)  # millimetres: two pages hold it
_SIZE, _SMALL = 12.0, 10.0


@cache
def deputies_template(language: Language) -> bytes:
    """A .docx with the fields that `deputies.deputies_values` gives."""

    def word(key: str, **values: object) -> str:
        return label(f"papers.deputies.{key}", language, **values)

    document = a4(_MARGINS, _SIZE)
    page_numbers(document, 9)
    put(document, word("above"), centred=True, size=_SMALL)
    title = put(document, word("title", department="{{ department }}", year="{{ year }}"), "Title")
    title.paragraph_format.space_before = 0
    title.runs[0].font.size = Pt(16)
    put(document, "{{ lead }}", font=HEAD)
    put(document, word("given"), "Heading 2")
    table = ruled(document, [WIDTH + 6 - 82, 34, 48])
    add_row(table, [word("what"), word("amount"), word("where")], head=True, size=_SMALL)
    columns = [f"{{{{ one.{name} }}}}" for name in ("name", "amount", "place")]
    looped(table, "one in figures", columns, numbers=[1])
    put(document, word("why"), "Heading 2")
    _each(document, "one in reasons", "· {{ one }}")
    _if(document, "no_reason")
    put(document, word("promised"), "Heading 2")
    put(document, "{{ promises_lead }}")
    _each(document, "one in promises", "· {{ one }}")
    heading = put(document, "{{ questions_head }}", "Heading 2")
    heading.paragraph_format.page_break_before = True
    put(document, "{%p for one in questions %}")
    ask = put(document, "{{ one.number }}. {{ one.ask }}", font=HEAD, bold=True, size=_SIZE + 1)
    ask.paragraph_format.space_before = Pt(8)
    ask.paragraph_format.keep_with_next = True
    _if(document, "one.background")
    put(document, "{{ one.seen }}", size=_SIZE - 1)
    put(document, "{%p endfor %}")
    _if(document, "no_question")
    put(document, word("words"), "Heading 2")
    colon = label("audit.prose.colon", language)
    _each(document, "one in terms", f"{{{{ one.name }}}}{colon}{{{{ one.means }}}}", _SIZE - 1)
    source = put(document, "{{ source }} {{ unread }}", size=_SMALL)
    source.paragraph_format.space_before = Pt(8)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _each(document: object, loop: str, text: str, size: float | None = None) -> None:
    put(document, f"{{%p for {loop} %}}")
    put(document, text, size=size)
    put(document, "{%p endfor %}")


def _if(document: object, name: str) -> None:
    put(document, f"{{%p if {name} %}}")
    put(document, f"{{{{ {name} }}}}")
    put(document, "{%p endif %}")
