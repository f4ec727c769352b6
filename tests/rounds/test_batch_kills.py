"""A round whose processes are killed at random ends, once resumed, as if nothing had happened.

JIXIAO_KILLS sets how many are killed (3 unless given, 50 takes some minutes), JIXIAO_SEED which.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from batches import Workbook, contents, processes_with, small_workbook, undisturbed, until

KILLS = int(os.environ.get("JIXIAO_KILLS", "3"))
SEED = int(os.environ.get("JIXIAO_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
DEPARTMENTS = 2  # six jobs each
WEIGHTS = {"kernel": 4, "worker": 3, "preloaded": 2, "parent": 3, "origin": 2, "orphan": 0.1}

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc"),
]


def roles(mark: str, parent: int) -> dict[str, list[int]]:
    """The run's processes by what they are. One has imported what is needed: the origin; workers are
    its forks, each of which forks a preloaded process, whose forks are kernels; that of the first worker is
    a fork of the origin, and counted as a worker. Where a preloaded
    process or a kernel was started and not forked, its command says so.
    """
    commands = processes_with(mark)
    found: dict[str, list[int]] = {"parent": [parent] if parent in commands else []}
    of = {pid: parent_of(pid) for pid in commands}
    for pid, command in commands.items():
        if pid == parent:
            continue
        above, at = 0, pid
        while at in of and of[at] != parent:
            above, at = above + 1, of[at]
        started = "forkkernel.server" in command or "ipykernel" in command
        role = ("origin", "worker", "preloaded", "kernel")[min(above, 3)]
        if at not in of:  # its parent has ended, and it is about to
            role = "orphan"
        elif started:
            role = "kernel" if "ipykernel" in command else "preloaded"
        found.setdefault(role, []).append(pid)
    return {role: sorted(pids) for role, pids in found.items() if pids}


def parent_of(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
        return int(text.rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def sockets_below(folder: Path) -> list[str]:
    lines = Path("/proc/net/unix").read_text().splitlines()
    return [line.split()[-1] for line in lines if str(folder) in line]


def made(workbook: Workbook) -> int:
    """A number that grows with every notebook that is written."""
    return sum(path.stat().st_mtime_ns for path in workbook.outputs.rglob("*.ipynb"))


def wait_for_more(workbook: Workbook, run: subprocess.Popen[bytes]) -> None:
    before = made(workbook)
    until(lambda: run.poll() is not None or made(workbook) > before, 60)


def nothing_remains(workbook: Workbook, mark: str) -> bool:
    return (
        not processes_with(mark)
        and not list(workbook.temporary.iterdir())
        and not sockets_below(workbook.temporary)
    )


def disturbed(workbook: Workbook, mark: str, chance: random.Random, killed: list[str]) -> None:
    """One run, some of whose processes are killed; afterwards nothing of it is left."""
    environment = os.environ | {"TMPDIR": str(workbook.temporary)}
    environment["JIXIAO_TEST"] = mark.partition("=")[2]
    log = workbook.root / "log.txt"
    with log.open("a") as stream:
        run = subprocess.Popen(workbook.command("--jobs", 2), stderr=stream, env=environment)
        while run.poll() is None and len(killed) < KILLS:
            wait_for_more(workbook, run)  # at work: something is made between two kills
            time.sleep(chance.uniform(0, 1.5))
            at_hand = roles(mark, run.pid)
            if not at_hand:
                continue
            role = chance.choices(list(at_hand), [WEIGHTS[name] for name in at_hand])[0]
            try:
                os.kill(chance.choice(at_hand[role]), signal.SIGKILL)
                killed.append(role)
            except ProcessLookupError:
                continue
            if role == "parent":
                run.wait(20)  # what is left of it cleans up; the next run would see to the rest
        try:
            assert run.wait(300) in (0, 1, -signal.SIGKILL), log.read_text()
        finally:
            run.kill()
    if killed[-1] == "parent":  # with its workers killed before it, the next run removes folders
        assert until(lambda: not processes_with(mark), 10), processes_with(mark)
        assert not sockets_below(workbook.temporary)
        return
    assert until(lambda: nothing_remains(workbook, mark), 10), (
        processes_with(mark),
        list(workbook.temporary.rglob("*")),
        killed[-1],
    )


def test_killed_at_random_and_resumed_a_round_ends_as_an_undisturbed_one(
    data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, DEPARTMENTS)
    mark = f"JIXIAO_TEST={tmp_path}"
    chance = random.Random(SEED)
    killed: list[str] = []
    while len(killed) < KILLS:
        if (workbook.outputs / "index.html").exists():  # done in spite of all; begin once more
            subprocess.run(["rm", "-r", str(workbook.outputs)], check=True)
        disturbed(workbook, mark, chance, killed)
    print(f"seed {SEED}, killed: {Counter(killed)}")
    for _ in range(2):  # the first resumes, the second runs again what a killed kernel failed
        last = workbook.run("--jobs", 2)
    assert last.returncode == 0, f"seed {SEED}: {last.stderr}"
    assert contents(workbook.outputs) == undisturbed(data, DEPARTMENTS), f"seed {SEED}"
    assert nothing_remains(workbook, mark)
