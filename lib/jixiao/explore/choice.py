"""What JupyterLab's own controls do not offer, as HTML of a view: a table in which a row is chosen,
and a text with a button that copies it.

The front end runs the few words of script that stand in attributes here; one that forbids them shows
the table without a choice. A choice in the table is passed on by changing the hidden list of rows.
"""

from __future__ import annotations

import re
from html import escape

from ..base.language import Language
from ..labels import label

_ROW = re.compile(r'<tr><th scope="row"([^>]*)>')
_PASS_ON = (
    "const list=this.closest('.jixiao-look').querySelector('.jixiao-chosen select');"
    "list.selectedIndex=event.target.value;"
    "list.dispatchEvent(new Event('change',{bubbles:true}))"
)
_WHOLE_ROW = (
    "const row=event.target.closest('tbody tr')?.querySelector('input');"
    "if(row&&!event.target.closest('a,input')){event.preventDefault();row.focus();row.click()}"
)
# The clipboard is there for a page of this machine or of https; else the words are marked and copied.
_COPY = (
    "const words=this.previousElementSibling,said=this;"
    "const done=()=>{said.textContent=said.dataset.done};"
    "const mark=()=>{getSelection().selectAllChildren(words);if(document.execCommand('copy'))done()};"
    "navigator.clipboard?navigator.clipboard.writeText(words.textContent).then(done,mark):mark()"
)
CHOICE_STYLE = """<style>
.jixiao-choice tbody tr{cursor:pointer}
.jixiao-choice tbody tr:hover{background:#8881}
.jixiao-choice tbody tr:has(input:checked){background:#ffe08a;color:#1f2933}
.jixiao-choice tbody tr:has(input:focus-visible){outline:2px solid #1a73e8;outline-offset:-2px}
.jixiao-choice label{white-space:nowrap;display:flex;align-items:baseline}
.jixiao-choice input{margin:0 .4rem 0 0;vertical-align:-.1rem}
.jixiao-command pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:.3rem 0;user-select:all}
.jixiao-command button{padding:.3rem .9rem}
</style>"""


def with_choice(table: str, chosen: int, count: int, group: str) -> str | None:
    """The HTML of a table whose rows can be chosen by pointer and keys; None if it has not `count` rows.

    `group`: the name of the choice, one for each table that is shown.
    """
    numbers = iter(range(count + 1))

    # JupyterLab takes the arrow keys for its own where what has the focus does not say otherwise.
    def with_input(found: re.Match[str]) -> str:
        number = next(numbers, count)
        checked = " checked" if number == chosen else ""
        return (
            f'{found[0]}<label><input type="radio" name="{escape(group)}" '
            f'value="{number}" data-lm-suppress-shortcuts="true"{checked}>'
        )

    parts, rows = _ROW.subn(with_input, table)
    if rows != count or not count:
        return None
    parts = parts.replace("</th><td", "</label></th><td")
    return (
        f'<div class="jixiao-choice" onchange="{escape(_PASS_ON)}" '
        f'onclick="{escape(_WHOLE_ROW)}">{parts}</div>'
    )


def with_copy(commands: list[tuple[str, str]], language: Language) -> str:
    """What each command does, the command, and a button that copies it."""
    copy, done = (label(f"explore.command.{key}", language) for key in ("copy", "copied"))
    return "".join(
        f'<div class="jixiao-command"><span>{escape(said)}</span><pre>{escape(command)}</pre>'
        f'<button class="jupyter-button" type="button" data-done="{escape(done)}" '
        f'onclick="{escape(_COPY)}">{escape(copy)}</button></div>'
        for said, command in commands
    )
