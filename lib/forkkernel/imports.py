"""What a process imports before kernels are forked from it, and what it must not."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

# What ipykernel imports only once a kernel starts, and what most notebooks import. Not the inline
# backend: it binds itself to the shell when it is imported, and here there is none yet.
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
# Not imported before the fork: half of a kernel's imports, what starts a thread when pandas finds
# it installed, and a grammar of 0.7 s that jsonschema has for one more kind of address. A kernel that
# needs one imports it itself.
WITHHELD = ("debugpy", "pyarrow", "rfc3987_syntax")
INLINE = "module://matplotlib_inline.backend_inline"
# What is read when these modules are imported; a variable that is set already is left as it is.
SETTINGS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": INLINE,
}


@contextmanager
def preloading() -> Iterator[None]:
    """Around the imports of a process that forks: `WITHHELD` is withheld, `SETTINGS` are set.

    Nothing is collected meanwhile: what is imported stays.
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
    """`WITHHELD` cannot be imported within."""
    absent = [name for name in WITHHELD if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def fill(preload: Sequence[str]) -> None:
    """Import what kernels need, and do what `preload` names: modules, or
    "module:function" to call a function of one."""
    for entry in (*PRELOADED, *preload):
        module, _, function = entry.partition(":")
        try:
            imported = importlib.import_module(module)
        except ImportError:
            continue  # a notebook that wants it will say so
        if function:
            getattr(imported, function)()
