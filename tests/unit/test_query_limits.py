"""What a question to all reports may cost, and how its answer is printed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.base.errors import RequestError
from jixiao.dataset.answers import written
from jixiao.dataset.database import Bounds, QueryAnswer, answer
from jixiao.source.forked import can_fork

ENDLESS = "select count(*) from range(100000000) a, range(100000000) b where a.range + b.range < 0"


def test_a_question_that_takes_too_long_is_one_line() -> None:
    with pytest.raises(RequestError, match="took more than 1 s"):
        answer(ENDLESS, {}, bounds=Bounds(seconds=1))


def test_a_question_that_needs_too_much_memory_is_one_line() -> None:
    with pytest.raises(RequestError, match="needs more than 64 MB"):
        answer("select list(range) from range(50000000)", {}, bounds=Bounds(megabytes=64))


@pytest.mark.skipif(not can_fork(), reason="the question is asked in this process")
def test_what_a_single_function_takes_is_bounded_as_well() -> None:
    """DuckDB does not count it, and cannot be interrupted in it."""
    with pytest.raises(RequestError, match="needs more than 64 MB"):
        answer("select repeat('x', 4000000000)", {}, bounds=Bounds(megabytes=64))
    slow = "select levenshtein(repeat('ab', 2000000), repeat('ba', 2000000))"
    with pytest.raises(RequestError, match="took more than 1 s"):
        answer(slow, {}, bounds=Bounds(seconds=1, megabytes=4096))


@pytest.mark.parametrize("question", ["update extensions", "select '\ud800'", "select \x00"])
def test_what_the_library_of_the_database_itself_stumbles_over_is_one_line(question: str) -> None:
    with pytest.raises(RequestError) as caught:
        answer(question, {})
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.skipif(not can_fork(), reason="the question is asked in this process")
def test_a_limit_of_the_users_own_is_kept() -> None:
    """A process may lower its limits and never raise them."""
    ask = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (60, 60))\n"
        "from jixiao.dataset.database import answer\n"
        "print(answer('select 1', {}).rows)"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert done.stdout == "[(1,)]\n", done.stderr


def test_values_come_back_as_they_are_and_others_as_text() -> None:
    question = (
        "select 2.50, 1::hugeint, date '2024-02-29', [1, null], 'x', timestamptz '2024-01-01'"
    )
    (row,) = answer(question, {}).rows
    assert row[:5] == (Decimal("2.50"), 1, date(2024, 2, 29), [1, None], "x")
    assert str(row[5]).startswith("2024-01-01 00:00:00")


def test_a_long_question_is_not_repeated_in_its_error() -> None:
    with pytest.raises(RequestError) as caught:
        answer("select nothing, " + "1," * 100_000 + "1", {})
    assert len(str(caught.value)) < 500


def test_only_so_many_rows_are_fetched() -> None:
    found = answer("select * from range(100000000000)", {}, bounds=Bounds(rows=2500))
    assert len(found.rows) == 2500
    assert found.cut
    assert not answer("select 1", {}).cut


@pytest.mark.parametrize(
    "question",
    [
        "select * from duckdb_settings()",
        'select * from "duckdb_settings"()',
        "select * from pg_catalog.pg_settings",
        "select current_setting('temp_directory')",
        "select * from PRAGMA_version()",
        "select * from duckdb_databases()",
        "select * from query('select * from duckdb_' || 'settings()')",
        "from query_table('duckdb_' || 'settings')",
        "from json_execute_serialized_sql(json_serialize_sql('from duckdb_' || 'settings()'))",
        "from pg_views",
        "FROM System.Main.SQLITE_MASTER",
        "select * from information_schema.views",
        "select (select max(definition) from pg_views)",
        "with a as (select 1) select * from a where 1 in (select 1 from pg_class)",
        "select * from (with sqlite_master as (select 1) from sqlite_master), sqlite_master",
        "summarize pg_views",
        "from histogram_values('pg_' || 'views', 'definition')",
        "select pg_get_viewdef(1)",
        "select list_transform([1], lambda x: current_setting('allowed_paths'))",
        "from parquet_metadata('budget')",
        "from glob('*')",
        "from read_text('x')",
    ],
)
def test_what_the_database_knows_of_the_machine_is_closed(question: str) -> None:
    with pytest.raises(RequestError, match="and not of the tables"):
        answer(question, {})


@pytest.mark.parametrize(
    "question",
    [
        "select 'duckdb_settings', 'query' as \"pg_views()\" -- current_setting",
        "with t as (select 1 as a) select count(*) over (partition by a) from t, range(3)",
        "from (values (1)) v",
        "from unnest([1, 2])",
        "select pg_typeof(1), unnest([1])",
        "from generate_series(1, 3) order by 1 limit 1",
    ],
)
def test_what_is_no_name_of_the_database_itself_is_answered(question: str) -> None:
    assert answer(question, {}).rows


@pytest.mark.parametrize("question", ["select * from read_csv('/etc/passwd')", "copy t to 'x'"])
def test_files_stay_closed(question: str) -> None:
    with pytest.raises(RequestError):
        answer(question, {})


def test_json_is_valid_and_loses_no_column() -> None:
    found = answer("select 1 as a, 2 as a, 3 as a, 'nan'::double as b, [1.5, 'inf'::double] c", {})
    (row,) = json.loads(written(found, "json"))
    assert row == {"a": 1, "a_2": 2, "a_3": 3, "b": None, "c": [1.5, None]}


def test_thousands_of_columns_of_one_name_are_told_apart() -> None:
    columns = ", ".join(["1 as a"] * 3000 + ["2 as a_2"])
    found = answer(f"select {columns}", {})
    assert len(set(found.columns)) == 3001
    assert found.columns[:3] == ["a", "a_2", "a_3"]


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_nothing_reaches_a_terminal_raw(form: str) -> None:
    nasty = "\x1b]0;title\x07\x9b2J\u202e\u2066\x7f\r"
    out = written(QueryAnswer([f"column{nasty}"], [(f"cell{nasty}",)]), form)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)
    if form == "json":
        assert json.loads(out) == [{f"column{nasty}": f"cell{nasty}"}]


def test_no_temporary_file_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answer("select 1", {})
    with pytest.raises(RequestError):
        answer("select nothing", {})
    assert list(tmp_path.iterdir()) == []
