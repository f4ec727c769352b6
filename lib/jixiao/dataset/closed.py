"""What a question asks that tells of the database and the machine it is on, and not of the tables.

DuckDB's own reading of the question is looked at, not its letters: a word in a text is no name, and a
name that is put together as a text is the argument of a function that is closed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..base.errors import RequestError

if TYPE_CHECKING:
    import duckdb

# Functions that make rows of what they are given. All others read files, ask a question that is given
# as a text, or tell of the database.
_OPEN = frozenset({"generate_series", "json_each", "json_tree", "range", "repeat", "unnest"})
# Functions for one value that tell a setting, or what a table was made of.
_TELLING = re.compile(
    r"duckdb_.*|pragma_.*|pg_(?!typeof).*|current_setting|getenv|getvariable|which_secret"
)
_SERIALIZE = "SELECT json_serialize_sql(?::VARCHAR, skip_null := true, skip_empty := true)"
_INTERNAL = "SELECT lower(view_name) FROM duckdb_views() WHERE internal"


def check_open(connection: duckdb.DuckDBPyConnection, question: str, where: str) -> None:
    """Raises RequestError where `question`, one SELECT, names a view or function of the database itself;
    `where` stands for it in the error.
    """
    (stored,) = connection.execute(_SERIALIZE, [question]).fetchone() or ("{}",)
    read = json.loads(stored)
    if "statements" not in read:
        reason = read.get("error_message", "")
        raise RequestError("dataset.no_answer", where=where, reason=reason, tables=())
    internal = {name for (name,) in connection.execute(_INTERNAL).fetchall()}
    for node in _nodes(read["statements"]):
        named = str(node.get("table_name", "")).lower()
        if node.get("type") == "TABLE_FUNCTION":
            named = str(node["function"]["function_name"]).lower()
            closed = named not in _OPEN
        elif "function_name" in node:
            named = str(node["function_name"]).lower()
            closed = _TELLING.fullmatch(named) is not None
        else:
            closed = named in internal
        if closed:
            raise RequestError("dataset.closed", where=where, name=named)


def _nodes(read: Any) -> Iterator[dict[str, Any]]:
    """Each object within `read`, whatever its depth."""
    waiting = [read]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
