"""The template of the deputies' sheet that the workbook brings along; an office may use its own."""

from __future__ import annotations

import io

from ..base.language import Language
from ..labels import label
from .layout import HEAD, WIDTH, a4, add_row, looped, page_numbers, put, ruled

_MARGINS = (22, 18, 24, 24)  # millimetres: two pages hold it
_SIZE, _SMALL = 11.0, 9.5


def deputies_template(language: Language) -> bytes:
    """A .docx with the fields that `deputies.deputies_values` gives."""

    def word(key: str, **values: object) -> str:
        return label(f"papers.deputies.{key}", language, **values)

    document = a4(_MARGINS, _SIZE)
    page_numbers(document, 9)
    put(document, word("above"), centred=True, size=_SMALL)
    title = put(document, word("title", department="{{ department }}", year="{{ year }}"), "Title")
    title.paragraph_format.space_before = 0
    put(document, "{{ lead }}", font=HEAD)
    put(document, word("given"), "Heading 2")
    wide = WIDTH + 6
    table = ruled(document, [wide - 82, 34, 48])
    add_row(table, [word("what"), word("amount"), word("where")], head=True, size=_SMALL)
    looped(table, "one in figures", [f"{{{{ one.{n} }}}}" for n in ("name", "amount", "place")])
    put(document, word("why"), "Heading 2")
    _each(document, "one in reasons", "· {{ one }}")
    _if(document, "no_reason")
    put(document, word("promised"), "Heading 2")
    put(document, "{{ promises_lead }}")
    _each(document, "one in promises", "· {{ one }}")
    put(document, "{{ questions_head }}", "Heading 2")
    put(document, "{%p for one in questions %}")
    put(document, "{{ one.number }}. {{ one.ask }}", font=HEAD)
    _if(document, "one.background")
    put(document, "{{ one.seen }}", size=_SMALL)
    put(document, "{%p endfor %}")
    put(document, "{%p if not questions %}")
    put(document, word("questions_none"))
    put(document, "{%p endif %}")
    put(document, word("words"), "Heading 2")
    _each(document, "one in terms", "{{ one.name }}: {{ one.means }}" if language == "en" else "{{ one.name }}：{{ one.means }}", _SMALL)
    put(document, "{{ source }} {{ unread }}", size=_SMALL)
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
