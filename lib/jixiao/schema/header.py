"""What is wrong with the header of a table."""

from __future__ import annotations

from collections.abc import Sequence

from ..base.errors import TableError
from ..base.said import Said


def header_fault(found: Sequence[str], wanted: Sequence[str], where: object) -> TableError:
    """The fault of a header that is not `wanted`: which columns it lacks and which it has beside them;
    where it has the same in another order, the whole of both.
    """
    words = ",".join(wanted)
    lacking = tuple(name for name in wanted if name not in found)
    others = tuple(name for name in found if name not in wanted and name.strip())
    if not any(map(str.strip, found)) or not (lacking or others):
        header = ",".join(found) or Said("base.nothing")
        return TableError("schema.wrong_header", where=where, header=header, words=words)
    if not lacking:
        return TableError("schema.header_has", where=where, others=others)
    if not others:
        return TableError("schema.header_lacks", where=where, names=lacking, words=words)
    return TableError(
        "schema.header_lacks_and_has", where=where, names=lacking, others=others, words=words
    )
