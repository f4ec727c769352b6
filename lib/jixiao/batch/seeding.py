"""Random numbers of a notebook that depend on its parameters only."""

from __future__ import annotations

import random
from typing import Any


def seed_first_cell(shell: Any, number: int) -> None:
    """Seed `random` and NumPy when the first cell begins: a kernel draws while it says hello."""

    def seed(_: object) -> None:
        import numpy

        shell.events.unregister("pre_run_cell", seed)
        random.seed(number)
        numpy.random.seed(number)

    shell.events.register("pre_run_cell", seed)
