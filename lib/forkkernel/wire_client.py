"""The client of a kernel at the other end of a socket pair."""

from __future__ import annotations

import asyncio
import socket
import time
from collections import deque
from queue import Empty
from typing import Any

from jupyter_client import AsyncKernelClient
from jupyter_client.session import Session

from .client import KernelEndedError
from .wire import IOPUB, PIECE, SHELL, Frames, Unpacker, packed, unsigned_session

_PIECES = 16  # taken at once
_CHECK_EVERY = 0.2  # seconds between two checks whether a silent kernel lives


class Wire:
    """The client's end of the socket pair. Messages that arrive wait, by channel, until asked for."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._socket.setblocking(False)
        self._unpacker = Unpacker()
        self._came: dict[int, deque[Frames]] = {SHELL: deque(), IOPUB: deque()}
        self._awaited: dict[int, asyncio.Future[None]] = {}
        self._outgoing = bytearray()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lost: MemoryError | None = None
        self.open = True

    async def receive(self, channel: int, timeout: float | None) -> Frames:
        """The next message of a channel. Raises queue.Empty after `timeout` seconds, and MemoryError
        where what came could not be taken: it is lost.
        """
        came = self._came[channel]
        if not came and self._lost is not None:
            raise self._lost
        if not came:
            self._watch()
            self._awaited[channel] = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait_for(self._awaited[channel], timeout)
            except TimeoutError:
                raise Empty from None
            finally:
                del self._awaited[channel]
        return came.popleft()

    def ready(self, channel: int) -> bool:
        """Whether a message of this channel has come."""
        self._read()
        return bool(self._came[channel])

    def send(self, channel: int, frames: Frames) -> None:
        """Send a message; nothing where the kernel is gone. Never blocks: the kernel may be blocked in
        a send of its own until this process reads.
        """
        self._outgoing += b"".join(packed(channel, frames))
        self._write()

    def close(self) -> None:
        self._unwatch()
        self._socket.close()
        self.open = False

    def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._unwatch()
            loop.add_reader(self._socket, self._read)
            self._loop = loop
            self._write()

    def _unwatch(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)
        self._loop = None

    def _write(self) -> None:
        try:
            while self._outgoing:
                del self._outgoing[: self._socket.send(self._outgoing)]
        except BlockingIOError:
            if self._loop is not None:
                self._loop.add_writer(self._socket, self._write)
            return
        except OSError:
            self._outgoing.clear()
        if self._loop is not None:
            self._loop.remove_writer(self._socket)

    def _read(self) -> None:
        """Take what has come."""
        try:
            self._take()
        except MemoryError as error:  # in the loop's callback it would be raised again without end
            self._lost = error
            self._unwatch()
            for awaited in self._awaited.values():
                if not awaited.done():
                    awaited.set_exception(error)

    def _take(self) -> None:
        """A few pieces, so that what came is read before more of a flood is taken."""
        for _ in range(_PIECES):
            try:
                piece = self._socket.recv(PIECE)
            except BlockingIOError:
                break
            except OSError:
                piece = b""
            if not piece:
                return self._unwatch()  # the kernel has ended, which its process tells
            for channel, frames in self._unpacker.packets(piece):
                self._came[channel].append(frames)
        for channel, awaited in self._awaited.items():
            if self._came[channel] and not awaited.done():
                awaited.set_result(None)


class WireChannel:
    """One of Jupyter's channels over a wire, as its clients use them."""

    def __init__(self, wire: Wire, number: int, session: Session) -> None:
        self._wire, self._number, self.session = wire, number, session

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message. Raises queue.Empty after `timeout` seconds."""
        _, frames = self.session.feed_identities(await self._wire.receive(self._number, timeout))
        return self.session.deserialize(frames)

    async def msg_ready(self) -> bool:
        return self._wire.ready(self._number)

    def send(self, message: dict[str, Any]) -> None:
        frames = self.session.serialize(message)
        self._wire.send(self._number, [*frames, *message.get("buffers", [])])

    def is_alive(self) -> bool:
        return self._wire.open

    def start(self) -> None:
        """Nothing to do: the socket pair is open."""

    def stop(self) -> None:
        self._wire.close()


class WireClient(AsyncKernelClient):
    """Jupyter's client with the channels shell and iopub alone, over a socket pair.

    There is no stdin channel, because nobody can answer; no control channel, because signals
    interrupt and end a kernel; no heartbeat, because its process tells whether it lives.
    """

    def __init__(self, connection: socket.socket, **options: Any) -> None:
        session = unsigned_session()
        super().__init__(session=session, **options)
        self.allow_stdin = False
        wire = Wire(connection)
        self._shell_channel = WireChannel(wire, SHELL, session)
        self._iopub_channel = WireChannel(wire, IOPUB, session)

    def start_channels(self, *_: Any, **__: Any) -> None:
        """Nothing to do: the socket pair is open."""

    def stop_channels(self) -> None:
        self._shell_channel.stop()

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Until the kernel says that it starts.

        Raises KernelEndedError if it dies, or does not say so within `timeout` seconds.
        """
        deadline = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < deadline:
            try:
                await self._iopub_channel.get_msg(timeout=_CHECK_EVERY)
                return
            except Empty:
                if not await self.is_alive():
                    raise KernelEndedError("the kernel died as it started") from None
        raise KernelEndedError(f"the kernel did not start within {timeout} seconds")
