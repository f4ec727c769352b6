"""Kernel manager and client without the waits that a forked kernel makes needless."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from queue import Empty

import zmq
import zmq.asyncio
from jupyter_client import AsyncKernelClient, AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from traitlets import Type, default

PROVISIONER = "jixiao-fork"
_GRACE = 2.0  # seconds for a kernel to end by itself


class WarmClient(AsyncKernelClient):
    """Ready when the kernel has answered on both channels, not after a fixed silence."""

    @default("context")
    def _context_default(self) -> zmq.asyncio.Context:
        self._created_context = True
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.RECONNECT_IVL, 5)  # ms; its sockets appear a little after the fork
        return context

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Ask until an answer to one of our own questions has come over shell and iopub.

        Raises RuntimeError if the kernel dies, or none comes within `timeout` seconds.
        """
        deadline = time.monotonic() + (timeout or float("inf"))
        await self._welcomed()
        asked: set[str] = set()
        while time.monotonic() < deadline:
            asked.add(self.kernel_info())
            if await self._answered(asked):
                return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
        raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _welcomed(self) -> None:
        """Wait for the first word on iopub: what is said there before it is heard by nobody.

        A question asked earlier would be answered, its end not heard, and be asked again after a
        silence. Kernels older than ipykernel 7 say no welcome.
        """
        for _ in range(10):
            try:
                await self.iopub_channel.get_msg(timeout=0.1)
                return
            except Empty:
                if not await self.is_alive():
                    return

    async def _answered(self, asked: set[str]) -> bool:
        try:
            while True:
                reply = await self.shell_channel.get_msg(timeout=1)
                if reply["parent_header"].get("msg_id") in asked:
                    break
            while True:  # all that the kernel says before it is idle again belongs to the question
                message = await self.iopub_channel.get_msg(timeout=0.5)
                state = message["content"].get("execution_state")
                if message["parent_header"].get("msg_id") in asked and state == "idle":
                    break
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


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


def is_this_python(spec: KernelSpec) -> bool:
    """Whether kernels of `spec` are IPython kernels of this very interpreter."""
    names = {"python", f"python{sys.version_info[0]}", sys.executable}
    return spec.argv[0] in names and "ipykernel_launcher" in spec.argv and not spec.env
