"""Jupyter kernels forked from one process that has imported everything once.

An ordinary kernel spends most of a short notebook's time importing. Here a *fork server*, a process
with one thread that computes nothing, imports what notebooks need; every kernel is a fork of it: as
fresh as one that was started, in its own session, ready at once.

For one notebook, papermill's engine:

    papermill --engine forkkernel in.ipynb out.ipynb

For a program that runs many notebooks:

    import forkkernel

    forkkernel.preload(["pandas", "mypackage.caches:fill"])  # module, or module:function to call
    papermill.execute_notebook(..., engine_name="forkkernel")
    forkkernel.close_fork_server()

A process that has just begun can be the one that imports: `import_here(modules)` imports here, and
`fork_here()` forks the server from this process or a fork of it, so that all share the memory. Modules
named in the environment variable FORKKERNEL_PRELOAD, separated by commas, are imported as well.

Where there is no forking, or the kernel is not IPython of this interpreter, the engine starts an
ordinary kernel; the notebook has the same output. The connection file of an ordinary kernel is in
Jupyter's runtime folder (JUPYTER_RUNTIME_DIR).

This package depends on Jupyter and papermill only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .client import (
    ForkError,
    ForkServer,
    KernelEndedError,
    LaterFork,
    can_fork,
    close_fork_server,
    fork_here,
    fork_server,
    import_here,
    preload,
)
from .imports import preloading
from .server import NO_HISTORY

if TYPE_CHECKING:
    from .engine import ForkEngine

__all__ = [
    "NO_HISTORY",
    "ForkEngine",
    "ForkError",
    "ForkServer",
    "KernelEndedError",
    "LaterFork",
    "can_fork",
    "close_fork_server",
    "fork_here",
    "fork_server",
    "import_here",
    "preload",
    "preloading",
]


def __getattr__(name: str) -> Any:
    if name == "ForkEngine":  # it imports papermill, which a fork server does without
        import papermill.engines  # noqa: F401  # loads the module `engine` itself, so it comes first

        from .engine import ForkEngine

        return ForkEngine
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
