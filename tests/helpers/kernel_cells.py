"""Notebooks of a few cells, run by one engine or the other."""

from __future__ import annotations

import nbformat
import papermill
from nbformat.v4 import new_code_cell, new_notebook

PICTURES = (
    "import sys, os, warnings\nprint(__name__, sys.argv[1:2], sys.path[:2], os.getcwd())",
    "import matplotlib.pyplot as plt\nfigure, ax = plt.subplots()\nax.plot([1, 3, 2]);",
    "plt.plot([2, 1]);",
    "import pandas\npandas.DataFrame({'a': [1, 2]})",
    "print('out'); print('err', file=sys.stderr)",
    "%matplotlib inline",
    "plt.rcParams['figure.dpi'], plt.get_backend()",
    "sorted(dir()), sorted(__builtins__.__dict__)[-9:], get_ipython().__class__",
)


def run(*sources: str, engine: str = "forkkernel", **options: object) -> nbformat.NotebookNode:
    """The notebook of these cells as papermill gives it, executed by `engine`."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "P"}
    return papermill.execute_notebook(
        notebook, None, engine_name=engine, progress_bar=False, **options
    )
