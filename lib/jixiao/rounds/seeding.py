"""Random numbers of a notebook that depend on its parameters only."""

from __future__ import annotations

import os
import random
from typing import Any

SEED_VARIABLE = "JIXIAO_SEED"  # a number below 2 to the 32


def seed_first_cell(shell: Any) -> None:
    """Seed `random` and NumPy when the first cell begins: a kernel draws some while it starts."""
    number = int(os.environ[SEED_VARIABLE])

    def seed(_: object) -> None:
        import numpy

        shell.events.unregister("pre_run_cell", seed)
        random.seed(number)
        numpy.random.seed(number)

    shell.events.register("pre_run_cell", seed)
