"""How the files are named that `jixiao papers` writes."""

from __future__ import annotations

WORKING, DEPUTIES, SPOT_CHECK = "working-papers", "deputies", "spot-check"
OF_A_REPORT = (DEPUTIES, WORKING)  # the order in which the index links them
