"""Starts a kernel by asking the fork server, for Jupyter's kernel managers."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any, cast

from jupyter_client import KernelProvisionerBase
from jupyter_client.connect import KernelConnectionInfo

from .client import ForkError, ForkServer, close_fork_server, fork_server

_LAUNCHER = "ipykernel_launcher"


def without_file(command: Sequence[str]) -> list[str]:
    """`command` of a kernel; a socket pair has no address: the kernel gets no connection file."""
    return [argument.replace("{connection_file}", os.devnull) for argument in command]


def arguments_of(command: Sequence[str]) -> list[str]:
    """`sys.argv` of a kernel that `command` would start."""
    import ipykernel_launcher

    return [str(ipykernel_launcher.__file__), *command[command.index(_LAUNCHER) + 1 :]]


class ForkProvisioner(KernelProvisionerBase):
    """Launches `python -m ipykernel_launcher …` by a fork instead of a new interpreter.

    The kernel has its own session and process group; arguments, environment and folder are those of
    the request. `wire` is this side of the socket pair to it.
    """

    server: ForkServer | None = None
    pid: int | None = None
    end: Future[int] | None = None
    wire: socket.socket | None = None

    @property
    def has_process(self) -> bool:
        return self.end is not None

    async def poll(self) -> int | None:
        if self.end is None:
            return 0
        return self.end.result() if self.end.done() else None

    async def wait(self) -> int | None:
        if self.end is None:
            return 0
        # Shielded: a caller that stops waiting would cancel the future that the reader will set.
        code = await asyncio.shield(asyncio.wrap_future(self.end))
        self.end = None
        return code

    async def send_signal(self, signum: int) -> None:
        if self.server and self.pid and await self.poll() is None:
            self.server.signal(self.pid, signum)

    async def kill(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:
        if self.wire is not None:
            self.wire.close()

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        self.server = fork_server()
        spec = cast(Any, self.parent).kernel_spec
        command = without_file([*spec.argv, *kwargs.pop("extra_arguments", [])])
        return await super().pre_launch(cmd=command, **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        assert self.server is not None
        streams = {1: kwargs.get("stdout"), 2: kwargs.get("stderr")}
        redirected = {
            target: stream if isinstance(stream, int) else stream.fileno()
            for target, stream in streams.items()
            if stream is not None
        }
        request = (
            arguments_of(cmd),
            kwargs["env"],
            str(kwargs.get("cwd") or os.getcwd()),
        )
        self.wire, theirs = socket.socketpair()
        with theirs:
            try:
                self.pid, self.end = self.server.fork(*request, theirs.fileno(), redirected)
            except ForkError:  # the server was killed since it was last seen alive: start another
                close_fork_server()
                self.server = fork_server()
                self.pid, self.end = self.server.fork(*request, theirs.fileno(), redirected)
        return {}
