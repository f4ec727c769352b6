"""Packets over a socket pair: whole again, however they arrive."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forkkernel.wire import SHELL, UNIT, Unpacker, packed
from forkkernel.wire_client import Wire

MESSAGES = st.lists(st.tuples(st.integers(0, 1), st.lists(st.binary(max_size=40), max_size=6)))


@given(MESSAGES, st.lists(st.integers(1, 60)))
def test_packets_cut_anywhere_are_put_together_again(
    messages: list[tuple[int, list[bytes]]], cuts: list[int]
) -> None:
    rest = b"".join(part for channel, frames in messages for part in packed(channel, frames))
    unpacker, found = Unpacker(), []
    for cut in [*cuts, len(rest)]:
        found += unpacker.packets(rest[:cut])
        rest = rest[cut:]
    assert found == messages


def test_a_client_that_has_no_memory_for_what_came_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the loop it was told to nobody, and tried without end."""
    monkeypatch.setattr("forkkernel.wire_client.PIECE", 1 << 60)
    own, other = socket.socketpair()
    with other:
        other.send(b"x")
        wire = Wire(own)
        for _ in range(2):
            with ThreadPoolExecutor(1) as beside, pytest.raises(MemoryError):
                beside.submit(asyncio.run, wire.receive(SHELL, 20)).result()
        wire.close()


def test_frames_may_be_any_buffers_of_bytes() -> None:
    frames = [b"a", memoryview(b"bc"), memoryview(bytearray(8)).cast("d")]
    parts = b"".join(packed(1, frames))
    assert list(Unpacker().packets(parts)) == [(1, [b"a", b"bc", bytes(8)])]


def test_arrays_are_sent_as_they_are_in_memory_also_empty_ones() -> None:
    arrays = [numpy.zeros((0, 3)), numpy.asfortranarray(numpy.array([[1, 2], [3, 4]], "u1"))]
    parts = b"".join(packed(1, arrays))
    assert list(Unpacker().packets(parts)) == [(1, [b"", bytes([1, 3, 2, 4])])]


def test_a_packet_that_was_cut_short_and_filled_up_is_left_out() -> None:
    cut = b"".join(packed(1, [b"cut short"]))
    whole = b"".join(packed(0, [b"whole"]))
    filled = cut[:-5] + bytes(5 + 2 * UNIT) + whole
    assert list(Unpacker().packets(filled)) == [(0, [b"whole"])]
