"""Managers of kernels, as nbclient uses them: of forked kernels and of ordinary ones."""

from __future__ import annotations

import asyncio
import signal
import sys
import uuid
from pathlib import Path
from typing import Any

from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from jupyter_core.paths import jupyter_runtime_dir
from jupyter_core.utils import ensure_dir_exists

from .provisioner import ForkProvisioner
from .wire_client import WireClient

_GRACE = 2.0  # seconds that a kernel may take to end after SIGTERM
_PATIENCE = 10.0  # seconds for the fork server to tell that a kernel was killed


class ForkManager(AsyncKernelManager):
    """Starts a kernel by a fork, talks to it over one socket pair, returns as soon as it has ended."""

    provisioner: ForkProvisioner | None

    def client(self, **options: Any) -> WireClient:  # type: ignore[override]
        assert self.provisioner is not None
        assert self.provisioner.wire is not None
        # A copy of the descriptor: the provisioner may close its own before the client is done.
        return WireClient(self.provisioner.wire.dup(), parent=self, **options)

    async def _async_pre_start_kernel(self, **kw: Any) -> tuple[list[str], dict[str, Any]]:
        if self.provisioner is None:
            self.provisioner = ForkProvisioner(kernel_spec=self.kernel_spec, parent=self)
        return await super()._async_pre_start_kernel(**kw)

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        assert self.provisioner is not None
        await self.provisioner.launch_kernel(kernel_cmd, **kw)  # its connection is in no file

    def _connect_control_socket(self) -> None:
        """There is none: a kernel is interrupted and ended by signals."""

    async def _async_interrupt_kernel(self) -> None:
        if not self.shutting_down:  # it gets SIGTERM, not an interrupt of its cell
            await super()._async_interrupt_kernel()

    async def _async_request_shutdown(self, restart: bool = False) -> None:
        if self.provisioner is not None:
            await self.provisioner.terminate()

    async def _async_wait(self, pollinterval: float = 0.1) -> None:
        if self.provisioner and self.provisioner.has_process:
            await self.provisioner.wait()

    async def _async_kill_kernel(self, restart: bool = False) -> None:
        """End the kernel by SIGTERM, so that its atexit functions run; kill it after `_GRACE` seconds, and
        with its fork server where that does not tell its end, because it was stopped.
        """
        if self.provisioner is None or not self.has_kernel:
            return
        for number, seconds in ((signal.SIGTERM, _GRACE), (signal.SIGKILL, _PATIENCE)):
            await self.provisioner.send_signal(number)
            try:
                return await asyncio.wait_for(self._async_wait(), timeout=seconds)
            except TimeoutError:
                continue
        if self.provisioner.server is not None:
            self.provisioner.server.kill()
        await self._async_wait()


class OrdinaryManager(AsyncKernelManager):
    """Starts an ordinary kernel. Its connection file is in Jupyter's runtime folder, not among
    temporary files: a caller that removes what killed processes left names one of its own.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        ensure_dir_exists(jupyter_runtime_dir(), 0o700)
        self.connection_file = str(Path(jupyter_runtime_dir(), f"kernel-{uuid.uuid4()}.json"))


def is_this_python(spec: KernelSpec) -> bool:
    """Whether kernels of `spec` are IPython kernels of this very interpreter."""
    names = {"python", f"python{sys.version_info[0]}", sys.executable}
    return spec.argv[0] in names and "ipykernel_launcher" in spec.argv and not spec.env
