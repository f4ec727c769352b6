"""How much one cell may show: what goes beyond is counted, told in a last line, and not kept.

A notebook is read whole by everything that opens it. A cell that prints without end would fill the
memory of its reader, and then the disk.
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

MOST_OUTPUTS = 10_000
MOST_BYTES = 50_000_000


class Flood:
    """Counts the outputs of one cell."""

    def __init__(self) -> None:
        self.cleared()

    def cleared(self) -> None:
        """Begin anew: nothing is shown yet, or the cell has cleared what it showed."""
        self._outputs = self._bytes = 0
        self._more = self._more_bytes = 0

    def keeps(self, message: dict[str, Any]) -> bool:
        """Whether the output in `message` is still kept. Text that goes beyond is shortened in place."""
        content = message["content"]
        size = _size(content)
        if message["msg_type"] == "error":
            return True  # why a cell ended is told in any case
        room = MOST_BYTES - self._bytes
        if not self._more and self._outputs < MOST_OUTPUTS and size <= room:
            self._outputs += 1
            self._bytes += size
            return True
        self._more += 1
        self._more_bytes += size
        if self._more == 1 and message["msg_type"] == "stream" and self._outputs < MOST_OUTPUTS:
            content["text"] = (
                content["text"].encode("utf-8", "replace")[:room].decode(errors="ignore")
            )
            self._more_bytes -= len(content["text"].encode())
            return bool(content["text"])
        return False

    def note(self) -> NotebookNode | None:
        """What is said at the end of the cell; None where all is kept."""
        if not self._more:
            return None
        said = (
            f"\n[{self._more_bytes:,} bytes in {self._more:,} further outputs of this cell are left out; "
            f"a cell keeps {MOST_OUTPUTS:,} outputs and {MOST_BYTES:,} bytes]\n"
        )
        return new_output("stream", name="stderr", text=said)


def _size(content: dict[str, Any]) -> int:
    """Bytes of what an output shows, pictures in their base64 as they stand in the notebook."""
    shown = [content["text"]] if "text" in content else list(content.get("data", {}).values())
    return sum(
        len(each.encode("utf-8", "replace")) if isinstance(each, str) else len(str(each))
        for each in shown
    )
