"""What a process imports before kernels are forked from it, and what it must not."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

# What ipykernel imports only when a kernel starts, and what most notebooks import. Not matplotlib's
# inline backend: at its import it registers itself with the shell, and there is no shell yet.
PRELOADED = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "comm",
    "concurrent.futures.thread",
    "faulthandler",
    "ipykernel.debugger",
    "forkkernel.kernel",
    "matplotlib.backends.backend_agg",
    "matplotlib.pyplot",
    "pandas",
    "sqlite3",
    "stack_data",
    "tornado.platform.asyncio",
)
# Not imported before the fork. debugpy: half of a kernel's imports. pyarrow: its allocator starts a
# thread, and pandas imports it where it is installed. rfc3987_syntax, isoduration: jsonschema imports
# them to check one more kind of address and of time, in 0.7 s and 0.1 s. A kernel
# that needs one of them imports it itself.
WITHHELD = ("debugpy", "isoduration", "pyarrow", "rfc3987_syntax")
INLINE = "module://matplotlib_inline.backend_inline"
# Variables that these modules read when they are imported; one that is set already stays as it is.
SETTINGS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": INLINE,
}


@contextmanager
def preloading() -> Iterator[None]:
    """Around the imports of a process that forks: `WITHHELD` cannot be imported, `SETTINGS` are set.

    Garbage collection is off meanwhile: imported modules stay, so it would find nothing.
    """
    before, collecting = dict(os.environ), gc.isenabled()
    os.environ.update({**SETTINGS, **before})
    gc.disable()
    try:
        with withheld():
            yield
    finally:
        if collecting:
            gc.enable()
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def withheld() -> Iterator[None]:
    """Make imports of `WITHHELD` fail; what is imported already stays."""
    absent = [name for name in WITHHELD if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def fill(modules: Sequence[str]) -> None:
    """Import what `modules` name: modules, or "module:function" to call a function of one. What is not
    installed is left out.
    """
    for entry in modules:
        module, _, function = entry.partition(":")
        try:
            imported = importlib.import_module(module)
        except ImportError:
            continue  # a notebook that imports it shows the error
        if function:
            getattr(imported, function)()
