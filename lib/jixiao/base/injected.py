"""Parameters that papermill puts into a notebook, against those that the notebook has."""

from __future__ import annotations

import ast
import sys

from .errors import RequestError

_INJECTED = "# Parameters"  # the first line of papermill's cell


def check_parameters() -> None:
    """Call it in a notebook whose first cell holds its parameters.

    Raises RequestError where papermill was given one that is not among them: it would run with the
    values that stand there. Does nothing outside of a notebook.
    """
    cells = _cells()
    injected = [cell for cell in cells if cell.startswith(_INJECTED)]
    if not injected:
        return
    known = assigned(cells[0])
    for name in assigned(injected[-1]):
        if name not in known:
            raise RequestError("base.no_parameter", name=name, names=tuple(known))


def is_injected() -> bool:
    """Whether papermill gave parameters to the notebook that runs here."""
    return any(cell.startswith(_INJECTED) for cell in _cells())


def _cells() -> list[str]:
    """The cells that ran in this notebook; none outside of one."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        return []
    return [str(cell) for cell in shell.user_ns.get("In", ()) if str(cell).strip()]


def assigned(source: str) -> list[str]:
    """The names that the lines of a cell assign to, in order."""
    names: list[str] = []
    for node in ast.parse(source).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets += [node.target] if isinstance(node, ast.AnnAssign) else []
        names += [target.id for target in targets if isinstance(target, ast.Name)]
    return names
