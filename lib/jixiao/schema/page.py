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
        "在数据框、SQL与导出文件中，`unit`之后另有`amount_wan`列：金额折合为万元；非货币单位留空。",
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
