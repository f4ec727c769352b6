"""Points as text for a terminal, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from ..base.text import escaped, visible
from ..labels import LANGUAGES, label
from ..labels.numbers import exact, number
from . import ScoreResult
from .differences import DIFFER


def to_text(result: ScoreResult) -> str:
    """For a terminal: each form with its sums, then the lines whose points differ."""
    if result.lines.empty:
        return "the report gives no points\n"
    lines = list(_schemes(result))
    for total in result.totals.itertuples():
        own = result.lines["project"].eq(total.project) | (
            result.lines["project"].isna() & (total.project is None)
        )
        lines.append(_total_line(total))
        rows = result.lines[own & result.lines["document"].eq(total.document)]
        lines += [_line(row) for row in rows.itertuples() if row.kind in DIFFER]
    counts = result.lines["kind"].value_counts()
    said = ", ".join(
        f"{int(counts[kind])} {label(f'scores.kind.{kind}', 'en')}" for kind in counts.index
    )
    lines.append(f"{len(result.lines)} lines: {said}")
    return visible("\n".join(lines) + "\n")


def to_json(result: ScoreResult) -> str:
    """Schemes, sums of each form and lines; figures as strings, exactly as computed."""
    content = {
        "schemes": [
            {
                "key": scheme.key,
                "name": {language: scheme.name(language) for language in LANGUAGES},
                "source": scheme.entry.source,
            }
            for scheme in result.schemes.values()
        ],
        "totals": _records(result.totals),
        "lines": _records(result.lines),
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def to_csv(result: ScoreResult) -> str:
    """One line per line of points, with the columns of `lines.COLUMNS`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.lines.columns)
    for row in result.lines.itertuples(index=False):
        writer.writerow(["" if value is None else _plain(value) for value in map(_known, row)])
    return visible(out.getvalue())


def _schemes(result: ScoreResult) -> Iterator[str]:
    for scheme in result.schemes.values():
        yield f"scheme: {scheme.name('en')} ({scheme.key}); {scheme.entry.source}"


def _total_line(total: Any) -> str:
    name = total.of or label("projects.whole", "en")
    ends = " to ".join(dict.fromkeys((number(total.low), number(total.high))))
    text = f"{name} (p. {total.page}): printed total {exact(total.total_score)}"
    if total.sum_difference:
        text += f", its lines add up to {exact(total.scores)}"
    weight = exact(total.computed_weight)
    return f"{text}; of {weight} points that can be recomputed {exact(total.printed)}, by the scheme {ends}"


def _line(row: Any) -> str:
    ends = " to ".join(dict.fromkeys((number(row.low), number(row.high))))
    printed = f"{exact(row.printed)} of {exact(row.weight)}"
    kind = label(f"scores.kind.{row.kind}", "en")
    name = label(f"scores.part.{row.part}", "en") if row.part == "execution" else row.name
    return (
        f"    [{kind}] p. {row.page}: {name}: printed {printed}, recomputed {ends}: {row.written}"
    )


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            str(name): list(value) if isinstance(value, tuple) else _json(_known(value))
            for name, value in row.items()
        }
        for row in rows.to_dict("records")
    ]


def _json(value: object) -> object:
    return format(value, "f") if isinstance(value, Decimal) else value


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _known(value: Any) -> Any:
    """None for what pandas says of a blank."""
    return None if isinstance(value, float) and value != value else value
