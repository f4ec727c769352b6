"""Names of measures: id → English and Chinese, from `wordings/metrics.toml`."""

from __future__ import annotations

from ..base.language import Language
from . import wordings


def metric_name(metric: str, printed: str, language: Language) -> str:
    """The name of `metric` in `language`; as its source names it where there is none."""
    known = wordings("metrics").get(metric)
    return str(known[language]) if known else printed
