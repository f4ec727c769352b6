"""Kernel manager and client without the waits that a forked kernel makes needless."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from queue import Empty
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client import AsyncKernelClient, AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from traitlets import Type, default

from ...owned import OwnedFolder

PROVISIONER = "jixiao-fork"
_GRACE = 2.0  # seconds for a kernel to end by itself
_PATIENCE = 5.0  # seconds of silence after which a kernel that lives is asked once more


class WarmClient(AsyncKernelClient):
    """Ready when the kernel has answered on both channels, not after a fixed silence."""

    @default("context")
    def _context_default(self) -> zmq.asyncio.Context:
        self._created_context = True
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.RECONNECT_IVL, 5)  # ms; its sockets appear a little after the fork
        return context

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Ask once the kernel is heard on iopub; until the answer has come over shell and iopub.

        Raises RuntimeError if the kernel dies, or none comes within `timeout` seconds.
        """
        deadline = time.monotonic() + (timeout or float("inf"))
        # A question asked before would be answered while nobody hears it, and be asked again after
        # a silence. Kernels older than ipykernel 7 say no welcome.
        await self._heard(self.iopub_channel, _PATIENCE)
        asked: set[str] = set()
        while time.monotonic() < deadline:
            asked.add(self.kernel_info())
            if await self._answered(asked):
                return
        raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answered(self, asked: set[str]) -> bool:
        while reply := await self._heard(self.shell_channel, _PATIENCE):
            if reply["parent_header"].get("msg_id") in asked:
                break
        # All that the kernel says before it is idle again belongs to the question.
        while reply and (message := await self._heard(self.iopub_channel, _PATIENCE)):
            state = message["content"].get("execution_state")
            if message["parent_header"].get("msg_id") in asked and state == "idle":
                self._handle_kernel_info_reply(reply)
                return True
        return False

    async def _heard(self, channel: Any, seconds: float) -> dict[str, Any] | None:
        """The next message, None after `seconds` of silence. Raises RuntimeError if the kernel dies."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                message: dict[str, Any] = await channel.get_msg(timeout=0.2)
                return message
            except Empty:
                if not await self.is_alive():
                    raise RuntimeError("Kernel died before replying to kernel_info") from None
        return None


class WarmManager(AsyncKernelManager):
    """Launches by the provisioner `jixiao-fork`; ends a kernel as soon as it has ended."""

    client_factory = Type(klass=AsyncKernelClient, default_value=WarmClient, config=True)

    @default("client_factory")
    def _client_factory_default(self) -> type[WarmClient]:
        return WarmClient

    @property
    def kernel_spec(self) -> KernelSpec | None:
        spec = super().kernel_spec
        if spec is not None:
            spec.metadata["kernel_provisioner"] = {"provisioner_name": PROVISIONER, "config": {}}
        return spec

    async def _async_interrupt_kernel(self) -> None:
        if not self.shutting_down:  # at its end a kernel is told to end, not to stop its cell
            await super()._async_interrupt_kernel()

    async def _async_wait(self, pollinterval: float = 0.1) -> None:
        if self.provisioner and self.provisioner.has_process:
            await self.provisioner.wait()

    async def _async_kill_kernel(self, restart: bool = False) -> None:
        """Let the kernel run what it has registered for its end, then end it."""
        if self.provisioner is None or not self.has_kernel:
            return
        await self.provisioner.terminate()
        try:
            await asyncio.wait_for(self._async_wait(), timeout=_GRACE)
        except TimeoutError:
            await self.provisioner.send_signal(signal.SIGKILL)
            await self._async_wait()


class OrdinaryManager(AsyncKernelManager):
    """Starts a kernel as ever, its connection file where it is swept when its owner was killed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._own = OwnedFolder("kernel-")
        self.connection_file = str(self._own.path / "kernel.json")

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        await super()._async_cleanup_resources(restart)
        if not restart:
            self._own.close()


def is_this_python(spec: KernelSpec) -> bool:
    """Whether kernels of `spec` are IPython kernels of this very interpreter."""
    names = {"python", f"python{sys.version_info[0]}", sys.executable}
    return spec.argv[0] in names and "ipykernel_launcher" in spec.argv and not spec.env
