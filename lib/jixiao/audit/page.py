"""The page docs/rules.md: every rule of the audit, from its docstring.

`python -m jixiao.audit.page > docs/rules.md` writes it anew.
"""

from __future__ import annotations

from .rules import ACCOUNTS_RULES, PROJECT_RULES, RULES


def rules_page() -> str:
    """The page as Markdown."""
    lines = [
        "# The rules of the audit",
        "",
        "A finding never says which of two figures is right: it says that both cannot stand, or that",
        "the text does not bear out its own claim, with every passage, its page and line.",
    ]
    for rule in (*RULES, *ACCOUNTS_RULES, *PROJECT_RULES):
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
