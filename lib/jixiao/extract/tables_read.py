"""What was read of a document: its judged tables, what no table took, what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from .unread import PassageLeft


@dataclass(frozen=True)
class TablesRead:
    """`tables`: name → rows with the columns of its schema. `about`: entries of the descriptor."""

    tables: Mapping[str, pd.DataFrame]
    unread: tuple[PassageLeft, ...] = ()
    about: Mapping[str, object] = field(default_factory=dict)

    def beside(self, other: TablesRead) -> TablesRead:
        """Both together; of a table that both have, that of this one."""
        return TablesRead(
            {**other.tables, **self.tables},
            (*self.unread, *other.unread),
            {**other.about, **self.about},
        )
