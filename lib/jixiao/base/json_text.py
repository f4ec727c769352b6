"""JSON of files that may be anything."""

from __future__ import annotations

import json
from typing import Any


def read_json(content: str | bytes) -> Any:
    """What `content` says.

    Raises ValueError where it is no JSON, and where it is nested deeper than Python reads: a hundred
    thousand brackets are a RecursionError to `json`, which no caller looks for.
    """
    try:
        return json.loads(content)
    except RecursionError as error:
        raise ValueError("[[[…") from error
