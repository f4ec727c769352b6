"""Years side by side. Every function takes what is on file, year → `Report` tables.

A measure is compared only where it is the same: a break in its series (`breaks.csv`) parts it, a
part of a year is marked and never compared with a whole one, and figures that one source states
differently stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import pandas as pd

from ..base.amounts import percent
from ..catalogue.metrics import is_of_department
from ..schema import TABLES
from .departments import main_amounts

SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}

POINTS = ("%", "位", "分")  # units of shares, ranks and marks; 名 counts persons as well

Tables = Mapping[str, pd.DataFrame]
SERIES = (
    "metric",
    "name",
    "year",
    "period",
    "partial",
    "value",
    "unit",
    "printed",
    "qualifier",
    "scope",
    "segment",
    "source",
    "page",
    "line",
    "quote",
)

MOST_PANELS = 24  # measures drawn: more are no picture any more, and the table has every measure


def base_unit(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """`value` without the scale of its unit: 27.4 万宗 → 274000 宗. Money stays as it is."""
    if unit[:1] in SCALES and len(unit) > 1:
        return value * SCALES[unit[0]], unit[1:]
    return value, unit


def coverage(years: Mapping[int, Tables]) -> pd.DataFrame:
    """Rows on file: a row per year, ascending, a column per table; 0 where there is no table.

    Only tables that some year has; of departments without final accounts none are missed.
    """
    names = [name for name in TABLES if any(name in tables for tables in years.values())]
    rows = [
        [year, *(len(tables[name]) if name in tables else 0 for name in names)]
        for year, tables in sorted(years.items())
    ]
    return pd.DataFrame(rows, columns=pd.Index(["year", *names]))


def budgets(years: Mapping[int, Tables]) -> pd.DataFrame:
    """Approved, revised and outturn of every year with a budget or final accounts.

    Columns: `year`, `source` as `analysis.departments.overview`, of the first document,
    `approved_wan`, `revised_wan`, `outturn_wan`, `of_approved_pct`, `of_revised_pct`, `basic_wan`, `project_wan` as
    `analysis.departments.overview`, and `places` of the amounts; `change_pct` (outturn,
    of a budget what is approved, against the year before, if that is on file from the same kind of document).
    """
    rows: list[dict[str, object]] = []
    outturns: dict[tuple[str, int], Decimal | None] = {}
    for year, tables in sorted(years.items()):
        if (read := main_amounts(tables)) is None:
            continue
        source, amounts = read
        before = outturns.get((source, year - 1))
        outturn = amounts["outturn_wan"]
        if source == "budget_document":  # nothing is spent of a budget: it is set against the last
            outturn = amounts["approved_wan"]
        outturns[source, year] = outturn
        change = _change(outturn, before) if outturn is not None and before else None
        rows.append({"year": year, "source": source, **amounts, "change_pct": change})
    columns = [
        "year",
        "source",
        "approved_wan",
        "revised_wan",
        "outturn_wan",
        "of_approved_pct",
        "of_revised_pct",
        "change_pct",
        "basic_wan",
        "project_wan",
        "places",
    ]
    return pd.DataFrame(rows, columns=pd.Index(columns), dtype=object)


def outcome_series(years: Mapping[int, Tables], breaks: pd.DataFrame) -> pd.DataFrame:
    """Every measure that more than one year states, one row per distinct figure.

    Columns: `metric`, `name`, `year`, `period`, `partial` (not a whole year), `value` and `unit`
    (without 万 and 亿), `printed`, `qualifier`, `scope`, `segment` (0, 1 …: a new one after every
    break; only figures of one segment are comparable), `source`, `page`, `line`, `quote`.
    """
    rows = []
    for year, tables in sorted(years.items()):
        outcomes = tables.get("outcomes")
        for row in () if outcomes is None else outcomes.itertuples():
            if row.metric == "other" or not row.period.replace("..", str(year)).startswith(
                str(year)
            ):
                continue
            value, unit = base_unit(row.value, row.unit)
            rows.append(
                {
                    "metric": row.metric,
                    "name": row.name,
                    "year": year,
                    "period": row.period,
                    "partial": is_partial(row.period),
                    "value": value,
                    "unit": unit,
                    "printed": row.printed,
                    "qualifier": row.qualifier,
                    "scope": row.scope,
                    "segment": _segment(breaks, row.metric, year),
                    "source": row.source,
                    "page": row.page,
                    "line": row.line,
                    "quote": row.quote,
                }
            )
    series = pd.DataFrame(rows, columns=pd.Index(SERIES), dtype=object)
    series = series.drop_duplicates(["metric", "year", "period", "value", "unit"])
    spans = series.groupby("metric")["year"].nunique()
    several = series[series["metric"].isin(spans[spans > 1].index)]
    return several.sort_values(["metric", "year", "period"], kind="stable").reset_index(drop=True)


def is_partial(period: str) -> bool:
    """Whether a period is not a whole year: a quarter, some months, or up to a day in the year."""
    return not (len(period) == 4 or period.endswith("-12-31"))


def changes(series: pd.DataFrame, baseline_year: int) -> pd.DataFrame:
    """Each whole-year figure against the baseline year's, where the two are comparable.

    Takes `outcome_series`. A measure with several figures in the baseline year has none to be
    compared with. Columns of `series`, and `change_pct` (None where not comparable); `change_points`:
    of a share or a rank, whose change is a difference and no per cent of it.
    """
    compared = series.copy()
    change: list[Decimal | None] = []
    points: list[Decimal | None] = []
    for row in series.itertuples():
        baseline = series[
            (series["metric"] == row.metric)
            & (series["year"] == baseline_year)
            & (series["segment"] == row.segment)
            & (series["unit"] == row.unit)
            & ~series["partial"].astype(bool)
        ]["value"].unique()
        alone = len(baseline) == 1 and not row.partial and row.year != baseline_year
        by_points = row.unit in POINTS or "rank" in row.metric
        change.append(_change(row.value, baseline[0]) if alone and not by_points else None)
        points.append(row.value - baseline[0] if alone and by_points else None)
    compared["change_points"] = pd.Series(points, index=compared.index, dtype=object)
    compared["change_pct"] = pd.Series(change, index=compared.index, dtype=object)
    return compared


def restated(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Measures that one year's report states with different figures, each with its place.

    Takes the table `outcomes`; only rows from the report itself, of one unit and period.
    """
    rows = outcomes[(outcomes["page"].notna()) & (outcomes["metric"] != "other")]
    groups = rows.groupby(["metric", "unit", "period"], sort=False)["value"].nunique()
    several = groups[groups > 1].index
    keys = pd.MultiIndex.from_frame(rows[["metric", "unit", "period"]])
    found = rows[keys.isin(several)].drop_duplicates(["metric", "value", "unit", "period"])
    order = {metric: at for at, metric in enumerate(dict.fromkeys(found["metric"]))}
    return found.sort_values("metric", key=lambda column: column.map(order), kind="stable")


def metrics(series: pd.DataFrame) -> Iterable[str]:
    """The measures of a series in their order."""
    return list(dict.fromkeys(series["metric"])) if len(series) else []


def that_changed(series: pd.DataFrame) -> pd.DataFrame:
    """Of a series the measures that are the department's own and have not always been the same."""
    figures = series.groupby("metric")["value"].nunique()
    kept = [name for name, count in figures.items() if count > 1 and is_of_department(str(name))]
    return series[series["metric"].isin(kept)].reset_index(drop=True)


def most_telling(series: pd.DataFrame, breaks: pd.DataFrame, count: int) -> list[str]:
    """At most `count` measures of a series, in their order.

    First those whose series breaks, then those that more years state, then those that changed more
    between two whole years that can be compared, as a share of the greater figure.
    """
    broken = set(breaks["metric"])
    years = series.groupby("metric")["year"].nunique() if len(series) else {}
    names = list(metrics(series))
    ranks = {
        name: (name not in broken, -years[name], -_greatest_change(part))
        for name in names
        if len(part := series[series["metric"] == name])
    }
    chosen = set(sorted(names, key=ranks.__getitem__)[:count])
    return [name for name in names if name in chosen]


def _greatest_change(part: pd.DataFrame) -> Decimal:
    """Of a measure, between any two whole years of one segment that have one figure each: 0 to 1."""
    greatest = Decimal(0)
    for _, segment in part[~part["partial"].astype(bool)].groupby("segment"):
        by_year = [set(values) for _, values in segment.groupby("year")["value"]]
        single = [value for values in by_year if len(values) == 1 for value in values]
        if single and (top := max(map(abs, single))):
            greatest = max(greatest, (max(single) - min(single)) / top)
    return greatest


def _segment(breaks: pd.DataFrame, metric: str, year: int) -> int:
    return int(((breaks["metric"] == metric) & (breaks["from_year"] <= year)).sum())


def _change(value: Decimal, before: Decimal) -> Decimal | None:
    return percent(value - before, before, 1)
