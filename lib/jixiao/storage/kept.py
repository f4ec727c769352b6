"""What a page of many reports keeps of each from run to run, so that one that has not changed costs nothing.

A run names in $JIXIAO_KEPT a folder, and what all that is kept there follows from; without it everything is
computed. It is JSON: a folder of outputs may come from elsewhere, and nothing in it is ever executed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..base.errors import OutputError
from ..base.json_text import read_json
from .files import write_file

VARIABLE = "JIXIAO_KEPT"
FOLDER = ".jixiao-kept"  # in a folder of outputs
_DECIMAL = "decimal"


def naming(folder: Path, source: str) -> str:
    """The value of the variable. `source`: the digest of what is kept there follows from, beside the
    key of each part.
    """
    return json.dumps([str(folder), source])


@contextmanager
def keeping(outputs: Path, source: str) -> Iterator[None]:
    """Within it parts are kept in `outputs`."""
    os.environ[VARIABLE] = naming(outputs / FOLDER, source)
    try:
        yield
    finally:
        os.environ.pop(VARIABLE, None)


def forget(outputs: Path) -> None:
    """Let everything be computed again."""
    shutil.rmtree(outputs / FOLDER, ignore_errors=True)


@contextmanager
def kept_parts(name: str) -> Iterator[KeptParts]:
    """The parts that are kept under `name`. At the end those that were asked for are kept, and no others."""
    named = os.environ.get(VARIABLE)
    if not named:
        yield KeptParts({})
        return
    folder, source = json.loads(named)
    path = Path(folder) / f"{name}.json"
    stored = _stored(path, source)
    parts = KeptParts(stored)
    yield parts
    if parts.asked != stored:
        with suppress(OutputError):  # a full disk: the next run computes them again
            write_file(path, _written(source, parts.asked))


class KeptParts:
    """Parts by the key that tells apart whatever each follows from."""

    def __init__(self, stored: dict[str, str]) -> None:
        self.stored, self.asked = stored, dict[str, str]()

    def of(self, key: str, compute: Callable[[], object]) -> Any:
        """What `compute` gives, as JSON holds it (lists for tuples) with `Decimal` as it is; what is kept
        is not computed.
        """
        text = self.stored.get(key)
        if text is None:
            text = json.dumps(compute(), ensure_ascii=False, default=_decimal)
        self.asked[key] = text
        return json.loads(text, object_hook=_values)


def _decimal(value: object) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    raise TypeError(type(value))


def _values(found: dict[str, Any]) -> Any:
    return Decimal(found[_DECIMAL]) if found.keys() == {_DECIMAL} else found


def _stored(path: Path, source: str) -> dict[str, str]:
    """The parts in `path`; none where they follow from something else, or were not written here."""
    try:
        stored = read_json(path.read_bytes())
        parts = {str(key): str(text) for key, text in stored["parts"].items()}
        whole = stored == json.loads(_written(source, parts))
        return parts if whole else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _written(source: str, parts: dict[str, str]) -> str:
    digest = hashlib.sha256(json.dumps([source, parts], sort_keys=True).encode()).hexdigest()
    stored = {"source": source, "parts": parts, "sha256": digest}
    return json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
