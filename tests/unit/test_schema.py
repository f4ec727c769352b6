import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st

from jixiao.base.errors import TableError
from jixiao.schema import TABLES, fields, format_table, parse_table, schema
from jixiao.schema.rows import ROWS
from jixiao.schema.tables import frame

HEAD = "seq,name,goal,achieved,page,line,line_end\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the table is empty"),
        ("seq,name\n", "the header lacks goal, achieved, page, line, line_end; write seq,name,"),
        (HEAD + "1,a,b,c,1,2\n", "row 2 has 6 cells"),
        (HEAD + "1,a,b,c,1,2,3\nx,a,b,c,1,2,3\n", "row 3, column seq has 'x'"),
        (HEAD + "1,,b,c,1,2,3\n", "row 2, column name has nothing"),
        (HEAD + "1,a,b,c,0,2,3\n", "row 2, column page has '0'"),
        (HEAD + "1,a,b,c,1,2,3\n1,a,b,c,1,2,3\n", "row 3, column seq has 1"),
    ],
)
def test_a_breach_names_row_column_and_value(text: str, words: str) -> None:
    with pytest.raises(TableError, match=words) as caught:
        parse_table(text, "tasks", "tasks.csv")
    assert str(caught.value).startswith("tasks.csv: ")
    assert "\n" not in str(caught.value)


def test_an_unknown_word_is_refused_with_those_allowed() -> None:
    names = ",".join(field["name"] for field in schema("budget")["fields"])
    row = "income,收入,guessed,,1,万元,1万元,1,1,收入1万元"
    with pytest.raises(TableError, match="column phase has 'guessed'; use one of approved"):
        parse_table(f"{names}\n{row}\n", "budget", "budget.csv")


def test_a_blank_is_none_and_never_zero() -> None:
    names = [field["name"] for field in schema("budget")["fields"]]
    text = ",".join(names) + "\nincome,收入,approved,,0.00,万元,0.00万元,1,1,收入0.00万元\n"
    row = parse_table(text, "budget", "budget.csv").iloc[0]
    assert row["base"] is None
    assert str(row["value"]) == "0.00"


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1),
            st.decimals(allow_nan=False, allow_infinity=False, places=3),
        ),
        max_size=5,
    )
)
def test_a_table_survives_being_written_and_read(rows: list[tuple[str, Decimal]]) -> None:
    records = [
        ["income", name, "approved", None, value, "万元", name, 1, 1, name] for name, value in rows
    ]
    table = frame(records, "budget")
    text = format_table(table, "budget", "budget.csv")
    again = parse_table(text, "budget", "budget.csv")
    assert again.values.tolist() == table.values.tolist()


@pytest.mark.parametrize("reading", [False, True])
def test_a_table_saved_with_every_cell_quoted_is_the_same(reading: bool) -> None:
    """So LibreOffice saves on request; the header of a scan's table was then not known."""
    record = ["income", "收入", "approved", None, Decimal("1.20"), "万元", "1.20万元", 1, 1, "收入"]
    table = frame([record + ["doubtful"] * reading], "budget", reading=reading)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows(csv.reader(io.StringIO(format_table(table, "budget", "budget.csv"))))
    assert parse_table(out.getvalue(), "budget", "budget.csv").equals(table)


def test_every_column_is_described_in_both_languages() -> None:
    for table in TABLES:
        for field in schema(table)["fields"]:
            assert field["description"], (table, field["name"])
            assert field["description_zh"], (table, field["name"])


def test_the_packages_on_file_are_valid_by_frictionless(data: Path) -> None:
    packages = sorted(data.glob("*/*/*/datapackage.json"))
    assert len(packages) >= 6
    for path in packages:
        result = Package(str(path)).validate()
        assert result.valid, (path, result.flatten(["rowNumber", "fieldName", "message"])[:3])


def test_the_types_of_rows_are_the_columns_of_the_schemas() -> None:
    """A column that is added to a schema is added to its row, or no type checker knows it."""
    kinds = {"string": "str", "integer": "int", "number": "Decimal"}
    seen = 0
    for name in TABLES:
        row = ROWS[name]
        wanted = {}
        for field in fields(name, reading=False):
            required = field.get("constraints", {}).get("required")
            wanted[field["name"]] = kinds[field["type"]] + ("" if required else " | None")
            seen += 1
        assert row.__annotations__ == wanted, name
    assert seen > 60
