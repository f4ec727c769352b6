"""The report's own words around a place, as HTML: every line with its number, the passage marked.

Report text is escaped; it is never markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ..base.errors import Place
from ..base.language import Language
from ..frame.text import Prose
from ..labels import label
from ..report import Report
from ..source import Document

_AROUND = 2  # printed lines shown before and after a passage


def nothing(language: Language) -> Prose:
    """That there is nothing to quote."""
    words = label("explore.quote.none", language)
    return Prose(f"<p>{escape(words)}</p>", words)


def passage(report: Report, line: int, line_end: int, language: Language) -> Prose:
    """The lines from `line` to `line_end` of the report and the printed ones around them.

    Where the text is not on file, it says so.
    """
    if report.document is None:
        words = label("explore.quote.no_text", language)
        return Prose(f"<p>{escape(words)}</p>", words)
    printed = [text for text in report.document.lines if not text.blank]
    inside = [at for at, text in enumerate(printed) if line <= text.number <= line_end]
    if not inside:
        return nothing(language)
    shown = printed[max(0, inside[0] - _AROUND) : inside[-1] + 1 + _AROUND]
    page = printed[inside[0]].page
    head = label("page.place", language, page=page, line=line)
    rows, lines = [], [head]
    for text in shown:
        marked = line <= text.number <= line_end
        words = escape(text.text.strip())
        cell = f"<mark>{words}</mark>" if marked else words
        rows.append(f"<tr><th scope='row'>{text.number}</th><td>{cell}</td></tr>")
        lines.append(f"{'>' if marked else ' '} {text.number} {text.text.strip()}")
    html = (
        f"<figure class='jixiao-quote'><figcaption>{escape(head)}</figcaption>"
        f"<table>{''.join(rows)}</table></figure>"
    )
    return Prose(html, "\n".join(lines))


def last_line(document: Document, place: Place, words: str) -> int:
    """The line where `words`, white space aside, end that begin on the line at `place`; that line
    where they do not stand there.
    """
    wanted, text = "".join(words.split()), ""
    first = len("".join(document.lines[place.line - 1].text.split()))
    for line in document.lines[place.line - 1 :]:
        text += "".join(line.text.split())
        at = text.find(wanted)
        if 0 <= at < first:
            return line.number
        if len(text) >= first + len(wanted):
            break
    return place.line


def passages(report: Report, quotes: Sequence[tuple[Place, str]], language: Language) -> Prose:
    """Several passages side by side, each from its place to the line where its words end."""
    lines: dict[tuple[int, int], None] = {}  # of figures on one line the line is shown once
    for place, words in quotes:
        end = last_line(report.document, place, words) if report.document else place.line
        lines[place.line, end] = None
    several = [passage(report, first, last, language) for first, last in lines]
    if not several:
        return nothing(language)
    html = "".join(f"<div class='jixiao-side'>{quote.html}</div>" for quote in several)
    return Prose(
        f"<div class='jixiao-sides'>{html}</div>", "\n".join(quote.text for quote in several)
    )


def published(title: str, path: str, printed: str, language: Language) -> Prose:
    """A figure that a web page states, with the page's title and its address as text."""
    words = label("explore.quote.published", language, printed=printed, title=title)
    html = f"<p>{escape(words)}</p><p><code>{escape(path)}</code></p>"
    return Prose(html, f"{words}\n{path}")
