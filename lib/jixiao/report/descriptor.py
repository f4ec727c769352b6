"""The Data Package descriptor of a report, and the entry of its published file.

Source: Data Package v2, https://datapackage.org.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..schema import schema_of
from ..source import Document, stored_text
from .by_hand import is_by_hand


def describe(
    department: str,
    year: int,
    names: Mapping[str, str],
    tables: Mapping[str, pd.DataFrame],
    sources: list[dict[str, Any]],
    *,
    document: str,
    **about: object,
) -> dict[str, Any]:
    """The Data Package descriptor of one document of a year.

    `names`: language → name of the department. `document`: which of the year's documents it is.
    `about`: self_score and grade where there are any.
    Source: Data Package v2, https://datapackage.org.
    """
    by_hand = is_by_hand({"sources": sources})
    whole = {
        "profile": "tabular-data-package",
        "name": f"{department}-{year}",
        "title": f"{names['zh']} {year}",
        "sources": sources,
        "jixiao": {
            "department": department,
            "department_zh": names["zh"],
            "department_en": names["en"],
            "year": year,
            **about,
        },
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": schema_of(name, table, by_hand),
            }
            for name, table in tables.items()
        ],
    }
    return described_as(whole, document)


def described_as(descriptor: Mapping[str, Any], document: str) -> dict[str, Any]:
    """`descriptor` as that of `document`, in its name and in what it says of itself."""
    about = descriptor["jixiao"]
    return {
        **descriptor,
        "name": f"{about['department']}-{about['year']}-{document}",
        "jixiao": {**about, "document": document},
    }


def file_name(document: Document) -> str:
    """The name of a published file in the folder of its report."""
    return f"report.{'txt' if document.kind == 'text' else document.kind}"


def report_source(document: Document, title: str) -> dict[str, str]:
    """The entry of the published file among the sources of a descriptor.

    `text_sha256`: of the lines that were read from it, where it is no text itself.
    """
    source = {"name": "report", "title": title, "path": file_name(document)}
    source["sha256"] = document.sha256
    if document.kind != "text":
        source["text_sha256"] = hashlib.sha256(stored_text(document).encode("utf-8")).hexdigest()
    return source
