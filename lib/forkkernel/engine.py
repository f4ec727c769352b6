"""The papermill engine `forkkernel`: any Python notebook, in a kernel forked for it alone.

Where there is no forking, or the kernel is not IPython of this interpreter, the notebook runs in
an ordinary kernel, with the same output.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Sequence
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args

from .client import ForkError, KernelEndedError, can_fork, fork_server, inherited
from .flood import Flood
from .manager import ForkManager, OrdinaryManager, is_this_python
from .provisioner import arguments_of, without_file
from .server import ENDED_BY_SIGNAL

KILLED = "KernelKilledError"  # the name of the error of a cell whose kernel was killed from outside
_PATIENCE = 60  # seconds for a kernel to say what it is
# Exit codes of a kernel that another process ended.
_FROM_OUTSIDE = (-getattr(signal, "SIGKILL", 9), -signal.SIGTERM, ENDED_BY_SIGNAL)


class NotebookRun(PapermillNotebookClient):
    """Executes a notebook. A kernel that dies or a cell that takes too long becomes an error output of
    the cell, as if it had raised: CellTimeoutError, `KILLED` for SIGTERM and SIGKILL, which the system
    sends too where memory runs out, else DeadKernelError.
    """

    lost = False
    _flood = Flood()

    def execute(self, **options: Any) -> NotebookNode:
        self.reset_execution_trackers()
        with self.setup_kernel(**options):
            self.papermill_execute_cells()
            if not self.lost:
                self._describe()
        return self.nb

    def _describe(self) -> None:
        """Write what the kernel says of itself; nothing of one that its cells have made silent.

        Raises DeadKernelError of one that was killed by then: its page would lack what others have.

        nbclient waits for it as for a cell, without end where that may take any time, and fails with
        an AssertionError because there is no cell.
        """
        of_cells = self.timeout
        self.set_trait("timeout", of_cells or _PATIENCE)
        try:
            info = self.wait_for_reply(self.kc.kernel_info())
        except (AssertionError, CellTimeoutError):
            return
        finally:
            self.set_trait("timeout", of_cells)
        self.nb.metadata["language_info"] = info["content"]["language_info"]
        self.set_widgets_metadata()

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, **options: Any
    ) -> NotebookNode:
        self._flood = Flood()
        before = asyncio.all_tasks()
        try:
            return await super().async_execute_cell(cell, cell_index, **options)
        except CellTimeoutError:
            words = f"the cell ran for more than {self.timeout} s"
            raise self._lost(cell, "CellTimeoutError", words) from None
        except DeadKernelError:
            if await self._exit_code() in _FROM_OUTSIDE:
                words = "the kernel was killed in this cell"
                raise self._lost(cell, KILLED, words) from None
            raise self._lost(cell, "DeadKernelError", "the kernel died in this cell") from None
        finally:
            # Of a kernel that was lost nbclient still waits for outputs; Python would say so in the end.
            waiting = asyncio.all_tasks() - before
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            if note := self._flood.note():
                cell.outputs.append(note)

    execute_cell = run_sync(async_execute_cell)

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], *place: Any
    ) -> NotebookNode | None:
        """Keep an output, unless the cell has shown too much already."""
        return super().output(outs, msg, *place) if self._flood.keeps(msg) else None

    def clear_output(self, outs: list[NotebookNode], msg: dict[str, Any], *place: Any) -> None:
        super().clear_output(outs, msg, *place)
        self._flood.cleared()

    async def _exit_code(self) -> int | None:
        """That of the kernel; None where it is not known."""
        provisioner = getattr(self.km, "provisioner", None)
        code: int | None = await provisioner.poll() if provisioner else None
        return code

    def _lost(self, cell: NotebookNode, name: str, words: str) -> CellExecutionError:
        self.lost = True
        cell.outputs.append(new_output("error", ename=name, evalue=words, traceback=[]))
        return CellExecutionError(words, name, words)


class ForkEngine(NBClientEngine):
    """papermill's engine with forked kernels."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        **options: Any,
    ) -> Any:
        """As papermill calls it; `kernel_manager_class` among `options` is kept. A kernel that is killed
        before any cell has run is replaced once.
        """
        options = remove_args(["input_path", "timeout", "startup_timeout"], **options)
        if "km" not in options and "kernel_manager_class" not in options:
            if can_fork_kernel(kernel_name, start_timeout):
                options |= {"kernel_manager_class": ForkManager, "shutdown_kernel": "immediate"}
            else:
                options |= {"kernel_manager_class": OrdinaryManager}
        for last in (False, True):
            run = NotebookRun(
                nb_man,
                **merge_kwargs(
                    options,
                    timeout=execution_timeout,
                    startup_timeout=start_timeout,
                    kernel_name=kernel_name,
                    log=logger,
                    log_output=log_output,
                    stdout_file=stdout_file,
                    stderr_file=stderr_file,
                ),
            )
            try:
                return run.execute()
            except KernelEndedError:
                if last:
                    raise


def prepare_kernel(kernel_name: str, arguments: Sequence[str]) -> None:
    """Let the fork server of this process make a kernel of this name with these `extra_arguments`, if it
    forks such, before one is asked for. Returns at once.
    """
    try:
        spec = KernelSpecManager().get_kernel_spec(kernel_name)
    except (NoSuchKernel, OSError):
        return
    if can_fork() and is_this_python(spec):
        fork_server().prepare(arguments_of(without_file([*spec.argv, *arguments])))


def can_fork_kernel(kernel_name: str, patience: float) -> bool:
    """Whether a kernel of this name can be forked here and now, and within `patience` seconds."""
    if not can_fork():
        return False
    try:
        spec = KernelSpecManager().get_kernel_spec(kernel_name)
        for _ in range(2):  # the first may be killed or stopped while it starts
            server = fork_server()
            server.patience = patience
            if server.usable or server.alive:
                break
        same = server.environment == inherited(os.environ)
        return is_this_python(spec) and same and server.usable
    except (NoSuchKernel, ForkError, OSError):
        return False
