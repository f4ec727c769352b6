"""The page docs/items.md: the ids of budget items.

`python -m jixiao.labels.items_page > docs/items.md` writes it anew.
"""

from __future__ import annotations

from .items import items


def items_page() -> str:
    """The page as Markdown."""
    lines = [
        "# Ids of budget items",
        "",
        "What the column `item` of `budget.csv` may hold. A part stands below its whole:",
        "`expenditure.basic.wages` is a part of `expenditure.basic`. `jixiao check` names the nearest",
        "for one that is not in the list.",
        "",
        "`budget.csv`的`item`列可填写的科目标识；点号之后为其分项。",
        "",
        "| item | name | 名称 |",
        "|---|---|---|",
    ]
    lines += [f"| `{item}` | {names['en']} | {names['zh']} |" for item, names in items().items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(items_page(), end="")
