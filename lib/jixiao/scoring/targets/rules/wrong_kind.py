"""
An indicator stands under its kind: a satisfaction is no output, a date no quantity, a rate of what
passed inspection is quality; a cost speaks of money, a satisfaction of somebody who is satisfied.

Asked only where the name says plainly what it is. Does not apply to a kind that is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....base.amounts import YUAN_PER_UNIT
from ....base.said import Said
from ....catalogue import wordings
from ....schema.rows import IndicatorRow
from ..given import TargetsGiven
from ..verdicts import Verdict, skipped

heading = "direction"
version = 2
_LACKS = {"cost": "targets.lacks_cost", "satisfaction": "targets.lacks_satisfaction"}


def check(given: TargetsGiven) -> Iterator[Verdict]:
    for form in given.forms:
        for row in form.indicators:
            if row.level3 is None:
                yield skipped(form, "targets.kind_unknown", row)
                continue
            said = _elsewhere(row) or _lacking(row)
            kind = Said("targets.kind", kind=row.level3)
            yield Verdict(form, said is None, said or kind, row)


def _elsewhere(row: IndicatorRow) -> Said | None:
    """What says that it belongs to another kind; None where nothing does."""
    for entry in wordings("targets")["kinds"]:
        found = re.search(entry["name"], row.name)
        if found is None or row.level3 not in entry["wrong"]:
            continue
        if entry.get("money") and row.target_unit not in YUAN_PER_UNIT:
            continue
        return Said("targets.other_kind", words=found[0], kind=row.level3, right=entry["right"])
    return None


def _lacking(row: IndicatorRow) -> Said | None:
    """What its kind cannot do without and is nowhere said."""
    for entry in wordings("targets")["needs"]:
        if row.level3 not in entry["kinds"]:
            continue
        if entry.get("money") and row.target_value is not None and row.target_unit is None:
            continue  # a bare number under cost is an amount
        words = "".join(filter(None, (row.name, row.target, row.definition, row.actual)))
        if not re.search(entry["words"], words) and row.target_unit not in YUAN_PER_UNIT:
            return Said(_LACKS[entry["id"]], kind=row.level3)
    return None
