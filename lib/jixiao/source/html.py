"""A web page → `Document`: the article as lines, its tables as cells.

The encoding is told from the bytes, not from the label in the page. The article is the innermost
part that holds most of the page's text; menus around it are left out. What a reader of the page
does not see is set aside. Nothing is fetched and no script is run. Uses lxml.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from lxml import etree, html
from lxml.html import HtmlElement

from ..base.errors import SourceError
from .displayed_tables import name_tables
from .document import Document
from .encoding import decode
from .html_blocks import SKIPPED, Blocks, text_length
from .html_styles import ElementStyle, seen_elements
from .limits import Limits
from .lines import LineCounter, PrintedLine

ARTICLE_SHARE = 0.8  # of the page's text: what the article at least holds
_CONTAINERS = {"article", "body", "center", "div", "form", "main", "section", "td"}
_OF_TABLE = {"table", "thead", "tbody", "tfoot", "tr"}
_HEADINGS = ("h1", "h2", "h3", *sorted(_CONTAINERS - {"body", "form"}), "p", "span", "strong", "b")
_YEAR = re.compile(r"(?:19|20|二)[\d〇○零一二]{2,3}")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|rtf|zip|rar|7z)(?=$|[?#])", re.IGNORECASE)
_LINKED = (("a", "href"), ("iframe", "src"), ("embed", "src"), ("object", "data"))
_SHORT = 300  # characters: an article shorter than that says no more than what is attached to it
_COPY = 200  # characters: shorter parts may stand twice on a page


def read_html(content: bytes, name: str, limits: Limits | None = None) -> Document:
    """The article of a web page, as one page.

    Raises SourceError if the page has no text, or only links to the file that holds the report.
    """
    return read_page(decode(content, name), hashlib.sha256(content).hexdigest(), name)


def read_page(
    text: str, sha256: str, name: str, kind: str = "html", sheets: Sequence[str] = ()
) -> Document:
    """The article of the page with this `text`. `sheets`: style sheets that are stored beside it."""
    root = html.document_fromstring(_DECLARATION.sub("", text.replace("\0", " ")))
    seen = seen_elements(root, sheets)
    attached = _attachments(root)
    title = root.findtext(".//title") or ""
    _mark_drawn(root)
    name_tables(seen)
    for skipped in list(root.iter(etree.Comment, etree.ProcessingInstruction, *SKIPPED)):
        skipped.drop_tree() if isinstance(skipped, HtmlElement) else _drop(skipped)
    counter, tables = LineCounter(), []
    for copy in _copies(root, seen):
        counter.set_aside(1, " ".join(copy.text_content().split()), "hidden")
        copy.drop_tree()
    shown = article(root, seen)
    heading = _heading_above(title, root, shown, seen)
    above = [] if heading is None else Blocks(seen).blocks(heading)
    for block in (*above, *Blocks(seen).blocks(shown)):
        if isinstance(block, PrintedLine):
            counter.printed(1, block)
            continue
        for line in block.caption:
            counter.printed(1, line)
        tables.append(counter.table(block.cells))
    lines = counter.finish()
    length = sum(len("".join(line.text.split())) for line in lines)
    if attached and not tables and length < _SHORT:
        raise SourceError("source.only_links", where=name, names="; ".join(attached[:3]))
    if not any(not line.blank for line in lines):
        raise SourceError("source.page_no_text", where=name)
    return Document(
        name,
        sha256,
        lines,
        kind,
        (*tables, *counter.inner),
        asides=tuple(counter.asides),
    )


def article(root: HtmlElement, seen: dict[HtmlElement, ElementStyle]) -> HtmlElement:
    """The innermost container that holds at least `ARTICLE_SHARE` of the text that is shown."""
    inner = root.find("body") if root.find("body") is not None else root
    lengths = _shown_lengths(root, seen)
    whole = lengths.get(inner, 0)
    while True:
        wide = [
            e
            for e in inner.iterdescendants(*_CONTAINERS)
            if lengths.get(e, 0) >= ARTICLE_SHARE * whole and not _around_rows(e)
        ]
        if not wide or not whole:
            return inner
        inner = wide[0]


def _around_rows(element: HtmlElement) -> bool:
    """Whether an element stands between a table and its rows, where none belongs."""
    parent = element.getparent()
    if element.tag == "td" or parent is None:
        return False
    return parent.tag in _OF_TABLE or _around_rows(parent)


def _heading_above(
    title: str,
    root: HtmlElement,
    shown: HtmlElement,
    seen: dict[HtmlElement, ElementStyle],
) -> HtmlElement | None:
    """The heading of the article `shown` where it stands above it and not in it: what the `title` of
    the page says too, with a year. The name of a site, which both say as well, has none.
    """
    title = "".join(title.split())
    inner = "".join(shown.text_content().split())
    around = set(shown.iterancestors())
    for element in root.iter(*_HEADINGS):
        if element is shown:
            return None
        if element in around or seen.get(element, ElementStyle()).aside is not None:
            continue
        words = "".join(element.text_content().split())
        if words and words in title and _YEAR.search(words) and words not in inner:
            return element
    return None


def _shown_lengths(
    root: HtmlElement, seen: dict[HtmlElement, ElementStyle]
) -> dict[HtmlElement, int]:
    """Every element → how many characters of it are shown, those of its parts included."""
    lengths: dict[HtmlElement, int] = {}
    for element in reversed(list(root.iter())):
        parent = element.getparent()
        own = lengths.get(element, 0)
        if seen.get(element, ElementStyle()).aside is None:
            own += len("".join((element.text or "").split()))
        lengths[element] = own
        if parent is not None:
            tail = element.tail if seen.get(parent, ElementStyle()).aside is None else None
            lengths[parent] = lengths.get(parent, 0) + own + len("".join((tail or "").split()))
    return lengths


def _copies(root: HtmlElement, seen: dict[HtmlElement, ElementStyle]) -> list[HtmlElement]:
    """Parts that say a second time what the part beside them says: for phones, or for print."""
    found: list[HtmlElement] = []
    for parent in list(root.iter("body", "div", "section", "main", "article", "td")):
        known: set[str] = set()
        for child in parent:
            if child.tag not in _CONTAINERS or seen.get(child, ElementStyle()).removed:
                continue
            if text_length(child) < _COPY:
                continue
            text = "".join(child.text_content().split())
            if text in known:
                found.append(child)
            known.add(text)
    return found


def _attachments(root: HtmlElement) -> list[str]:
    """The files that a page links to or shows in a frame: the words of the link and its address."""
    found: list[str] = []
    for tag, attribute in _LINKED:
        for element in root.iter(tag):
            address = element.get(attribute, "").strip()
            words = " ".join(element.text_content().split()) or element.get("title", "")
            if _FILE.search(address) or _FILE.search(words):
                found.append(f"{words} ({address})" if words else address)
    return list(dict.fromkeys(found))


def _mark_drawn(root: HtmlElement) -> None:
    """A picture in each cell that shows what its page draws, frames or writes when it is opened."""
    for element in list(root.iter("svg", "object", "iframe", "embed", "script")):
        if element.tag == "script" and "document.write" not in (element.text or ""):
            continue
        if next(element.iterancestors("td", "th"), None) is not None:
            picture = html.Element("img", src=element.tag)
            element.addprevious(picture)


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    previous, tail = node.getprevious(), node.tail or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)
