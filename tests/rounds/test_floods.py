"""A flood of outputs: a cell keeps so much, says what it left out, and the rest runs on."""

from __future__ import annotations

import re
import resource
from typing import Any

import pytest
from kernel_cells import run
from papermill.exceptions import PapermillExecutionError

from forkkernel import can_fork, flood
from forkkernel.flood import Flood

NOTE = re.compile(r"\n\[([\d,]+) bytes in ([\d,]+) further outputs of this cell are left out; ")


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "MOST_OUTPUTS", 20)
    monkeypatch.setattr(flood, "MOST_BYTES", 10_000)


def left_out(text: str) -> tuple[int, int]:
    found = NOTE.match(text)
    assert found, text
    size, count = (int(each.replace(",", "")) for each in found.groups())
    return size, count


def test_of_many_outputs_the_first_are_kept_and_the_rest_is_counted() -> None:
    source = "from IPython.display import HTML\nfor _ in range(50): display(HTML('x' * 10))"
    first, second = run(source, "print('next')").cells
    assert [output.output_type for output in first.outputs] == ["display_data"] * 20 + ["stream"]
    plain = len("<IPython.core.display.HTML object>")
    assert left_out(first.outputs[-1].text) == (30 * (10 + plain), 30)
    assert second.outputs[0].text == "next\n"


def test_text_is_cut_at_the_byte_whatever_the_messages_it_came_in() -> None:
    """Half a character is none."""
    for source in (
        "print('x' * 9_999 + '元' * 400)",
        "print('x' * 9_999, end='', flush=True); print('元' * 400)",
    ):
        (cell,) = run(source).cells
        *kept, note = cell.outputs
        assert "".join(output.text for output in kept) == "x" * 9_999
        assert left_out(note.text)[0] == 1_201


def test_why_a_cell_failed_is_told_behind_a_flood() -> None:
    with pytest.raises(PapermillExecutionError) as caught:
        run("print('x' * 50_000, flush=True)\n1 / 0")
    assert caught.value.ename == "ZeroDivisionError"


def test_a_flood_without_end_falls_under_the_time_that_a_cell_may_take() -> None:
    """In little memory: what is left out is not held."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PapermillExecutionError) as caught:
        run("while True: print('x' * 1_000_000, flush=True)", execution_timeout=3)
    assert caught.value.ename == "CellTimeoutError"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_what_a_cell_clears_takes_no_room() -> None:
    source = "from IPython.display import clear_output\nfor n in range(50):\n    clear_output(wait=True); display(n)"
    (cell,) = run(source).cells
    assert [output.data["text/plain"] for output in cell.outputs] == ["49"]


@pytest.mark.skipif(not can_fork(), reason="an ordinary kernel takes it up by itself")
def test_of_what_is_written_beside_python_so_much_is_taken_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It waits in memory until Python says something."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # ipykernel leaves file descriptors to pytest
    source = "import os\nfor _ in range(60): os.write(1, b'x' * 1_000_000)\n0;"
    (cell,) = run(source).cells
    assert sum(len(output.text) for output in cell.outputs) < 11_000
    assert left_out(cell.outputs[-1].text)[0] < 50_000_000


@pytest.mark.skipif(not can_fork(), reason="an ordinary kernel reads it from a pipe")
@pytest.mark.parametrize(
    "write",
    [
        "os.write(1, b'x' * 1_000_000)",
        "subprocess.run(['head', '-c', '1000000', '/dev/zero'])",
        "ctypes.CDLL(None).write(2, b'x' * 1_000_000, 1_000_000)",
    ],
)
def test_what_is_written_beside_python_without_end_is_not_held(
    write: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file that it goes to gives its memory back while the cell still writes."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    source = f"""
import ctypes, os, subprocess, time
def held():
    return sum(os.fstat(stream).st_blocks for stream in (1, 2)) * 512
for _ in range(150): {write}
end = time.monotonic() + 60
while held() > 51_000_000 and time.monotonic() < end: time.sleep(0.05)
assert held() < 51_000_000, held()
"""
    cell, after = run(source, "print('next')").cells
    assert left_out(cell.outputs[-1].text)[0] < 51_000_000
    assert after.outputs[0].text == "next\n"


@pytest.mark.skipif(not can_fork(), reason="an ordinary kernel reads it from a pipe")
def test_what_was_taken_up_is_not_held_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    monkeypatch.setattr(flood, "MOST_BYTES", 100_000_000)
    write = "import os\nfor _ in range(30): os.write(1, b'x' * 1_000_000)\n0;"
    held = """
import time
end = time.monotonic() + 60
while os.fstat(1).st_blocks > 100 and time.monotonic() < end: time.sleep(0.05)
os.fstat(1).st_blocks <= 100
"""
    first, *_, last = run(write, write, held).cells
    assert sum(len(output.text) for output in first.outputs) == 30_000_000
    assert last.outputs[0].data["text/plain"] == "True"


def test_an_error_is_always_kept() -> None:
    full = Flood()
    message: dict[str, Any] = {"msg_type": "stream", "content": {"text": "x" * 20_000}}
    assert full.keeps(message)
    assert len(message["content"]["text"]) == 10_000
    assert not full.keeps({"msg_type": "display_data", "content": {"data": {"text/plain": "x"}}})
    assert full.keeps(
        {"msg_type": "error", "content": {"ename": "E", "evalue": "", "traceback": []}}
    )
