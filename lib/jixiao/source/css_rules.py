"""The rules of a page's style sheets, as they hold in a browser window of `WIDTH` pixels.

Uses tinycss2 and cssselect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import tinycss2
from cssselect import HTMLTranslator, SelectorError
from cssselect import parse as parse_selectors
from lxml import etree
from lxml.html import HtmlElement

WIDTH = 1280
AROUND = ("before", "after")  # where a style sheet may set text beside that of an element
_MAX_RULES = 3000
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_LONGEST = 2000  # characters of a value
_DEEPEST = 8  # rules within rules
_WIDTH = re.compile(r"(min|max)-width\s*:\s*([\d.]+)\s*(px|em|rem)?")

Declarations = dict[str, str]


def rules_of(
    root: HtmlElement, sheets: Iterable[str]
) -> Iterator[tuple[list[HtmlElement], str, Declarations]]:
    """The elements that each rule concerns with what it declares, the weightiest rules last.

    Between them: before or after, where a rule is of the text that it sets there, else "".
    """
    found: list[tuple[tuple[int, int, int], int, str, str, Declarations]] = []
    for sheet in sheets:
        for selector, declared in _style_rules(
            tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
        ):
            if len(found) >= _MAX_RULES:
                break
            try:
                parsed = parse_selectors(selector)
            except SelectorError:
                continue  # of a newer kind, or damaged
            for one in parsed:
                if one.pseudo_element is None or one.pseudo_element in AROUND:
                    try:
                        path = HTMLTranslator().selector_to_xpath(one)
                    except SelectorError:
                        continue
                    part = str(one.pseudo_element or "")
                    found.append((one.specificity(), len(found), path, part, declared))
    ordered = sorted(found, key=lambda rule: rule[:2])
    variables = {
        name: value
        for *_, declared in ordered
        for name, value in declared.items()
        if name.startswith("--")
    }
    for _, _, path, part, declared in ordered:
        try:
            yield list(root.xpath(path)), part, _filled(declared, variables)
        except etree.XPathError:
            continue


def _style_rules(
    rules: Iterable[object], within: str = "", depth: int = 0
) -> Iterator[tuple[str, Declarations]]:
    """Selector → declarations. `within`: the selector of the rule that these stand in."""
    for rule in rules if depth <= _DEEPEST else ():
        if isinstance(rule, tinycss2.ast.QualifiedRule):
            selector = tinycss2.serialize(rule.prelude).strip()
            if within:
                selector = _nested(selector, within)
            if ":hover" not in selector and (found := _parsed(rule.content)):
                yield selector, found
            if _has_blocks(rule.content):
                yield from _style_rules(_contents(rule.content), selector, depth + 1)
        elif isinstance(rule, tinycss2.ast.AtRule) and rule.content is not None:
            if not _holds(rule):
                continue
            if within and (found := _parsed(rule.content)):
                yield within, found
            yield from _style_rules(_contents(rule.content), within, depth + 1)


def _filled(declared: Declarations, variables: Declarations) -> Declarations:
    """Declarations with the values of the page's variables: var(--shown) → none."""
    filled = {}
    for name, value in declared.items():
        for _ in range(_DEEPEST if "var(" in value else 0):
            value = _VARIABLE.sub(lambda m: variables.get(m[1], (m[2] or "").strip()), value)
        filled[name] = value[:_LONGEST]
    return filled


def _contents(content: object) -> list[object]:
    return list(tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True))


def _has_blocks(content: Iterable[object]) -> bool:
    return any(isinstance(part, tinycss2.ast.CurlyBracketsBlock) for part in content)


def _nested(selector: str, within: str) -> str:
    """A selector within the rule of another: & stands for that one, which else is around it."""
    outer = within if "," not in within else f":is({within})"
    parts = [part.strip() for part in selector.split(",")]
    return ", ".join(p.replace("&", outer) if "&" in p else f"{outer} {p}" for p in parts)


def _holds(rule: tinycss2.ast.AtRule) -> bool:
    """Whether the rules in a block are those of a screen: @media, @supports, @layer, @container."""
    prelude = tinycss2.serialize(rule.prelude).strip()
    if rule.lower_at_keyword == "media":
        return _applies(prelude)
    if rule.lower_at_keyword == "supports":
        return not prelude.lower().startswith("not")
    return rule.lower_at_keyword in ("layer", "container")


def _applies(media: str) -> bool:
    """Whether a media query is that of a screen as wide as `WIDTH`."""
    return any(_applies_one(query.lower()) for query in media.split(","))


def _applies_one(query: str) -> bool:
    if "print" in query or "speech" in query or "orientation: portrait" in query:
        return False
    for bound, number, unit in _WIDTH.findall(query):
        pixels = float(number) * (1 if unit in ("", "px") else 16)
        if (bound == "min" and pixels > WIDTH) or (bound == "max" and pixels < WIDTH):
            return False
    return True


def declarations(style: str) -> Declarations:
    """What the style of an element declares."""
    return _parsed(style) if style else {}


def _parsed(content: object) -> Declarations:
    """Property → value, in small letters; the name of what is !important begins with a !."""
    entries = [
        entry
        for entry in tinycss2.parse_declaration_list(
            content, skip_comments=True, skip_whitespace=True
        )
        if isinstance(entry, tinycss2.ast.Declaration)
    ]
    return {"!" * entry.important + entry.lower_name: _value(entry) for entry in entries}


def _value(entry: tinycss2.ast.Declaration) -> str:
    value = str(tinycss2.serialize(entry.value)).strip()
    return value if entry.lower_name == "content" else value.lower()


def weighed(*declared: Declarations) -> Declarations:
    """What holds of declarations that come after each other: what is !important above all."""
    merged: Declarations = {}
    for one in declared:
        merged |= one
    important = {name[1:]: value for name, value in merged.items() if name.startswith("!")}
    return {name: value for name, value in merged.items() if name[0] != "!"} | important
