"""The one walk over a whole page, after its parts were made: links that lead nowhere, marks of
figures that were recognised in a picture, captions that repeat their heading, the phrases of
Chinese column headings, and what only JupyterLab needs.

A page is parsed and written anew by lxml; nothing searches in its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from lxml import html as lxml_html
from lxml.html import HtmlElement, HTMLParser

from ..labels import LANGUAGES
from ..labels.links import CSS_CLASS
from .lab import RULES as LAB_RULES
from .lab import others_hidden

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OF_THE_LAB = {LAB_RULES, *map(others_hidden, LANGUAGES)}
_PHRASES = re.compile(
    r"(?<=完成)(?=\w)|(?=占)|(?<=占)(?=年)|(?<=[”的：、])(?=.)|(?<=\d年)(?=[^\W度]\w{3})|(?=所述)"
)
_PLACE = re.compile(r"\b(p\.|pages?|lines?) (?=\d)")
_VERBATIM = ("script", "style", "pre", "code", "textarea")
_OPENING = tuple("“‘《（")
_CHINESE = re.compile("[\u4e00-\u9fff]")


def parse_page(text: str) -> HtmlElement:
    """The tree of a page, whatever its size; a part of a page gets the rest around it."""
    return lxml_html.document_fromstring(text, parser=HTMLParser(huge_tree=True))


def page_text(page: HtmlElement) -> str:
    """A tree as HTML, with the doctype that browsers ask for."""
    text: str = lxml_html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")
    return text


def inner_text(element: HtmlElement) -> str:
    """What is inside an element, as HTML."""
    inside = [lxml_html.tostring(each, encoding="unicode") for each in element]
    return "".join([element.text or "", *inside])


def finish(
    page: HtmlElement,
    beside: Callable[[str], str | None] | None = None,
    readings: Mapping[str, tuple[str, str]] | None = None,
    strips: Mapping[Citation, tuple[str, str]] | None = None,
    strips_word: str = "",
) -> None:
    """Do to `page` all that must be done to a whole one.

    `beside`: department/year/notebook → relative address of that page, None where it is not.
    `readings`: anchor of a recognised figure, or anchor and print of a doubtful one → how sure its
    reading is, and the words for it. `strips`: passage of a finding → the address of its picture and
    the words for it; `strips_word`: what opens them.
    """
    _take_out_lab_styles(page)
    _take_out_what_acts(page)
    if strips:
        _show_strips(page, strips, strips_word)
    _lead(page, beside, readings or {})
    _hide_repeated_captions(page)
    for head in page.iter("th"):
        if head.get("scope") == "col":
            _keep_phrases(head)
    if page.get("lang") == "en":
        _keep_places(page)
    elif page.get("lang") == "zh-CN":
        _hang_marks(page)


class Citation(NamedTuple):
    """What a link of a page leads to: the anchor of a line, the words quoted there ("" where the link
    does not say them), and the last line of a passage that runs over several.
    """

    anchor: str
    quote: str = ""
    end: int | None = None
    of_finding: bool = False


def citations(fragment: str) -> list[Citation]:
    """The places that a part of a page links to, in its order."""
    return list(dict.fromkeys(map(_citation, _links(_fragment(fragment)))))


def _links(tree: HtmlElement) -> list[HtmlElement]:
    return [link for link in tree.iter("a") if link.get("href", "").startswith("#")]


def _citation(link: HtmlElement) -> Citation:
    end = link.get("data-end", "")
    of_finding = next(link.iterancestors("td"), None)
    quoted = of_finding is not None and "quotes" in of_finding.get("class", "").split()
    anchor, quote = link.get("href", "")[1:], link.get("title", "")
    return Citation(anchor, quote, int(end) if end.isdecimal() else None, quoted)


def only_empty_lines(fragment: str) -> list[str] | None:
    """The sentences of a part of a page that only says that there is nothing; None where it shows
    something. An empty part has none.
    """
    if not fragment.strip():
        return []
    lines: list[str] = []
    for element in _fragment(fragment).iter():
        if element.get("class") == "jixiao-none":
            lines.append(element.text_content().strip())
        elif element.tag not in ("div",) or (element.text or "").strip():
            return None
    return lines


def text_lines(fragment: str) -> set[str]:
    """The texts of the paragraphs of a part of a page."""
    if "<p" not in fragment:
        return set()
    return {each.text_content().strip() for each in _fragment(fragment).iter("p")}


def has_title(fragment: str) -> bool:
    """Whether a part of a page holds the heading of the whole."""
    return next(_fragment(fragment).iter("h1"), None) is not None


def _fragment(text: str) -> HtmlElement:
    return lxml_html.fragment_fromstring(text, create_parent="div")


def _keep_places(page: HtmlElement) -> None:
    """No line ends between "p." and its number: "p. 14, line 649" breaks at the comma alone."""
    for element in page.iter():
        if element.tag in _VERBATIM:
            continue
        if element.text:
            element.text = _PLACE.sub("\\1\u00a0", element.text)
        for below in element:
            if below.tail:
                below.tail = _PLACE.sub("\\1\u00a0", below.tail)


def _hang_marks(page: HtmlElement) -> None:
    """What begins with a Chinese opening mark begins where its neighbours do: half of the mark is
    blank.
    """
    for element in page.iter("h2", "h3", "th", "caption"):
        if element.get("scope") != "col" and element.text_content().lstrip()[:1] in _OPENING:
            element.set("class", f"{element.get('class', '')} hung".strip())


def _take_out_lab_styles(page: HtmlElement) -> None:
    """A page has a style sheet of its own; that of notebooks stands in front of every cover."""
    for style in list(page.iter("style")):
        if style.text in _OF_THE_LAB:
            style.drop_tree()


def _take_out_what_acts(page: HtmlElement) -> None:
    """Output of a notebook may lead a reader away or ask for input: of `http-equiv` only the page's
    own policy stays, the first; of a form its words.
    """
    named = [meta for meta in page.iter("meta") if meta.get("http-equiv") is not None]
    for meta in named[1:]:
        meta.drop_tree()
    for tag in ("base", "iframe", "object", "embed"):
        for element in list(page.iter(tag)):
            element.drop_tree()
    for form in list(page.iter("form")):
        form.drop_tag()


def _lead(
    page: HtmlElement,
    beside: Callable[[str], str | None] | None,
    readings: Mapping[str, tuple[str, str]],
) -> None:
    """Links lead to their place on this page or on the one beside it; of others the words stay.

    A link to a row that was recognised says so, in a name too for who does not see the mark.
    """
    here = set(page.xpath("//@id"))
    for link in list(page.iter("a")):
        href = link.get("href", "")
        if link.get("class") != CSS_CLASS or not href.startswith("#"):
            continue
        anchor = href[1:]
        marked = readings.get(f"{anchor} {link.text_content()}") or readings.get(anchor)
        if marked:
            reading, said = marked
            link.set("data-reading", reading)
            link.set("data-said", said)
        if anchor in here:
            continue
        where, _, place = anchor.rpartition("/")
        address = beside(where) if where and beside else None
        if address:
            link.set("href", f"{address}#{place}")
        else:
            link.drop_tag()


def _show_strips(page: HtmlElement, strips: Mapping[Citation, tuple[str, str]], opens: str) -> None:
    """Below the words of a finding the pictures of its passages, folded."""
    for cell in page.xpath("//td[contains(concat(' ', @class, ' '), ' quotes ')]"):
        shown = [strips[c] for link in _links(cell) if (c := _citation(link)) in strips]
        said = next(iter(cell.xpath("preceding-sibling::td[contains(@class, 'long')]")), None)
        if not shown or said is None:
            continue
        fold = lxml_html.Element("details")
        fold.set("class", "strips")
        lxml_html.etree.SubElement(fold, "summary").text = opens
        for address, words in dict.fromkeys(shown):
            picture = lxml_html.etree.SubElement(fold, "img")
            picture.set("class", "strip")
            picture.set("src", address)
            picture.set("alt", words)
        said.append(fold)


def _hide_repeated_captions(page: HtmlElement) -> None:
    """A caption that only says again what the heading above it says is not shown; it stays for who
    hears the page: a table has a name of its own.
    """
    heading = ""
    for element in page.iter("caption", *_HEADINGS):
        words = element.text_content().strip().casefold()
        if element.tag != "caption":
            heading = words
        elif words == heading or _said_by_its_fold(element, words):
            element.set("class", "unseen")


def _said_by_its_fold(caption: HtmlElement, words: str) -> bool:
    """Whether the line that opens a table begins with its caption."""
    fold = next(caption.iterancestors("details"), None)
    summary = None if fold is None else fold.find("summary")
    said = "" if summary is None else summary.text_content().strip().casefold()
    return bool(words) and said.startswith(words)


def _keep_phrases(head: HtmlElement) -> None:
    """A Chinese heading of a column breaks only between its phrases."""
    words = head.text or ""
    if len(head) or not _CHINESE.search(words):
        return
    phrases = [phrase for phrase in _PHRASES.split(words) if phrase]
    if len(phrases) < 2:
        return
    head.text = None
    for phrase in phrases:
        part = lxml_html.Element("span")
        part.set("class", "phrase")
        part.text = phrase
        head.append(part)
