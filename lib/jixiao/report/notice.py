"""What every page of a data folder says first: `data/notice.toml`, a sentence in each language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import tomli

from ..base.errors import TableError
from ..base.language import LANGUAGES, Language
from ..storage.own_file import own_text_if_any

FILE = "notice.toml"
_LONGEST = 300  # characters of a sentence


def notice_of(data: Path) -> Mapping[Language, str]:
    """Language → sentence; empty where there is no file. Raises TableError if it is no such file."""
    path = data / FILE
    text = own_text_if_any(path)
    if text is None:
        return {}
    try:
        said = tomli.loads(text)
        words: dict[Language, str] = {name: said[name] for name in LANGUAGES}
    except (ValueError, KeyError) as error:
        raise TableError("report.notice", where=path, reason=error) from error
    if not all(isinstance(each, str) and len(each) <= _LONGEST for each in words.values()):
        raise TableError("report.notice", where=path, reason=f"> {_LONGEST}")
    return words
