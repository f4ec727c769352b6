"""Messages between a fork server and its owner, over a socket pair; file descriptors go with them."""

from __future__ import annotations

import array
import json
import os
import socket
import struct
from collections.abc import Sequence
from typing import Any

_HEADER = struct.Struct("!IB")
_MOST = 4  # file descriptors of a message: a socket and the three standard ones


def send(channel: socket.socket, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
    """Send one message with file descriptors."""
    body = json.dumps(message).encode()
    head = _HEADER.pack(len(body), len(descriptors))
    passed = array.array("i", descriptors)
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, passed)] if descriptors else []
    channel.sendmsg([head], rights)
    channel.sendall(body)


def receive(channel: socket.socket) -> tuple[dict[str, Any] | None, list[int]]:
    """The next message and its file descriptors; None when the other side is closed."""
    head, descriptors, _, _ = socket.recv_fds(channel, _HEADER.size, _MOST)
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)  # programs that are started do not inherit it
    head += _exactly(channel, _HEADER.size - len(head)) if head else b""
    if len(head) < _HEADER.size:
        return None, descriptors
    length, count = _HEADER.unpack(head)
    body = _exactly(channel, length)
    if len(body) < length or len(descriptors) != count:
        return None, descriptors
    message: dict[str, Any] = json.loads(body)
    return message, descriptors


def _exactly(channel: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = channel.recv(size - len(parts))
        if not part:
            break
        parts += part
    return bytes(parts)
