"""The page docs/rules.md: every rule of the audit, from its docstring.

`python -m jixiao.audit.page > docs/rules.md` writes it anew.
"""

from __future__ import annotations

from . import materiality
from .own_rules import Titled
from .rules import ACCOUNTS_RULES, DOCUMENTS_RULES, PROJECT_RULES, RULES, YEARS_RULES

_NATURES = """A finding has one of six natures:

| nature | what it says |
|---|---|
| contradiction | figures that cannot both stand; only of these is it said |
| updated | a figure that differs between two parts of the report, and may have been updated between them |
| list | a list that need not be complete (其中, 主要包括) |
| claim | a claim that its own text does not bear out |
| requirement | something that a published document must have, or keep to |
| wording | marks, words, places left from the form |

约, 超, 以上 and 余 are part of a figure: 超15000 and 15342 agree, as do 约25 and 24.8."""


def rules_page() -> str:
    """The page as Markdown."""
    lines = [
        "# The rules of the audit",
        "",
        "A finding never says which of two figures is right: it says that both cannot stand, or that",
        "the text does not bear out its own claim, with every passage, its page and line.",
        "",
        _NATURES,
        "",
        "## How serious a finding is",
        "",
        (materiality.__doc__ or "").strip(),
    ]
    of_one = (*RULES, *ACCOUNTS_RULES, *PROJECT_RULES)
    every: list[Titled] = [*of_one, *DOCUMENTS_RULES, *YEARS_RULES]
    for rule in dict.fromkeys(every):
        name = rule.__name__.rpartition(".")[2]
        lines += [
            "",
            f"## `{name}` ({rule.kind}, version {rule.version})",
            "",
            (rule.__doc__ or "").strip(),
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(rules_page(), end="")
