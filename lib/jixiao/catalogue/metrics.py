"""Names of measures: id → English and Chinese, from `wordings/metrics.toml`."""

from __future__ import annotations

from ..base.language import Language
from . import wordings


def metric_name(metric: str, printed: str, language: Language) -> str:
    """The name of `metric` in `language`; as its source names it where there is none."""
    known = wordings("metrics").get(metric)
    return str(known[language]) if known else printed


def is_of_department(metric: str) -> bool:
    """Whether a measure is the department's own; what a whole district produces or takes in is not."""
    return not wordings("metrics").get(metric, {}).get("of_all", False)
