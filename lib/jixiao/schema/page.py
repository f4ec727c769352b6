"""The page docs/tables.md: every table and column, from the schemas.

`python -m jixiao.schema.page > docs/tables.md` writes it anew.
"""

from __future__ import annotations

from .tables import DOCUMENT, READING, TABLES, schema


def tables_page() -> str:
    """The page as Markdown."""
    lines = [
        "# Every table and column",
        "",
        "CSV, UTF-8, one header line, in the order of the report. A blank is missing, never 0.",
        "Money keeps its printed unit; 万元 is 10,000 yuan. `line` counts every line of the report's",
        "text, blank ones included, so `sed -n 657p report.txt` shows what a row was read from.",
    ]
    for table in (*TABLES, "cells"):
        definition = schema(table)
        file = f"{table}.parquet" if table == "cells" else f"{table}.csv"
        lines += [
            "",
            f"## `{file}`: {definition['title']} · {definition['title_zh']}",
            "",
            "| column | type | meaning | 含义 | allowed |",
            "|---|---|---|---|---|",
        ]
        for field in definition["fields"]:
            allowed = field.get("constraints", {}).get("enum", [])
            required = " (required)" if field.get("constraints", {}).get("required") else ""
            lines.append(
                f"| `{field['name']}` | {field['type']}{required} | {field['description']} | "
                f"{field['description_zh']} | {' · '.join(allowed)} |"
            )
    lines += [
        "",
        f"## `{DOCUMENT['name']}`, a column of frames, SQL and exports",
        "",
        f"{DOCUMENT['description']}: {' · '.join(DOCUMENT['constraints']['enum'])}.",
        "",
        f"{DOCUMENT['description_zh']}。",
        "",
        "## `amount_wan`, a column of frames, SQL and exports",
        "",
        "`report.table(name)`, `jixiao query` and `jixiao export` have the column `amount_wan` after",
        "`unit`: the value in 万元, exactly, where the unit is one of money (元, 万元, 亿元 …); blank",
        "where it is none. It follows from value and unit and stands in no file.",
        "",
        "In `budget` and `statements` two more columns follow it. `reading_note`: an amount printed in 元",
        "whose item has amounts of the same size in 万元 is a slip of the pen; `value` and `unit` are as",
        "printed, `amount_wan` is what the others force, and the note says so. `restates`: the number of",
        "the row (counted from 1, within its document) whose figure this row states again. So",
        "`select sum(amount_wan) … where restates is null` counts no figure twice and mixes no units; an",
        "item and its parts are rows of their own, so choose one level.",
        "",
        "在数据框、SQL与导出文件中，`unit`之后另有`amount_wan`列：金额折合为万元；非货币单位留空。",
        "`budget`与`statements`另有两列：`reading_note`说明误写为“元”、按同科目其他数字读作“万元”的金额（`value`、`unit`",
        "仍为原文）；`restates`为本行所重复的行号（自1起，限同一文件）。求和时用`where restates is null`，",
        "既不重复计数，也不混用单位；科目及其分项各为一行，求和时只取一级。",
        "",
        "## `reading`, a column of scans",
        "",
        f"Tables of a report whose pages were recognised in pictures end with `{READING['name']}`:",
        f"{READING['description']}.",
        "A row of `corrections.csv` that empties the cell says that a person has compared it.",
        "",
        f"{READING['description_zh']}。核对后，可在`corrections.csv`中写一行将其清空。",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(tables_page(), end="")
